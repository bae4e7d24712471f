import type { Command } from 'commander';
import { alterNode } from '../exchange/node-desk.js';
import { NODE_KEY_DEFAULTS } from '../nodes/node-keys.js';
import { getNode } from '../store/nodes/nodes.js';
import { example } from './example.js';
import { ordersLeft } from './left-orders.js';
import { applyAssignments } from './node-assignments.js';
import { keysHelp } from './node-keys.js';
import { nodeJson, nodeRecord } from './node-view.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop } from './shop-option.js';
import { withDatabase, withTables } from './with-database.js';

export function registerNodeSet(node: Command): void {
  node
    .command('set')
    .description('change a node; without key=value: show what is set')
    .argument('<name>', 'as in `uzel node list`')
    .argument('[key=value...]', 'what to change; `key=` alone goes back to the default')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nKeys (a kind of uzel.config may have more):\n${keysHelp()}\n${example(
        'uzel node set shop1c schemaVersion=2.10 numberPrefix=A-',
        'uzel node set shop1c keepFields=name,price currencySpelling.RUB=руб',
        'uzel node set shop1c numberPrefix=',
      )}`,
    )
    .action(set);
}

async function set(name: string, assignments: readonly string[], options: OutputOptions): Promise<void> {
  if (assignments.length === 0) return await show(name, options);
  await withDatabase(async (services) => {
    const defaults = { ...NODE_KEY_DEFAULTS, timeZone: services.config.DEFAULT_TIME_ZONE };
    const settled = await alterNode(services, currentShop(), name, (now) =>
      applyAssignments(now, assignments, defaults, services.kinds.find(now.kind)),
    );
    const { node, ordersTooLong } = settled;
    print(options, { ...nodeJson(node), ordersTooLong }, () => [nodeRecord(node), ...ordersLeft(settled)].join('\n'));
  });
}

async function show(name: string, options: OutputOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const node = await getNode(db.knex, currentShop(), name);
    print(options, nodeJson(node), () => nodeRecord(node));
  });
}
