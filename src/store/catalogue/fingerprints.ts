import type { Sql, Tx } from '../../db/open.js';
import type { ItemRows } from './item-rows.js';
import type { WriteScope } from './write-scope.js';

/**
 * Fingerprints: a record of a feed whose bytes (and all that they depend on) are the same as last time is neither parsed nor written.
 *
 * A fingerprint remembers the rows that its record spoke for and when each was written last (`updated_at`, which every write sets). While
 * they stand so, whoever wrote them, applying the record again would change nothing; as soon as one was written, the fingerprint is void.
 * So nobody has to take fingerprints back, and what forgets to set `updated_at` would be a fault of the API's `updatedAfter` as well.
 */

/** SQL: the rows that a fingerprint `f` is about stand as it remembers them. */
const HOLDS = `(f.product_id is null or exists (select from products p
    where p.shop_id = f.shop_id and p.product_id = f.product_id and p.updated_at = f.product_updated_at))
  and (f.offer_id is null or exists (select from offers o
    where o.shop_id = f.shop_id and o.offer_id = f.offer_id and o.updated_at = f.offer_updated_at))`;

/**
 * Which of these fingerprints hold at this moment, in their order. A step that relies on one asks again in its transaction (`stageKnown`):
 * it may be void by then.
 * @param fingerprints 32 hex digits each
 */
export async function recognise(sql: Sql, shopId: string, fingerprints: readonly string[]): Promise<boolean[]> {
  const answer = new Array<boolean>(fingerprints.length).fill(false);
  if (fingerprints.length === 0) return answer;
  const found = await sql.raw<{ rows: { known: number[] }[] }>(
    `select coalesce(array_agg(a.ord::int), '{}') as known
     from unnest(cast(? as uuid[])) with ordinality as a(fingerprint, ord)
     cross join lateral (select * from fingerprints f where f.shop_id = ? and f.fingerprint = a.fingerprint offset 0) f
     where ${HOLDS}`,
    [uuidArray(fingerprints), shopId],
  );
  for (const ord of found.rows[0]?.known ?? []) answer[ord - 1] = true;
  return answer;
}

/** Recognised records of one catalogue. */
export interface KnownRecords {
  /** 1C id. */
  readonly catalogueId: string;
  /** 32 hex digits each. */
  readonly fingerprints: readonly string[];
}

/** How many different rows recognised records are about. */
export interface KnownItems {
  readonly products: number;
  readonly offers: number;
}

/** A temporary table: the recognised records of a step. */
const STAGE = 'stage_known';

/** Makes it; it is empty when the step recognised nothing. */
export const MAKE_KNOWN_STAGE = `create temporary table if not exists ${STAGE} (catalogue text, fingerprint uuid,
  product_id uuid, product_no bigint, offer_id uuid, offer_no bigint, shows_product boolean, shows_offer boolean) on commit delete rows`;

/**
 * SQL of the rows that the recognised records of a catalogue show to be there: `item_id`, `item_no`, `present`. Binding: `:catalogue`.
 */
export const knownItems = (entity: 'product' | 'offer'): string =>
  `select distinct ${entity}_id as item_id, ${entity}_no as item_no, true as present from ${STAGE}
   where catalogue = :catalogue and shows_${entity}`;

/** SQL of the ids of offers that recognised records show. */
export const KNOWN_OFFERS = `select offer_id from ${STAGE} where shows_offer`;

/**
 * Puts the recognised records of a step into the stage: under the id space's lock, before anything is written.
 * @returns how many rows they are about, or the fingerprints that do not hold any more: then nothing may be taken for known
 */
export async function stageKnown(
  tx: Tx,
  scope: WriteScope,
  records: readonly KnownRecords[],
): Promise<KnownItems | { readonly void: readonly string[] }> {
  const all = { products: 0, offers: 0 };
  if (records.length === 0) return all;
  await tx.raw(`${MAKE_KNOWN_STAGE}; delete from ${STAGE}`);
  for (const { catalogueId, fingerprints } of records) {
    const unique = [...new Set(fingerprints)];
    const staged = await stage(tx, scope, catalogueId, unique);
    if (staged.held < unique.length) return { void: await missingOf(tx, unique) };
    all.products += staged.products;
    all.offers += staged.offers;
  }
  return all;
}

interface Staged extends KnownItems {
  readonly held: number;
}

