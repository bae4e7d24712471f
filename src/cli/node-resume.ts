import type { Command } from 'commander';
import { alterNode } from '../exchange/node-desk.js';
import { countOrdersOfNode } from '../store/node-activity.js';
import { example } from './example.js';
import { ordersLeft } from './left-orders.js';
import { nodeJson } from './node-view.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop } from './shop-option.js';
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
    const { waiting } = await countOrdersOfNode(services.db.knex, node.shopId, node.nodeId);
    print(options, { ...nodeJson(node), ordersTooLong }, () =>
      [
        `The node "${node.name}" works again.`,
        waiting === 0 ? 'No order waits for it.' : `${waiting} order(s) go to its 1C with the next exchange.`,
        ...ordersLeft(settled),
      ].join('\n'),
    );
  });
}
