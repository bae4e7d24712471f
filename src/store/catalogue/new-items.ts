import { copyField } from '../../db/copy.js';
import type { Tx } from '../../db/open.js';
import type { Change } from '../changes.js';
import { OFFER_COLUMNS, PRODUCT_COLUMNS } from './item-columns.js';
import { copyItems } from './item-copy.js';
import { FLAG, type ItemRows } from './item-rows.js';
import type { OfferSource } from './offer-writes.js';
import { noteSeen } from './run-sightings.js';
import type { StepPresence } from './step-presence.js';
import type { WriteScope } from './write-scope.js';

/**
 * Items that nobody has had before go straight into their table: through a stage they would be written twice and read once more
 * (2.7 of 3.9 s of SQL at a first load). Nobody else can make one meanwhile, since the id space is locked.
 */
export interface NewItems {
  /** Positions of the rows that were copied. */
  readonly copied: readonly number[];
  /** Positions of the rows that must go through the stage. */
  readonly others: readonly number[];
}

/** What is not simply there is decided by the statements of the stage. */
const NOT_SIMPLY_NEW = FLAG.deleted | FLAG.unread;

/** Copies the new products of a step: of several rows for one the plain one, or else the first, which becomes its lead. */
export async function copyNewProducts(
  tx: Tx,
  scope: WriteScope,
  presence: StepPresence,
  rows: ItemRows,
): Promise<NewItems> {
  const known = await knownKeys(
    tx,
    `select o.external_id as key from unnest(cast(:products as text[])) as n(product) cross join lateral (
       select * from products o where o.shop_id = :shop and o.id_space = :space and o.external_id = n.product offset 0) o`,
    scope,
    [...new Set(rows.products)],
  );
  const first = new Map<string, number>();
  const decided = new Set<string>();
  for (const [index, product] of rows.products.entries()) {
    if (known.has(product)) continue;
    if (((rows.flags[index] ?? 0) & NOT_SIMPLY_NEW) !== 0) decided.add(product);
    const before = first.get(product);
    if (before === undefined || (rows.characteristics[before] !== '' && rows.characteristics[index] === '')) {
      first.set(product, index);
    }
  }
  for (const product of decided) first.delete(product);
  const copied = [...first.values()];
  const columns = ['product_id', 'external_id', 'lead_characteristic', ...PRODUCT_COLUMNS.map((column) => column.name)];
  await copyItems(tx, 'products', [...columns, ...ENDING], rows, copied, { after: ending(scope, presence, rows) });
  await seen(tx, scope, presence, 'product', rows, copied);
  const others = rows.products.flatMap((product, index) => (first.has(product) ? [] : [index]));
  return { copied, others };
}

/** Copies the new offers of a step. */
export async function copyNewOffers(
  tx: Tx,
  scope: WriteScope,
  presence: StepPresence,
  source: OfferSource,
  rows: ItemRows,
): Promise<NewItems> {
  const known = await knownKeys(
    tx,
    `select o.product_external_id || '#' || o.characteristic_id as key
     from unnest(cast(:products as text[])) as n(product) cross join lateral (
       select * from offers o where o.shop_id = :shop and o.id_space = :space and o.product_external_id = n.product offset 0) o`,
    scope,
    [...new Set(rows.products)],
  );
  const copied: number[] = [];
  const others: number[] = [];
  const met = new Set(known);
  for (const [index, product] of rows.products.entries()) {
    const key = `${product}#${rows.characteristics[index]}`;
    const isNew = !met.has(key) && ((rows.flags[index] ?? 0) & NOT_SIMPLY_NEW) === 0;
    (isNew ? copied : others).push(index);
    met.add(key);
  }
  const columns = [
    'own_mask',
    ...['offer_id', 'product_external_id', 'characteristic_id'],
    ...OFFER_COLUMNS.map((column) => column.name),
    ...ENDING,
  ];
  await copyItems(tx, 'offers', columns, rows, copied, {
    before: (index) => `${source === 'offer' ? rows.said[index] : 0}\t`,
    after: ending(scope, presence, rows),
  });
  await seen(tx, scope, presence, 'offer', rows, copied);
  return { copied, others };
}

/** The change that a copied row is. */
export const madeItem = (entity: 'product' | 'offer', rows: ItemRows, index: number): Change => ({
  entity,
  entityId: rows.ids[index] ?? '',
  action: 'written',
  how: 'new',
});

async function knownKeys(tx: Tx, sql: string, scope: WriteScope, products: string[]): Promise<ReadonlySet<string>> {
  const bindings = { shop: scope.shopId, space: scope.idSpace, products };
  const found = await tx.raw<{ rows: { key: string }[] }>(sql, bindings as unknown as Record<string, string>);
  return new Set(found.rows.map((row) => row.key));
}

/** Columns behind those that the rows' text has. */
const ENDING = ['shop_id', 'id_space', 'exchange_id', 'made_by', 'present_in', 'active'];

/** What is shown is on sale, unless its node is removed. */
function ending(scope: WriteScope, { catalogues, isRemoved }: StepPresence, rows: ItemRows): (index: number) => Buffer {
  const { shopId, idSpace, exchangeId } = scope;
  const same = `\t${copyField(shopId)}\t${copyField(idSpace)}\t${exchangeId}\t${exchangeId}`;
  const hidden = Buffer.from(`${same}\t{}\tf`);
  const shown = new Map(
    [...catalogues].map(([id, number]) => [id, Buffer.from(`${same}\t{${number}}\t${isRemoved ? 'f' : 't'}`)]),
  );
  return (index) => (isShown(rows, index) && shown.get(rows.catalogues[index] ?? '')) || hidden;
}

/** Whether the feed shows that the catalogue has it. */
export const isShown = (rows: ItemRows, index: number): boolean => ((rows.flags[index] ?? 0) & FLAG.showsNothing) === 0;

async function seen(
  tx: Tx,
  scope: WriteScope,
  { catalogues, runs }: StepPresence,
  entity: 'product' | 'offer',
  rows: ItemRows,
  copied: readonly number[],
): Promise<void> {
  if (runs.length === 0 || copied.length === 0) return;
  for (const [catalogue, catalogueNo] of catalogues) {
    const ids = copied.filter((index) => rows.catalogues[index] === catalogue && isShown(rows, index));
    if (ids.length === 0) continue;
    await noteSeen(tx, scope, runs, {
      catalogueNo,
      entity,
      items: `select n.id as item_id, o.item_no, true as present from unnest(cast(:ids as uuid[])) as n(id)
        cross join lateral (select * from ${entity}s o where o.shop_id = :shop and o.${entity}_id = n.id offset 0) o`,
      bindings: { ids: ids.map((index) => rows.ids[index]) },
    });
  }
}
