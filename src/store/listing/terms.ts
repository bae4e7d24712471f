import type { Sql, Tx } from '../../db/open.js';
import { jsonPieces } from './json-pieces.js';
import { readValueTexts } from './value-texts.js';

export type TermKind =
  | 'group'
  | 'property'
  | 'characteristic'
  | 'manufacturer'
  | 'brand'
  | 'stock'
  | 'warehouse'
  | 'priceType';

/** What products are filtered by: one value of one kind. What a kind does not need is ''. */
export interface Term {
  readonly kind: TermKind;
  /** 1C id of the group, property, warehouse or price type; name of the characteristic. */
  readonly name: string;
  readonly value: string;
  /** Id space of `name`, where that is a 1C id. */
  readonly space: string;
}

/** A term is a key of an index, which holds 2,704 bytes: who writes whole texts into a property is not filtered by them. */
const LONGEST = 200;

/** Whether it can be a term at all. */
export const fitsIndex = ({ name, value, space }: Term): boolean =>
  name.length <= LONGEST && value.length <= LONGEST && space.length <= LONGEST;

/** A term as one text, for maps. */
export const termKey = ({ kind, name, value, space }: Term): string => [kind, name, value, space].join('\u0000');

/**
 * The numbers of these terms; those that have none get one.
 * @returns by `termKey`
 */
export async function numberTerms(tx: Tx, shopId: string, terms: Iterable<Term>): Promise<ReadonlyMap<string, number>> {
  const distinct = new Map([...terms].map((term) => [termKey(term), term]));
  const numbers = new Map<string, number>();
  const note = (rows: readonly (Term & { no: number })[]): void => {
    for (const row of rows) numbers.set(termKey(row), row.no);
  };
  for (const piece of jsonPieces(distinct.values())) {
    const known = await tx.raw<{ rows: (Term & { no: number })[] }>(
      `select ${COLUMNS} from jsonb_to_recordset(cast(:terms as jsonb)) as k(kind text, name text, value text, space text)
       cross join lateral (select * from listing_terms t where t.shop_id = :shop and t.kind = k.kind and t.name = k.name
         and t.value = k.value and t.space = k.space offset 0) t`,
      { shop: shopId, terms: piece },
    );
    note(known.rows);
  }
  const unknown = [...distinct].flatMap(([key, term]) => (numbers.has(key) ? [] : [term]));
  if (unknown.length === 0) return numbers;
  const textOf = await readValueTexts(tx, shopId, unknown.filter(isValue).map(asValued));
  const added = unknown.map((term) => ({ ...term, text: isValue(term) ? noted(term, textOf) : null }));
  for (const piece of jsonPieces(added)) {
    // Not `on conflict`: it takes a number for each term that is there already, and numbers are used up some day.
    const made = await tx.raw<{ rows: (Term & { no: number })[] }>(
      `insert into listing_terms as t (shop_id, kind, name, value, space, text)
       select :shop, k.* from jsonb_to_recordset(cast(:terms as jsonb)) as k(kind text, name text, value text, space text, text text)
       returning ${COLUMNS}`,
      { shop: shopId, terms: piece },
    );
    note(made.rows);
  }
  return numbers;
}

const COLUMNS = 't.kind, t.name, t.value, t.space, t.term_no as no';

const isValue = ({ kind }: Term): boolean => kind === 'property';
const asValued = ({ space, name, value }: Term) => ({ space, props: [{ id: name, values: [value] }] });

/** What the value is called in the search; null = as itself. `settleDirectories` compares it with what it is called later. */
function noted({ space, name, value }: Term, textOf: Awaited<ReturnType<typeof readValueTexts>>): string | null {
  const text = textOf(space, name, value);
  return text === value ? null : text;
}

/**
 * Deletes the terms that no product has any more. Reads all rows of the listing: only for when much of it was written. Call
 * `beginUnwritten` first in the transaction: a row that is made meanwhile may have the number of a term that is deleted.
 * @returns how many there were
 */
export async function deleteUnusedTerms(tx: Tx): Promise<number> {
  const gone = await tx.raw<{ rowCount: number }>(
    `with used as materialized (
       select l.shop_id, t.no from listing l cross join unnest(l.terms) as t(no)
       union select r.shop_id, r.price_no from listing_prices r)
     delete from listing_terms t where not exists (select from used u where u.shop_id = t.shop_id and u.no = t.term_no)`,
  );
  return gone.rowCount;
}

/** One of the terms that a filter takes; space null = whatever id space. */
export interface Alternative extends Omit<Term, 'space'> {
  readonly space: string | null;
}

/**
 * The numbers that filters mean, in one statement.
 * @param filters each with the alternatives of which a product must have one
 * @returns for each filter; an empty list = no product has any of them
 */
export async function findTerms(
  sql: Sql,
  shopId: string,
  filters: readonly (readonly Alternative[])[],
): Promise<readonly (readonly number[])[]> {
  if (filters.length === 0) return [];
  const asked = filters.flatMap((alternatives, place) =>
    alternatives.map(({ kind, name, value, space }) => ({ place, kind, name, value, space })),
  );
  const { rows } = await sql.raw<{ rows: { place: number; no: number }[] }>(
    `select distinct k.place, t.no from jsonb_to_recordset(cast(? as jsonb)) as k(place int, kind text, name text, value text, space text)
     cross join lateral (select t.term_no as no from listing_terms t where t.shop_id = ? and t.kind = k.kind and t.name = k.name
       and t.value = k.value and (k.space is null or t.space = k.space) offset 0) t`,
    [JSON.stringify(asked), shopId],
  );
  return filters.map((_, place) => rows.filter((row) => row.place === place).map((row) => row.no));
}
