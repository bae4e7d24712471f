import { LRUCache } from 'lru-cache';
import type { Sql } from '../../db/open.js';
import type { LogMoment } from '../changes/log-moment.js';
import type { ChangeType } from '../changes/record-changes.js';
import type { Listed } from './listing-state.js';
import { alternativesOf, type NamedFilter } from './named-terms.js';
import { findTerms } from './terms.js';

/** What filters are named after. */
const NAMED_BY: readonly ChangeType[] = ['group', 'warehouse', 'priceType', 'property', 'dictionary', 'dictionaryItem'];

/** Bytes that the filters of all shops take at most, about. */
const ROOM = 8 * 1024 * 1024;
const ENTRY = 500;

interface Known {
  readonly termsMark: string;
  readonly moment: LogMoment;
  readonly terms: readonly number[];
}

const memories = new WeakMap<Sql, LRUCache<string, Known>>();

/** What a filter means holds while its listing and the names in the catalogue stand so. */
export interface FiltersAsOf {
  readonly listed: Pick<Listed, 'termsMark'>;
  readonly moment: LogMoment;
}

/**
 * The numbers of the terms that filters mean: from memory while nothing has changed that could change them, else in a few statements.
 * @returns for each filter; an empty list = no product has any of them
 */
export async function knownFilters(
  sql: Sql,
  shopId: string,
  filters: readonly NamedFilter[],
  { listed, moment }: FiltersAsOf,
): Promise<readonly (readonly number[])[]> {
  const memory =
    memories.get(sql) ?? new LRUCache({ maxSize: ROOM, sizeCalculation: (_, key) => ENTRY + 2 * key.length });
  memories.set(sql, memory);
  const keys = filters.map((filter) => JSON.stringify([shopId, filter]));
  const { termsMark } = listed;
  const known = keys.map((key) => {
    const kept = memory.get(key);
    return kept?.termsMark === termsMark && moment.stillHolds(kept.moment, NAMED_BY) ? kept.terms : undefined;
  });
  const missing = filters.filter((_, place) => known[place] === undefined);
  const read = missing.length === 0 ? [] : await readFilters(sql, shopId, missing);
  return keys.map((key, place) => {
    const terms = known[place];
    if (terms !== undefined) return terms;
    const fresh = read[missing.indexOf(filters[place] as NamedFilter)] ?? [];
    memory.set(key, { termsMark, moment, terms: fresh });
    return fresh;
  });
}

/** The numbers of the terms that filters mean, as `sql` sees them: for each; an empty list = no product has any of them. */
export async function readFilters(
  sql: Sql,
  shopId: string,
  filters: readonly NamedFilter[],
): Promise<readonly (readonly number[])[]> {
  return await findTerms(sql, shopId, await alternativesOf(sql, shopId, filters));
}
