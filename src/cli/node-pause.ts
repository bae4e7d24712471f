import type { Command } from 'commander';
import { alterNode } from '../exchange/node-desk.js';
import { countOrdersOfNode } from '../store/nodes/node-activity.js';
import { example } from './example.js';
import { nodeJson } from './node-view.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop } from './shop-option.js';
import { withDatabase } from './with-database.js';

export function registerNodePause(node: Command): void {
  node
    .command('pause')
    .description('switch a node off for a while: its 1C may not log in, its orders wait, new ones go to other nodes')
    .argument('<name>', 'as in `uzel node list`')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel node pause shop1c'))
    .action(pause);
}

async function pause(name: string, options: OutputOptions): Promise<void> {
  await withDatabase(async (services) => {
    const { node } = await alterNode(services, currentShop(), name, () => ({ state: 'paused' }));
    const { waiting } = await countOrdersOfNode(services.db.knex, node.shopId, node.nodeId);
    print(options, nodeJson(node), () =>
      [
        `The node "${node.name}" is paused: its 1C is told so when it comes. Nothing is lost.`,
        waiting === 0 ? 'No order waits for it.' : `${waiting} order(s) wait for it; one that is urgent can be moved.`,
      ].join('\n'),
    );
  });
}
