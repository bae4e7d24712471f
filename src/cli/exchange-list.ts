import type { Command } from 'commander';
import { exchangeSummaryJson } from '../api/views/exchange.js';
import { UzelError } from '../errors.js';
import { type ExchangeOverview, listExchanges } from '../store/exchanges/read-exchanges.js';
import { resolveNodeId } from '../store/nodes/read-node-names.js';
import { example } from './example.js';
import { localTime } from './local-time.js';
import { type Column, jsonOption, type OutputOptions, print, table } from './output.js';
import { currentShop } from './shop-option.js';
import { wholeNumber } from './whole-number.js';
import { withTables } from './with-database.js';

interface ListOptions extends OutputOptions {
  readonly node?: string;
  readonly limit: number;
}

const COLUMNS: readonly Column[] = [
  { heading: 'STARTED' },
  { heading: 'LAST SEEN' },
  { heading: 'NODE' },
  { heading: 'TYPE' },
  { heading: 'FILES', align: 'right' },
  { heading: 'WARNINGS', align: 'right' },
  { heading: 'ERRORS', align: 'right' },
  { heading: 'ID' },
];

export function registerExchangeList(exchange: Command): void {
  exchange
    .command('list')
    .description('the newest exchanges, newest first (time of this computer)')
    .option('--node <name>', 'only those of this node')
    .option('--limit <n>', 'how many, 1000 at most', wholeNumber, 20)
    .addOption(jsonOption())
    .addHelpText('after', example('uzel exchange list --node shop1c --limit 5'))
    .action(list);
}

async function list(options: ListOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const nodeId = options.node === undefined ? null : await resolveNodeId(db.knex, currentShop(), options.node);
    if (options.node !== undefined && nodeId === null) {
      throw new UzelError('UZ1507', `There is no node "${options.node}". See \`uzel node list\`.`);
    }
    const page = { limit: options.limit, after: null };
    const { items } = await listExchanges(db.knex, currentShop(), { nodeId, type: null }, page);
    print(options, { items: items.map(exchangeSummaryJson) }, () =>
      table(COLUMNS, items.map(cells), 'There was no exchange yet.'),
    );
  });
}

const cells = (exchange: ExchangeOverview) => [
  localTime(exchange.openedAt),
  localTime(exchange.lastSeenAt),
  exchange.nodeName,
  exchange.type,
  exchange.feeds,
  exchange.warnings,
  exchange.errors,
  exchange.exchangeId,
];