async function stage(tx: Tx, scope: WriteScope, catalogueId: string, fingerprints: readonly string[]): Promise<Staged> {
  const staged = await tx.raw<{ rows: Staged[] }>(
    `with held as (
       insert into ${STAGE}
       select cast(:catalogue as text), f.fingerprint, p.product_id, p.item_no, o.offer_id, o.item_no,
         f.shows and coalesce(p.active, false), f.shows and coalesce(o.active, false)
       from unnest(cast(:asked as uuid[])) as a(fingerprint)
       cross join lateral (select * from fingerprints f where f.shop_id = :shop and f.fingerprint = a.fingerprint offset 0) f
       left join lateral (select * from products p
         where p.shop_id = f.shop_id and p.product_id = f.product_id and p.updated_at = f.product_updated_at offset 0) p on true
       left join lateral (select * from offers o
         where o.shop_id = f.shop_id and o.offer_id = f.offer_id and o.updated_at = f.offer_updated_at offset 0) o on true
       where (f.product_id is null or p.product_id is not null) and (f.offer_id is null or o.offer_id is not null)
       returning product_id, offer_id)
     select count(*)::int as held, count(distinct product_id)::int as products, count(distinct offer_id)::int as offers from held`,
    { shop: scope.shopId, asked: uuidArray(fingerprints), catalogue: catalogueId },
  );
  return staged.rows[0] ?? { held: 0, products: 0, offers: 0 };
}

async function missingOf(tx: Tx, fingerprints: readonly string[]): Promise<string[]> {
  const found = await tx.raw<{ rows: { fingerprint: string }[] }>(
    `select replace(a.fingerprint::text, '-', '') as fingerprint from unnest(cast(? as uuid[])) as a(fingerprint)
     where a.fingerprint not in (select fingerprint from ${STAGE})`,
    [uuidArray(fingerprints)],
  );
  return found.rows.map((row) => row.fingerprint);
}

/**
 * Which recognised records of the step are known no more after its rows were written: another record of the step spoke for the same row,
 * and only reading both tells what becomes of it; or a head of the step ended a full run that had not seen the row.
 * @param products 1C ids of the products that the step's rows are about; 'any' = others may have been written as well
 */
export async function voidedKnown(tx: Tx, scope: WriteScope, products: readonly string[] | 'any'): Promise<string[]> {
  if (products.length === 0) return [];
  const isAny = products === 'any';
  const found = await tx.raw<{ rows: { fingerprint: string }[] }>(
    `with written as materialized (
       select p.product_id as id from unnest(cast(:products as text[])) as n(product) cross join lateral (select * from products p
         where p.shop_id = :shop and p.id_space = :space and p.external_id = n.product offset 0) p
       union all
       select o.offer_id from unnest(cast(:products as text[])) as n(product) cross join lateral (select * from offers o
         where o.shop_id = :shop and o.id_space = :space and o.product_external_id = n.product offset 0) o)
     select replace(f.fingerprint::text, '-', '') as fingerprint from (
       select fingerprint from ${STAGE}
       where ${isAny} or product_id in (select id from written) or offer_id in (select id from written) offset 0) k
     cross join lateral (select * from fingerprints f where f.shop_id = :shop and f.fingerprint = k.fingerprint offset 0) f
     where not (${HOLDS})`,
    { shop: scope.shopId, space: scope.idSpace, products: isAny ? [] : [...new Set(products)] } as unknown as Record<
      string,
      string
    >,
  );
  return found.rows.map((row) => row.fingerprint);
}

/**
 * How many of these products recognised records of the step are about, too: rows of two characteristics, of which one was read.
 * @param products 1C ids
 */
export async function countKnownAmong(tx: Tx, scope: WriteScope, products: readonly string[]): Promise<number> {
  if (products.length === 0) return 0;
  const found = await tx.raw<{ rows: { known: number }[] }>(
    `select count(*)::int as known from unnest(cast(:products as text[])) as n(product)
     cross join lateral (select * from products p
       where p.shop_id = :shop and p.id_space = :space and p.external_id = n.product offset 0) p
     where p.product_id in (select product_id from ${STAGE})`,
    { shop: scope.shopId, space: scope.idSpace, products: [...new Set(products)] } as unknown as Record<string, string>,
  );
  return found.rows[0]?.known ?? 0;
}

/** The rows of a step, in the order in which they are written. */
export interface WrittenRows {
  readonly products: ItemRows;
  /** The offers that Товар rows `a#b` stand for. */
  readonly variants: ItemRows;
  readonly offers: ItemRows;
}

/** A record that was applied in this transaction, alone for the rows that it speaks for: their positions. */
export interface Applied {
  /** 32 hex digits. */
  readonly fingerprint: string;
  readonly shows: boolean;
  readonly product?: number | undefined;
  readonly variant?: number | undefined;
  readonly offer?: number | undefined;
}

/**
 * Remembers the fingerprints of records whose rows have just been written, or were found to say the same.
 * @param made our ids of the rows that this transaction made: they need not be looked for
 */
