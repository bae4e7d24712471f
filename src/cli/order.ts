import type { Command } from 'commander';
import { MAIN_SHOP } from '../services.js';
import { resendOrder } from '../store/orders.js';
import { readNodeNames } from '../store/read-node-names.js';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { withTables } from './with-database.js';

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
}

async function resend(given: string, options: OutputOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const { orderId, number, ownerNodeId, version } = await resendOrder(db, MAIN_SHOP, given, 'cli');
    const names = await readNodeNames(db.knex, MAIN_SHOP, ownerNodeId === null ? [] : [ownerNodeId]);
    const owner = ownerNodeId === null ? null : { id: ownerNodeId, name: names.get(ownerNodeId) ?? '' };
    print(options, { id: orderId, number, owner, version }, () =>
      owner
        ? `Order ${number} goes to "${owner.name}" with its next exchange.`
        : `Order ${number} has no node yet: it goes to the first one that receives orders (uzel node add <name>).`,
    );
  });
}
