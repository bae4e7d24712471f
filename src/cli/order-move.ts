import type { Command } from 'commander';
import { UzelError } from '../errors.js';
import { moveOrder } from '../exchange/owners/move-order.js';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { ownedOrder } from './owned-order.js';
import { currentShop } from './shop-option.js';
import { withDatabase } from './with-database.js';

interface MoveOptions extends OutputOptions {
  readonly to?: string;
  readonly nobody?: true;
  readonly force?: true;
}

/** `uzel order move` */
export function registerOrderMove(order: Command): void {
  order
    .command('move')
    .description('give an order to another node')
    .argument('<order>', 'its id, or its number in the shop, without the prefix of a node')
    .option('--to <node>', 'name or id of the node that gets it')
    .option('--nobody', 'take it away from its node: it waits until it is moved again')
    .option('--force', 'also when a 1C may have it already; delete it there first')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel order move 1042 --to south'))
    .action(move);
}

async function move(given: string, { to, nobody, force, ...output }: MoveOptions): Promise<void> {
  if ((to === undefined) === (nobody === undefined)) {
    throw new UzelError('UZ1607', 'Name the node that gets the order by --to, or take it away by --nobody.');
  }
  await withDatabase(async (services) => {
    const order = await moveOrder(services, currentShop(), given, { node: to ?? null, force, by: 'cli' });
    const { json, owner, obstacle } = await ownedOrder(services, order);
    print(output, json, () =>
      owner
        ? obstacle === null
          ? `Order ${order.number} belongs to "${owner.name}" now: its 1C gets it with the next exchange.`
          : `Order ${order.number} belongs to "${owner.name}" now, but ${obstacle}`
        : `Order ${order.number} belongs to no node now: no 1C gets it until it is moved again.`,
    );
  });
}