export async function rememberFingerprints(
  tx: Tx,
  scope: WriteScope,
  rows: WrittenRows,
  applied: readonly Applied[],
  made: ReadonlySet<string>,
): Promise<void> {
  const known = new Named();
  const looked = new Named();
  for (const record of applied) {
    const offers = record.offer === undefined ? rows.variants : rows.offers;
    const offer = record.offer ?? record.variant;
    const isMade = (of: ItemRows, index: number | undefined) => index === undefined || made.has(of.ids[index] ?? '');
    const into = isMade(rows.products, record.product) && isMade(offers, offer) ? known : looked;
    into.add(record, rows.products, record.product, offers, offer);
  }
  // What was made has the time of the transaction.
  await insert(tx, scope, known, {
    product: 'select a.product_id, now() as updated_at where a.product_id is not null',
    offer: 'select a.offer_id, now() as updated_at where a.offer_id is not null',
  });
  await insert(tx, scope, looked, {
    product: `select * from products p
      where p.shop_id = :shop and p.id_space = :space and p.external_id = a.product`,
    offer: `select * from offers o where o.shop_id = :shop and o.id_space = :space
      and o.product_external_id = a.offer_product and o.characteristic_id = a.characteristic`,
  });
}

/** Records as columns of parameters. */
class Named {
  readonly fingerprints: string[] = [];
  readonly shows: boolean[] = [];
  readonly products: (string | null)[] = [];
  readonly productIds: (string | null)[] = [];
  readonly offerProducts: (string | null)[] = [];
  readonly characteristics: (string | null)[] = [];
  readonly offerIds: (string | null)[] = [];

  add(
    { fingerprint, shows }: Applied,
    products: ItemRows,
    product: number | undefined,
    offers: ItemRows,
    offer: number | undefined,
  ): void {
    this.fingerprints.push(fingerprint);
    this.shows.push(shows);
    this.products.push(product === undefined ? null : (products.products[product] ?? null));
    this.productIds.push(product === undefined ? null : (products.ids[product] ?? null));
    this.offerProducts.push(offer === undefined ? null : (offers.products[offer] ?? null));
    this.characteristics.push(offer === undefined ? null : (offers.characteristics[offer] ?? null));
    this.offerIds.push(offer === undefined ? null : (offers.ids[offer] ?? null));
  }
}

async function insert(
  tx: Tx,
  scope: WriteScope,
  named: Named,
  rowOf: { readonly product: string; readonly offer: string },
): Promise<void> {
  if (named.fingerprints.length === 0) return;
  await tx.raw(
    `insert into fingerprints as t (shop_id, fingerprint, node_id, product_id, product_updated_at, offer_id, offer_updated_at, shows)
     select :shop, a.fingerprint, cast(:node as uuid), p.product_id, p.updated_at, o.offer_id, o.updated_at, a.shows
     from unnest(cast(:fingerprints as uuid[]), cast(:shows as boolean[]), cast(:products as text[]), cast(:productIds as uuid[]),
       cast(:offerProducts as text[]), cast(:characteristics as text[]), cast(:offerIds as uuid[]))
       as a(fingerprint, shows, product, product_id, offer_product, characteristic, offer_id)
     left join lateral (${rowOf.product} offset 0) p on true
     left join lateral (${rowOf.offer} offset 0) o on true
     where (a.product is null or p.product_id is not null) and (a.offer_product is null or o.offer_id is not null)
     on conflict (shop_id, fingerprint) do update set
       product_id = excluded.product_id, product_updated_at = excluded.product_updated_at,
       offer_id = excluded.offer_id, offer_updated_at = excluded.offer_updated_at, shows = excluded.shows, made_at = now()
     where (t.product_id, t.product_updated_at, t.offer_id, t.offer_updated_at, t.shows) is distinct from
       (excluded.product_id, excluded.product_updated_at, excluded.offer_id, excluded.offer_updated_at, excluded.shows)`,
    { shop: scope.shopId, space: scope.idSpace, node: scope.nodeId, ...named } as unknown as Record<string, string>,
  );
}

/** So many fingerprints of one item by one node may stand side by side: its record in the catalogue, its prices, its stock… */
const KEPT_OF_ONE_ITEM = 4;

/**
 * Deletes the fingerprints that are void, and of one item's the oldest beyond `KEPT_OF_ONE_ITEM`.
 * @returns how many
 */
export async function deleteVoidFingerprints(sql: Sql): Promise<number> {
  const deleted = await sql.raw<{ rowCount: number }>(
    `delete from fingerprints where ctid = any(array(
       select f.ctid from (select f.*, f.ctid, row_number() over (
           partition by shop_id, node_id, product_id, offer_id order by made_at desc, fingerprint) as rank from fingerprints f) f
       where f.rank > :kept or not (${HOLDS})))`,
    { kept: KEPT_OF_ONE_ITEM },
  );
  return deleted.rowCount;
}

const uuidArray = (fingerprints: readonly string[]): string => `{${fingerprints.join(',')}}`;
