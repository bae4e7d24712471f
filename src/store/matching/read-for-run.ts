import type pg from 'pg';
import type { MatchSet } from './match-set.js';

/** What rules compare: of an item, of a product and its offers on sale. */
export interface Compared {
  readonly externalId: string | null;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly name: string | null;
}

/** A thing that a product is sought for. */
export interface SoughtItem extends Compared {
  readonly id: string;
  readonly refused: readonly string[];
}

/** A product, with what its offers on sale are known by: [sku, barcode, code]. */
export interface SoughtProduct extends Compared {
  readonly productId: string;
  readonly offers: readonly (readonly (string | null)[])[];
}

/** The items of a system that no person has decided about, in the order of their refs. @param after '' = from the beginning */
export async function readSoughtItems(
  client: pg.Client,
  { shopId, source }: MatchSet,
  after: string,
  limit: number,
): Promise<readonly SoughtItem[]> {
  const found = await client.query<SoughtItem>(
    `select s.ref as id, s.external_id as "externalId", s.sku, s.barcode, s.code, s.name, m.refused
     from matches m join shop_items s on s.shop_id = m.shop_id and s.system = m.source and s.ref = m.subject_id
     where m.shop_id = $1 and m.kind = 'item' and m.source = $2 and m.against = '' and m.decision is null and m.subject_id > $3
     order by m.subject_id limit $4`,
    [shopId, source, after, limit],
  );
  return found.rows;
}

/** The products on sale of an id space, or of all, in the order of their ids. @param after null = from the beginning */
export async function readSoughtProducts(
  client: pg.Client,
  shopId: string,
  idSpace: string | null,
  after: string | null,
  limit: number,
): Promise<readonly SoughtProduct[]> {
  const values: unknown[] = [shopId, limit];
  const where = [
    after === null ? '' : `and product_id > $${values.push(after)}`,
    idSpace === null ? '' : `and id_space = $${values.push(idSpace)}`,
  ].join(' ');
  const found = await client.query<SoughtProduct>(
    `select p.product_id as "productId", p.external_id as "externalId", p.sku, p.barcode, p.code, p.name, coalesce(o.offers, '[]') as offers
     from (select * from products where shop_id = $1 and active and not deleted ${where} order by product_id limit $2) p
     left join lateral (
       select json_agg(json_build_array(o.sku, o.barcode, o.code)) as offers from offers o
       where o.shop_id = p.shop_id and o.id_space = p.id_space and o.product_external_id = p.external_id and o.active and not o.deleted
         and coalesce(o.sku, o.barcode, o.code) is not null) o on true
     order by p.product_id`,
    values,
  );
  return found.rows;
}

/** Of things of a set that have a match: whether a person decided, and what was refused. */
export async function readDecisions(
  client: pg.Client,
  { shopId, kind, source, against }: MatchSet,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly decided: boolean; readonly refused: readonly string[] }>> {
  const found = await client.query<{ id: string; decided: boolean; refused: readonly string[] }>(
    `select subject_id as id, decision is not null as decided, refused from matches
     where shop_id = $1 and kind = $2 and source = $3 and against = $4 and subject_id = any($5)`,
    [shopId, kind, source, against, subjectIds],
  );
  return new Map(found.rows.map(({ id, ...rest }) => [id, rest]));
}

/** Products of several 1C that are one, by all matches between id spaces. */
export async function readSameProducts(
  client: pg.Client,
  shopId: string,
): Promise<readonly { readonly one: string; readonly other: string }[]> {
  const found = await client.query<{ one: string; other: string }>(
    `select subject_id as one, cast(product_id as text) as other from matches
     where shop_id = $1 and kind = 'product' and product_id is not null order by product_id, subject_id`,
    [shopId],
  );
  return found.rows;
}
