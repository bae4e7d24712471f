import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import { pino } from 'pino';
import { openLocalBlobs } from '../../src/blobs/local.js';
import { readConfig } from '../../src/config.js';
import { applyDocument, type DocumentOutcome } from '../../src/exchange/orders-in/order-documents.js';
import { placeOrder } from '../../src/exchange/owners/order-desk.js';
import { routeUnowned } from '../../src/exchange/owners/routing-again.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { NodeKinds } from '../../src/nodes/node-kind.js';
import { createRegistry } from '../../src/nodes/registry.js';
import type { Order } from '../../src/orders.js';
import type { DocumentRecord } from '../../src/records.js';
import type { Services } from '../../src/services.js';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import { type Exchange, openExchange } from '../../src/store/exchanges/exchanges.js';
import type { NewNode } from '../../src/store/nodes/nodes.js';
import { getOrder, type OrderInput } from '../../src/store/orders/orders.js';
import { openTestDatabase } from '../support/database.js';
import { insertQuickNode } from '../support/quick-node.js';

export const SHOP = 'main';

/** A shop with its database, and what tests of orders do to it. */
export interface OrdersWorld {
  readonly services: Services;
  readonly knex: Services['db']['knex'];
  node(input?: Partial<NewNode>): Promise<ExchangeNode>;
  exchange(node: ExchangeNode): Promise<Exchange>;
  place(input?: Partial<OrderInput>): Promise<Order>;
  read(orderId: string): Promise<Order>;
  /** Applies documents as an import step does: in one transaction, change numbers last. */
  apply(node: ExchangeNode, ...documents: DocumentRecord[]): Promise<DocumentOutcome[]>;
  /** Codes of the journal, oldest first. */
  journal(): Promise<{ code: string; severity: string; message: string }[]>;
  lastChange(): Promise<number>;
  count(table: string): Promise<number>;
  close(): Promise<void>;
}

export async function openOrdersWorld(
  environment: Record<string, string> = {},
  kinds: NodeKinds = createRegistry(),
): Promise<OrdersWorld> {
  const { db, close } = await openTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-orders-'));
  const config = readConfig({ DATA_DIR: folder, DEFAULT_TIME_ZONE: 'Europe/Kyiv', ...environment });
  const services: Services = {
    config,
    db,
    blobs: await openLocalBlobs(folder),
    log: pino({ level: 'silent' }),
    kinds,
  };
  const knex = db.knex;
  let made = 0;

  const exchange = async (node: ExchangeNode) =>
    (await openExchange(knex, { shopId: SHOP, nodeId: node.nodeId, type: 'sale' })).exchange;

  return {
    services,
    knex,
    exchange,
    node: async (input = {}) => {
      made += 1;
      const defaults = { name: `1c-${made}`, profile: 'trade' as const, login: `login-${made}`, password: 'p' };
      const whole = { ...defaults, timeZone: 'Europe/Kyiv', ...input };
      const inserted = await db.transaction((tx) => insertQuickNode(tx, SHOP, whole));
      await routeUnowned(services, SHOP);
      return inserted;
    },
    place: async (input = {}) => {
      made += 1;
      const placed = await placeOrder(
        services,
        SHOP,
        { ...orderInput(), ...input },
        { key: `key-${made}`, bodyHash: 'same' },
      );
      return placed.order;
    },
    read: async (orderId) => {
      const order = await getOrder(knex, SHOP, orderId);
      if (!order) throw new Error(`no order ${orderId}`);
      return order;
    },
    apply: async (node, ...documents) => {
      const { exchangeId } = await exchange(node);
      const changes: Change[] = [];
      return await db.transaction(async (tx) => {
        const context = { services, node, exchangeId, feedId: FEED, changes };
        const outcomes: DocumentOutcome[] = [];
        for (const document of documents) outcomes.push(await applyDocument(tx, context, document));
        await recordChanges(tx, SHOP, exchangeId, changes);
        return outcomes;
      });
    },
    journal: async () => await knex('journal').select('code', 'severity', 'message').orderBy('entry_id'),
    lastChange: async () => Number((await knex('change_counters').where({ shop_id: SHOP }).first('last')).last),
    count: async (table) => Number((await knex(table).count({ n: '*' }))[0]?.n),
    close: async () => {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}

const FEED = '01900000-0000-7000-8000-000000000001';

/** Two lines: 2 × 100.50 and 1 × 10. */
export const orderInput = (): OrderInput => ({
  customer: { type: 'person', name: 'Олена Ковальчук', phone: '+380501112233' },
  currency: 'UAH',
  lines: [
    { externalId: 'a#b', name: 'Матрац', quantity: '2', price: '100.50' },
    { externalId: 'c', name: 'Подушка', quantity: '1', price: '10' },
  ],
});

/** An order document of 1C that says nothing but who it is. */
export const orderDocument = (fields: Partial<DocumentRecord> = {}): DocumentRecord => ({
  kind: 'document',
  id: '',
  number: '',
  operationText: 'Заказ товара',
  operation: 'order',
  counterparties: [],
  taxes: [],
  discounts: [],
  requisites: [],
  fate: {},
  subordinate: [],
  line: 3,
  extra: {},
  warnings: [],
  ...fields,
});

/** Who ordered: with it a document is one of a whole order, which may be made of it. */
export const BUYER = { counterparties: [{ type: 'person' as const, name: 'Иван', contacts: [], extra: {} }] };

export interface SeenDocument {
  readonly id: string;
  readonly number: string;
  readonly amount: string;
}

/** What 1C sees of an orders document: its own reading, by fast-xml-parser. */
export function seenIn(body: Buffer, encoding = 'windows-1251'): SeenDocument[] {
  const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Документ' });
  const parsed = parser.parse(iconv.decode(body, encoding)) as {
    КоммерческаяИнформация: { Документ?: Record<string, string>[] } | '';
  };
  const root = parsed.КоммерческаяИнформация;
  const documents = root === '' ? [] : (root.Документ ?? []);
  return documents.map((document) => ({
    id: document.Ид ?? '',
    number: document.Номер ?? '',
    amount: document.Сумма ?? '',
  }));
}
