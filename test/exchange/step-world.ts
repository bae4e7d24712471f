import type { Tx } from '../../src/db/open.js';
import { advance, FEED_START } from '../../src/exchange/import/feed-context.js';
import { itemsOf } from '../../src/exchange/import/step-items.js';
import { StepRecords } from '../../src/exchange/import/step-records.js';
import { writeStep } from '../../src/exchange/import/step-writer.js';
import type { ExchangeNode, NodeSettings } from '../../src/nodes/exchange-node.js';
import type { CatalogueRecord, FeedRecord, OfferPackageRecord, OfferRecord, ProductRecord } from '../../src/records.js';
import { AbsentKeys } from '../../src/store/catalogue/absent-keys.js';
import type { WriteScope } from '../../src/store/catalogue/write-scope.js';
import { type Change, recordChanges } from '../../src/store/changes/record-changes.js';
import { openExchange } from '../../src/store/exchanges/exchanges.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { wholeOffers } from '../support/offers-in-database.js';
import { insertQuickNode } from '../support/quick-node.js';

export const base = { line: 1, extra: {}, warnings: [] };

export const catalogue = (onlyChanges: boolean | undefined, id = 'C'): CatalogueRecord =>
  onlyChanges === undefined ? { kind: 'catalogue', id, ...base } : { kind: 'catalogue', id, onlyChanges, ...base };

export const pack = (onlyChanges: boolean, changesPackage = false): OfferPackageRecord => ({
  kind: 'offerPackage',
  id: 'C#',
  catalogueId: 'C',
  onlyChanges,
  changesPackage,
  ...base,
});

const halves = (id: string) => ({
  id,
  productId: id.split('#')[0] ?? '',
  characteristicId: id.split('#')[1] ?? '',
});

export const product = (id: string, fields: Partial<ProductRecord> = {}): ProductRecord => ({
  kind: 'product',
  catalogueId: 'C',
  ...halves(id),
  deleted: false,
  ...base,
  ...fields,
});

export const offer = (id: string, fields: Partial<OfferRecord> = {}): OfferRecord => ({
  kind: 'offer',
  packageId: 'C#',
  catalogueId: 'C',
  ...halves(id),
  deleted: false,
  ...base,
  ...fields,
});

/** Steps of imports on a real database, without feeds and jobs. */
export class StepWorld {
  exchangeId = '';

  private constructor(readonly database: TestDatabase) {}

  static async open(): Promise<StepWorld> {
    return new StepWorld(await openTestDatabase());
  }

  get knex() {
    return this.database.db.knex;
  }

  addNode(name: string, settings: NodeSettings = {}): Promise<ExchangeNode> {
    const input = { name, login: name, password: 'x', profile: 'trade', timeZone: 'Europe/Kyiv', settings } as const;
    return this.database.db.transaction((tx) => insertQuickNode(tx, 'main', input));
  }

  /** What is written from now on comes in an exchange of this node. */
  async newExchange(of: ExchangeNode): Promise<string> {
    const opened = await openExchange(this.knex, { shopId: 'main', nodeId: of.nodeId, type: 'catalog' });
    this.exchangeId = opened.exchange.exchangeId;
    return this.exchangeId;
  }

  /** Who writes in the exchange that was opened last. */
  scopeOf(by: ExchangeNode, kept: readonly string[] = []): WriteScope {
    const { shopId, nodeId, idSpace } = by;
    return { shopId, nodeId, idSpace, exchangeId: this.exchangeId, kept: new Set(kept) };
  }

  /** One step of one feed, in a transaction of its own. */
  write(records: readonly FeedRecord[], by: ExchangeNode, kept: readonly string[] = []): Promise<Change[]> {
    return this.database.db.transaction((tx) => this.writeIn(tx, records, by, kept));
  }

  async writeIn(
    tx: Tx,
    records: readonly FeedRecord[],
    by: ExchangeNode,
    kept: readonly string[] = [],
    absent = new AbsentKeys(),
  ): Promise<Change[]> {
    const step = new StepRecords();
    let context = FEED_START;
    for (const record of records) {
      context = advance(context, record, by.settings);
      step.add(record, context);
    }
    const changes = await writeStep(
      tx,
      by,
      this.scopeOf(by, kept),
      step,
      itemsOf(step.products.values(), step.offers.values()),
      { known: [], unread: itemsOf([], []), absent },
    );
    await recordChanges(tx, 'main', this.exchangeId, changes);
    return changes;
  }

  row(table: string, where: Record<string, string>) {
    return this.knex(table).where(where).first();
  }

  product(id: string) {
    return this.row('products', { external_id: id });
  }

  offer(id: string) {
    const { productId, characteristicId } = halves(id);
    return wholeOffers(this.knex)
      .where({ product_external_id: productId, characteristic_id: characteristicId })
      .first();
  }
}
