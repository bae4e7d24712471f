import type { Command } from 'commander';
import { resendOrder } from '../exchange/owners/order-desk.js';
import { example } from './example.js';
import { registerOrderMove } from './order-move.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { ownedOrder } from './owned-order.js';
import { currentShop } from './shop-option.js';
import { withDatabase } from './with-database.js';

/** `uzel order …` */
export function registerOrder(program: Command): void {
  const order = program
    .command('order')
    .description('the shop’s orders')
    .addHelpText('after', example('uzel order resend 1042'));
  order
    .command('resend')
    .description('give an order to its 1C once more, with the next exchange, though nothing of it has changed')
    .argument('<number>', 'the number in the shop, without the prefix of a node')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel order resend 1042'))
    .action(resend);
  registerOrderMove(order);
}

const NO_NODE = {
  none: 'no node takes it. It goes to the first one that does (uzel node list)',
  moved: 'it was taken away from its node. Give it to another one (uzel order move)',
};

async function resend(given: string, options: OutputOptions): Promise<void> {
  await withDatabase(async (services) => {
    const order = await resendOrder(services, currentShop(), given, 'cli');
    const { json, owner, obstacle } = await ownedOrder(services, order);
    print(options, json, () => {
      if (!owner)
        return `Order ${order.number} has no node yet: ${NO_NODE[order.routing?.by === 'moved' ? 'moved' : 'none']}.`;
      return obstacle === null
        ? `Order ${order.number} goes to "${owner.name}" with its next exchange.`
        : `Order ${order.number} belongs to "${owner.name}", but ${obstacle}`;
    });
  });
}
