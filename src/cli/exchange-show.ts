import type { Command } from 'commander';
import { exchangeSummaryJson, feedJson, journalEntryJson, requestJson } from '../api/views/exchange.js';
import type { Sql } from '../db/open.js';
import { heldRuns } from '../store/catalogue/full-runs.js';
import { type KeptRequest, listRequests } from '../store/exchanges/exchange-requests.js';
import { type JournalEntry, listJournal } from '../store/exchanges/journal.js';
import { readFeedsOf } from '../store/exchanges/read-exchanges.js';
import type { Page, Position } from '../store/list-page.js';
import { example } from './example.js';
import { exchangeText } from './exchange-text.js';
import { knownExchange } from './known-exchange.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop } from './shop-option.js';
import { withTables } from './with-database.js';

interface ShowOptions extends OutputOptions {
  readonly requests?: boolean;
  readonly all?: boolean;
}

const MOST_FEEDS = 1000;
const JOURNAL_PAGE = 1000;
const REQUESTS_PAGE = 1000;

export function registerExchangeShow(exchange: Command): void {
  exchange
    .command('show')
    .description('one exchange: its files, what was done with them, and its journal (time of this computer)')
    .argument('<id>', 'as in `uzel exchange list`')
    .option('--all', 'the journal in full, without folding many entries of a kind into one')
    .option('--requests', 'what 1C asked, and what it was answered')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel exchange show 0199a3c4-7d1e-7c52-9f1a-2b6f0d8e4a11'))
    .action(show);
}

async function show(given: string, options: ShowOptions): Promise<void> {
  await withTables(async ({ db }) => {
    const exchange = await knownExchange(db.knex, given);
    const { exchangeId } = exchange;
    const feeds = await readFeedsOf(db.knex, currentShop(), exchangeId, MOST_FEEDS);
    const held = await db.transaction(async (tx) => (await heldRuns(tx, currentShop(), exchangeId)).length > 0);
    const journal = await wholeJournal(db.knex, exchangeId);
    const requests = options.requests ? await allRequests(db.knex, exchangeId) : null;
    const document = {
      ...exchangeSummaryJson(exchange),
      removalHeld: held,
      feeds: feeds.map(feedJson),
      ...(requests && { requests: { items: requests.map(requestJson), next: null } }),
      journal: { items: journal.map(journalEntryJson), next: null }, // as GET /v1/exchanges/{id} has it
    };
    print(options, document, () => exchangeText({ exchange, feeds, held, journal, requests }, options.all ?? false));
  });
}

async function allRequests(sql: Sql, exchangeId: string): Promise<KeptRequest[]> {
  const all: KeptRequest[] = [];
  for (let after: Position | null = null; ; ) {
    const page: Page<KeptRequest> = await listRequests(sql, currentShop(), exchangeId, { after, limit: REQUESTS_PAGE });
    all.push(...page.items);
    if (page.next === null) return all;
    after = page.next;
  }
}

async function wholeJournal(sql: Sql, exchangeId: string): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (;;) {
    const page = await listJournal(sql, currentShop(), exchangeId, {
      after: entries.at(-1)?.entryId,
      limit: JOURNAL_PAGE,
    });
    entries.push(...page);
    if (page.length < JOURNAL_PAGE) return entries;
  }
}
