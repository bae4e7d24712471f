import { copyField } from '../../db/copy-field.js';
import type { Tx } from '../../db/open.js';
import type { Change } from '../changes/record-changes.js';
import { NUMBER_COLUMNS, OFFER_COLUMNS, PRODUCT_COLUMNS } from './item-columns.js';
import { copyItems } from './item-copy.js';
import { type ItemKind, rangesOf, reserveItemNumbers } from './item-numbers.js';
import { FLAG, type ItemRows } from './item-rows.js';
import { partsSaid } from './offer-merging.js';
import { hasKeysAlone, type OfferRows } from './offer-rows.js';
import type { OfferSource } from './offer-writes.js';
import { noteSeenNumbers } from './run-sightings.js';
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
    scope,
    `select o.external_id as key from unnest(cast(:products as text[])) as n(product) cross join lateral (
       select * from products o where o.shop_id = :shop and o.id_space = :space and o.external_id = n.product offset 0) o`,
    await presence.absent.among(tx, scope, 'product', [...new Set(rows.products)]),
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
  await numberItems(tx, presence, 'product', rows, copied);
  const columns = [
    ...['item_no', 'product_id', 'external_id', 'lead_characteristic'],
    ...PRODUCT_COLUMNS.map((column) => column.name),
    ...ENDING,
  ];
  await copyItems(tx, 'products', columns, [rows], copied, {
    before: (index) => `${presence.numbers.of(rows, index)}\t`,
    after: ending(scope, presence, rows),
  });
  await seen(tx, presence, 'product', rows, copied);
  noteLed(presence, rows, first);
  const others = rows.products.flatMap((product, index) => (first.has(product) ? [] : [index]));
  return { copied, others };
}

/** Rows of further characteristics of products that were copied say nothing of them. @param first the rows that were copied */
function noteLed({ numbers }: StepPresence, rows: ItemRows, first: ReadonlyMap<string, number>): void {
  if (first.size === rows.count) return;
  for (const [index, product] of rows.products.entries()) {
    const lead = first.get(product);
    if (lead === undefined || lead === index) continue;
    numbers.note(rows, index, numbers.of(rows, lead), numbers.isActive(rows, lead), true);
  }
}

/** New offers, and whether those that must go through the stage may be new too. */
export interface NewOffers extends NewItems {
  readonly mayBeNew: boolean;
}

/** Copies the new offers of a step, and their numbers. @param which positions of the rows in question */
export async function copyNewOffers(
  tx: Tx,
  scope: WriteScope,
  presence: StepPresence,
  source: OfferSource,
  rows: OfferRows,
  which: readonly number[],
): Promise<NewOffers> {
  if (which.length === 0) return { copied: [], others: [], mayBeNew: false };
  const products = [...new Set(which.map((index) => rows.products[index] ?? ''))];
  const known = await knownKeys(
    tx,
    scope,
    `select o.product_external_id || '#' || o.characteristic_id as key
     from unnest(cast(:products as text[])) as n(product) cross join lateral (
       select * from offers o where o.shop_id = :shop and o.id_space = :space and o.product_external_id = n.product offset 0) o`,
    await presence.absent.among(tx, scope, 'offer', products),
  );
  const copied: number[] = [];
  const others: number[] = [];
  const met = new Set(known);
  let mayBeNew = false;
  for (const index of which) {
    const key = `${rows.products[index]}#${rows.characteristics[index]}`;
    const isNew = !met.has(key) && ((rows.flags[index] ?? 0) & NOT_SIMPLY_NEW) === 0;
    (isNew ? copied : others).push(index);
    mayBeNew ||= !isNew && !known.has(key);
    met.add(key);
  }
  await numberItems(tx, presence, 'offer', rows, copied);
  const around = {
    before: (index: number) => `${presence.numbers.of(rows, index)}\t${source === 'offer' ? rows.said[index] : 0}\t`,
    after: ending(scope, presence, rows),
  };
  const keys = ['item_no', 'own_mask', 'offer_id', 'product_external_id', 'characteristic_id'];
  const columns = [...keys, ...OFFER_COLUMNS.map((column) => column.name), ...ENDING];
  const whole = copied.filter((index) => !hasKeysAlone(rows, index));
  const numbersAlone = copied.filter((index) => hasKeysAlone(rows, index));
  await copyItems(tx, 'offers', columns, [rows], whole, around);
  await copyItems(tx, 'offers', [...keys, ...ENDING], [rows], numbersAlone, around);
  await copyNumbers(tx, scope, rows, copied);
  await seen(tx, presence, 'offer', rows, copied);
  return { copied, others, mayBeNew };
}

async function copyNumbers(
  tx: Tx,
  { shopId, exchangeId }: WriteScope,
  rows: OfferRows,
  copied: readonly number[],
): Promise<void> {
  const columns = ['offer_id', ...NUMBER_COLUMNS.map((column) => column.name), 'shop_id', 'exchange_id', 'made_by'];
  const same = Buffer.from(`\t${copyField(shopId)}\t${exchangeId}\t${exchangeId}`);
  await copyItems(tx, 'offer_numbers', columns, [rows.numbers], copied, {
    before: (index) => `${rows.ids[index]}\t`,
    after: () => same,
  });
}

/** The change that a copied offer is: of the offer itself, and of the numbers that its row says. */
export const madeOffer = (rows: OfferRows, index: number): Change => ({
  ...madeItem('offer', rows, index),
  of: partsSaid(rows.numbers.said[index] ?? 0),
});

/** The change that a copied row is. */
export const madeItem = (entity: 'product' | 'offer', rows: ItemRows, index: number): Change => ({
  entity,
  entityId: rows.ids[index] ?? '',
  action: 'written',
  how: 'new',
});

async function knownKeys(
  tx: Tx,
  scope: WriteScope,
  sql: string,
  products: readonly string[],
): Promise<ReadonlySet<string>> {
  if (products.length === 0) return new Set();
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

/** The application numbers what it makes: so it knows the numbers without asking for them. */
async function numberItems(
  tx: Tx,
  { numbers, isRemoved }: StepPresence,
  entity: ItemKind,
  rows: ItemRows,
  which: readonly number[],
): Promise<void> {
  const reserved = await reserveItemNumbers(tx, entity, which.length);
  for (const [place, index] of which.entries()) {
    numbers.note(rows, index, reserved[place] ?? 0, !isRemoved && isShown(rows, index));
  }
}

async function seen(
  tx: Tx,
  { catalogues, runs, numbers }: StepPresence,
  entity: ItemKind,
  rows: ItemRows,
  copied: readonly number[],
): Promise<void> {
  if (runs.length === 0) return;
  for (const [catalogue, catalogueNo] of catalogues) {
    const shown = copied.filter((index) => rows.catalogues[index] === catalogue && isShown(rows, index));
    const items = rangesOf(shown.map((index) => numbers.of(rows, index)));
    await noteSeenNumbers(tx, runs, { catalogueNo, entity, items });
  }
}
