import type { Command } from 'commander';
import type { Config } from '../config.js';
import { MAIN_SHOP } from '../services.js';
import { changeNode } from '../store/change-node.js';
import { example } from './example.js';
import { applyAssignments } from './node-assignments.js';
import { keysHelp } from './node-keys.js';
import { nodeJson, nodeRecord } from './node-view.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { withTables } from './with-database.js';

export function registerNodeSet(node: Command): void {
  node
    .command('set')
    .description('change a node; without key=value: show what is set')
    .argument('<name>', 'as in `uzel node list`')
    .argument('[key=value...]', 'what to change; `key=` alone goes back to the default')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nKeys:\n${keysHelp()}\n${example(
        'uzel node set shop1c schemaVersion=2.10 numberPrefix=A-',
        'uzel node set shop1c keepFields=name,price currencySpelling.RUB=руб',
        'uzel node set shop1c numberPrefix=',
      )}`,
    )
    .action(set);
}

async function set(name: string, assignments: readonly string[], options: OutputOptions): Promise<void> {
  await withTables(async ({ config, db }) => {
    const defaults = defaultsOf(config);
    const node = await db.transaction(
      async (tx) => await changeNode(tx, MAIN_SHOP, name, (now) => applyAssignments(now, assignments, defaults)),
    );
    print(options, nodeJson(node), () => nodeRecord(node));
  });
}

/** What `key=` gives a key of the node itself; name and login have no default. */
const defaultsOf = (config: Config) => ({
  profile: 'trade',
  idSpace: 'main',
  timeZone: config.DEFAULT_TIME_ZONE,
  state: 'active',
  priority: '0',
  receivesOrders: 'true',
  sendsOrders: 'true',
  receivesOnlyOwn: 'false',
  createsOrders: 'true',
  createsCustomers: 'true',
});
