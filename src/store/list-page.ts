import type { Knex } from 'knex';

/**
 * The row after which a page begins. `at` is set in lists ordered by the time of change: UTC with microseconds; `key` in those ordered by
 * a name or a price.
 */
export interface Position {
  readonly id: string;
  readonly at?: string;
  readonly key?: string;
}

/** What every list takes. */
export interface PageRequest {
  /** The most rows of a page. */
  readonly limit: number;
  readonly after: Position | null;
  /** Only rows changed later: UTC with microseconds, `2026-01-31T10:00:00.000000Z`. */
  readonly updatedAfter: string | null;
}

export interface Page<Row> {
  readonly items: readonly Row[];
  /** Where the next page begins; null = this was the last. */
  readonly next: Position | null;
}

/** `true` = on sale, `false` = taken away or marked as deleted in 1C. */
export type ActiveFilter = 'true' | 'false' | 'all';

/** A timestamptz as text that loses nothing (a Date keeps milliseconds only) and sorts as time does. */
export const exactTime = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/**
 * Puts a list's rows in order and takes one page of them, and one row more to see whether another page follows.
 * The order is that of `id`, which never changes: rows that are written meanwhile are neither skipped nor repeated. With
 * `updatedAfter` it is (time of change, id): a row that changes meanwhile moves to the end and is met again there.
 * @param time column or expression of the time of change
 */
export function takePage<T extends object>(
  query: Knex.QueryBuilder<T>,
  id: string,
  time: string,
  page: PageRequest,
): Knex.QueryBuilder<T> {
  query.limit(page.limit + 1);
  if (page.updatedAfter === null) {
    if (page.after) query.whereRaw(`${id} > ?::uuid`, [page.after.id]);
    return query.orderByRaw(id);
  }
  query.whereRaw(`${time} > ?::timestamptz`, [page.updatedAfter]);
  if (page.after?.at) query.whereRaw(`(${time}, ${id}) > (?::timestamptz, ?::uuid)`, [page.after.at, page.after.id]);
  return query.orderByRaw(`${time}, ${id}`);
}

/** The page out of the rows that `takePage` fetched. @param positionOf where a row stands in the list's order */
export function cutPage<Row>(rows: readonly Row[], limit: number, positionOf: (row: Row) => Position): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? positionOf(last) : null };
}

/** Adds `active` to a list of rows that have the columns `active` and, where 1C can mark them, `deleted`. */
export function whereActive<T extends object>(
  query: Knex.QueryBuilder<T>,
  expression: string,
  active: ActiveFilter,
): Knex.QueryBuilder<T> {
  return active === 'all' ? query : query.whereRaw(active === 'true' ? expression : `not (${expression})`);
}

/**
 * One page of a list of references.
 * @param query selects them as `t`, with `active` and `updatedAt`
 * @param id column of our id
 * @param idOf our id in a row
 */
export async function referencePage<Row extends { readonly updatedAt: string }>(
  query: Knex.QueryBuilder,
  id: `t.${string}`,
  idOf: (row: Row) => string,
  active: ActiveFilter,
  page: PageRequest,
): Promise<Page<Row>> {
  const rows: Row[] = await takePage(whereActive(query, 't.active', active), id, 't.updated_at', page);
  return cutPage(rows, page.limit, (row) => ({ id: idOf(row), at: row.updatedAt }));
}
