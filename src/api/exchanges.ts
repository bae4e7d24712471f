import { listRequests } from '../store/exchanges/exchange-requests.js';
import { listJournal } from '../store/exchanges/journal.js';
import { listExchanges, readExchange, readFeedsOf } from '../store/exchanges/read-exchanges.js';
import { cutPage } from '../store/list-page.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { readNodeFilter } from './http/node-filter.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { Exchange, ExchangePage, ExchangeQuery, ExchangeRequestPage, JournalQuery } from './schemas/exchange.js';
import { exchangeSummaryJson, feedJson, journalEntryJson, requestJson } from './views/exchange.js';

const MOST_FEEDS = 1000;

const list = jsonRoute(
  {
    method: 'get',
    path: '/exchanges',
    operationId: 'listExchanges',
    tag: 'Exchanges',
    summary: 'Exchanges: every session of a 1C, newest first',
    query: ExchangeQuery,
    status: 200,
    reply: ExchangePage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, query }) => {
    const nodeId = await readNodeFilter(services.db.knex, shopId, 'node', query.node);
    const page = await listExchanges(
      services.db.knex,
      shopId,
      { nodeId: nodeId ?? null, type: query.type ?? null },
      { limit: query.limit, after: readCursor('exchanges', query.cursor) },
    );
    return { body: { items: page.items.map(exchangeSummaryJson), next: writeCursor('exchanges', page.next) } };
  },
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/exchanges/{id}',
    operationId: 'getExchange',
    tag: 'Exchanges',
    summary: 'One exchange with its files and its journal',
    params: IdParams,
    query: JournalQuery,
    status: 200,
    reply: Exchange,
    answer: 'The exchange, and one page of its journal.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, query }) => {
    const sql = services.db.knex;
    const list = `journal/${params.id}`;
    const after = readCursor(list, query.cursor)?.id;
    const exchange = await readExchange(sql, shopId, params.id);
    if (!exchange) throw notFound(params.id);
    const [feeds, entries] = await Promise.all([
      readFeedsOf(sql, shopId, params.id, MOST_FEEDS),
      listJournal(sql, shopId, params.id, { after, limit: query.limit + 1 }),
    ]);
    const page = cutPage(entries, query.limit, (entry) => ({ id: entry.entryId }));
    return {
      body: {
        ...exchangeSummaryJson(exchange),
        feeds: feeds.map(feedJson),
        journal: { items: page.items.map(journalEntryJson), next: writeCursor(list, page.next) },
      },
    };
  },
);

const requests = jsonRoute(
  {
    method: 'get',
    path: '/exchanges/{id}/requests',
    operationId: 'listExchangeRequests',
    tag: 'Exchanges',
    summary: 'What 1C asked in an exchange, and what it was answered',
    params: IdParams,
    query: JournalQuery,
    status: 200,
    reply: ExchangeRequestPage,
    answer: 'One page, oldest first.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, query }) => {
    const sql = services.db.knex;
    const list = `requests/${params.id}`;
    const after = readCursor(list, query.cursor);
    if (!(await readExchange(sql, shopId, params.id))) throw notFound(params.id);
    const page = await listRequests(sql, shopId, params.id, { limit: query.limit, after });
    return { body: { items: page.items.map(requestJson), next: writeCursor(list, page.next) } };
  },
);

export const exchangeRoutes: readonly Route[] = [list, one, requests];
