import type { Command } from 'commander';
import { nodeJournalEntryJson } from '../api/views/node.js';
import { listNodeJournal } from '../store/nodes/node-journal.js';
import { getNode } from '../store/nodes/nodes.js';
import { example } from './example.js';
import { journalLine } from './journal-line.js';
import { localZone } from './local-time.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop } from './shop-option.js';
import { wholeNumber } from './whole-number.js';
import { withTables } from './with-database.js';

interface JournalOptions extends OutputOptions {
  readonly exchanges?: boolean;
  readonly limit: number;
}

export function registerNodeJournal(node: Command): void {
  node
    .command('journal')
    .description('what was decided about a node while no 1C was there, newest first (time of this computer)')
    .argument('<name>', 'as in `uzel node list`')
    .option('--exchanges', 'with what its exchanges tell')
    .option('--limit <n>', 'how many, 1000 at most', wholeNumber, 50)
    .addOption(jsonOption())
    .addHelpText('after', example('uzel node journal shop1c', 'uzel node journal shop1c --exchanges --limit 200'))
    .action(journal);
}

async function journal(name: string, options: JournalOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const { shopId, nodeId } = await getNode(db.knex, currentShop(), name);
    const filter = { exchanges: options.exchanges ?? false };
    const { items } = await listNodeJournal(db.knex, shopId, nodeId, filter, { after: null, limit: options.limit });
    print(options, { items: items.map(nodeJournalEntryJson) }, () =>
      items.length === 0
        ? 'Nothing was decided about it yet. What its exchanges tell: --exchanges'
        : [`(times in ${localZone()})`, ...items.map(journalLine)].join('\n'),
    );
  });
}
