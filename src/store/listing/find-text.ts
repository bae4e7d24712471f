import type { Knex } from 'knex';
import { likePattern } from './search-words.js';

/** One thing that a product must have in its words, or in a code. */
export interface Asked {
  /** A tsquery of folded words. */
  readonly query: string;
  /** Folded: a part of a sku, barcode or code that does as well; null = none. */
  readonly code: string | null;
}

/** What a text asks the search rows for: all of these. */
export interface TextCondition {
  readonly parts: readonly Asked[];
}

/** Narrows a query that has `search_rows as s` in it. */
export function whereFound(query: Knex.QueryBuilder, { parts }: TextCondition): void {
  const ofWords = parts.filter(({ code }) => code === null).map((part) => part.query);
  if (ofWords.length > 0) query.whereRaw('s.words @@ ?::tsquery', [ofWords.join(' & ')]);
  for (const { query: words, code } of parts)
    if (code !== null) query.whereRaw('(s.words @@ ?::tsquery or s.codes like ?)', [words, `%${likePattern(code)}%`]);
}

/** What a hit counts by where it stands: description, (nothing), other texts, name and brand and sku. */
const WEIGHTS = '{0.1, 0.2, 0.4, 1.0}';
/** A whole code is what was meant; a part of one may be. */
const [WHOLE_CODE, PART_OF_CODE] = [2, 0.2];

/**
 * How well a row of `search_rows as s` fits, a whole number, more is better: by where the words stand and how many other words there are,
 * and by codes. As an expression and its bindings.
 */
export function fitness({ parts }: TextCondition): { sql: string; bindings: Knex.RawBinding[] } {
  const codes = parts.flatMap(({ code }) => (code === null ? [] : [code]));
  const ofCodes = codes.map(
    () =>
      ` + case when ? = any(string_to_array(s.codes, chr(10))) then ${WHOLE_CODE} when s.codes like ? then ${PART_OF_CODE} else 0 end`,
  );
  return {
    sql: `cast(1000000 * (ts_rank('${WEIGHTS}', s.words, ?::tsquery, 1)${ofCodes.join('')}) as int)`,
    bindings: [
      parts.map(({ query }) => query).join(' | '),
      ...codes.flatMap((code) => [code, `%${likePattern(code)}%`]),
    ],
  };
}
