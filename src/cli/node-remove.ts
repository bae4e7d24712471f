import type { Command } from 'commander';
import { countOrdersOfNode, type OrdersOfNode } from '../store/nodes/node-activity.js';
import { getNode, removeNode } from '../store/nodes/nodes.js';
import { awaitPlacing } from '../store/orders/placing-lock.js';
import { example } from './example.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop } from './shop-option.js';
import { withTables } from './with-database.js';

export function registerNodeRemove(node: Command): void {
  node
    .command('remove')
    .description('disconnect a 1C database for good; its goods and its orders stay. It asks nothing')
    .argument('<name>', 'as in `uzel node list`')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nTo switch it off for a while only: uzel node pause <name>\n${example('uzel node remove shop1c')}`,
    )
    .action(remove);
}

async function remove(given: string, options: OutputOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const { name, login, nodeId } = await db.transaction(async (tx) => {
      const node = await getNode(tx, currentShop(), given);
      await removeNode(tx, currentShop(), node.nodeId);
      return node;
    });
    await awaitPlacing(db.knex, currentShop()); // an order that was being placed may have become the node's
    const orders = await countOrdersOfNode(db.knex, currentShop(), nodeId);
    print(options, { name, removed: true, orders }, () =>
      [
        `The node "${name}" is removed: ${login === null ? 'the server calls it no more' : `the login ${login} works no more, its exchanges have ended`}.`,
        fateOf(orders),
        'The goods that it brought stay in the catalogue.',
      ].join('\n'),
    );
  });
}

function fateOf({ owned, waiting }: OrdersOfNode): string {
  if (owned === 0) return 'It owned no orders.';
  const open = waiting === 0 ? 'its 1C has confirmed them all' : `${waiting} of them its 1C has not confirmed`;
  return `Its orders (${owned}; ${open}) stay its own: REST shows them as before, and no other node is given them.`;
}
