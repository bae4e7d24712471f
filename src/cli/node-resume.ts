import type { Command } from 'commander';
import { alterNode } from '../exchange/node-desk.js';
import { ordersFrom } from '../exchange/orders-out/orders-from.js';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { Services } from '../services.js';
import { countOrdersOfNode } from '../store/nodes/node-activity.js';
import { countReadyOrders } from '../store/orders/ready-orders.js';
import { example } from './example.js';
import { ordersLeft } from './left-orders.js';
import { nodeJson } from './node-view.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop, uzelHere } from './shop-option.js';
import { withDatabase } from './with-database.js';

export function registerNodeResume(node: Command): void {
  node
    .command('resume')
    .description('switch a paused node on again: it gets what has waited')
    .argument('<name>', 'as in `uzel node list`')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel node resume shop1c'))
    .action(resume);
}

async function resume(name: string, options: OutputOptions): Promise<void> {
  await withDatabase(async (services) => {
    const settled = await alterNode(services, currentShop(), name, () => ({ state: 'active' }));
    const { node, ordersTooLong } = settled;
    const waiting = await waitingText(services, node);
    print(options, { ...nodeJson(node), ordersTooLong }, () =>
      [`The node "${node.name}" works again.`, waiting, ...ordersLeft(settled)].join('\n'),
    );
  });
}

/** How many orders its 1C gets now, and that others are kept back. */
async function waitingText({ db }: Services, node: ExchangeNode): Promise<string> {
  const { shopId, nodeId } = node;
  const { waiting } = await countOrdersOfNode(db.knex, shopId, nodeId);
  if (waiting === 0) return 'No order waits for it.';
  const { offered } = node.receivesOrders
    ? await countReadyOrders(db.knex, { shopId, nodeId, from: ordersFrom(node) })
    : { offered: 0 };
  return [
    ...(offered > 0 ? [`${offered} order(s) go to its 1C with the next exchange.`] : []),
    ...(waiting > offered
      ? [`${waiting - offered} order(s) are not given to it; why: ${uzelHere()} node test "${node.name}"`]
      : []),
  ].join('\n');
}
