import type { Sql } from '../db/open.js';
import type { Asked, TextCondition } from '../store/listing/find-text.js';
import {
  areKnown,
  knownWordsLike,
  knownWordsNear,
  type StemsOf,
  stemWords,
  type WordForms,
} from '../store/listing/search-words.js';
import { type Chunk, chunksOf, foldText, measureOf, type Word } from './fold-text.js';
import { isOfVocabulary } from './search-text.js';
import { meantBy } from './search-typos.js';

/** Chunks of a query that count; what stands behind them is left out. */
const MOST_CHUNKS = 12;
/** A part of a word or of a code has so many letters at least. */
const LEAST_PART = 3;

/**
 * What a text that people type asks the search rows for. Every word must be there: itself, another form of it, the last one also as the
 * beginning of a word. A word that is nowhere may be a part of one, or a mistyped one.
 * @returns null when there is no word in it: nothing is meant
 */
export async function readSearch(sql: Sql, shopId: string, text: string): Promise<TextCondition | null> {
  const chunks = chunksOf(text).slice(0, MOST_CHUNKS);
  const words = chunks.flatMap((chunk) => chunk.words.map((word) => word.text));
  const stemsOf = await stemWords(sql, words, foldText);
  const last = chunks.at(-1);
  const telling = withoutStopWords(chunks, stemsOf);
  if (telling.length === 0) return null;
  const isUnfinished = (chunk: Chunk) => chunk === last && chunk.open;
  const forms = telling.flatMap((chunk) =>
    chunk.words.map((word) => ({
      word,
      forms: formsOf(word, stemsOf, isUnfinished(chunk) && word === chunk.words.at(-1)),
    })),
  );
  const instead = await wordsInstead(sql, shopId, forms);
  const parts = telling.map((chunk) =>
    askedBy(chunk, stemsOf, isUnfinished(chunk), (word) => instead.get(word) ?? null),
  );
  return { parts };
}

/** «стол на кухню» asks for «стол кухню»; «на» alone for itself. */
function withoutStopWords(chunks: readonly Chunk[], stemsOf: StemsOf): readonly Chunk[] {
  const telling = chunks.filter(({ words }) => words.some(({ text }) => !stemsOf(text).isStop));
  return telling.length > 0 ? telling : chunks;
}

/** What a chunk asks for. @param around of a word that is nowhere: other words that will do; null = it is somewhere */
function askedBy(
  { words, joined, folded }: Chunk,
  stemsOf: StemsOf,
  unfinished: boolean,
  around: (word: Word) => readonly string[] | null,
): Asked {
  const last = words.at(-1);
  const all = words.map((word) => {
    const forms = formsOf(word, stemsOf, unfinished && word === last);
    return anyOf([...queriesOf(forms), ...(around(word) ?? []).map((one) => lexeme(one))]);
  });
  const whole = all.length === 1 ? (all[0] ?? '') : `(${all.join(' & ')})`;
  const isCode = /\d/.test(folded) || words.some((word) => around(word) !== null);
  return {
    query: joined === null ? whole : anyOf([whole, lexeme(joined, unfinished)]),
    code: isCode && folded.length >= LEAST_PART ? folded : null,
  };
}

/** What a word is found by. */
function formsOf({ folded, text }: Word, stemsOf: StemsOf, unfinished: boolean): WordForms {
  return {
    exact: [...new Set([folded, ...stemsOf(text).stems])],
    prefix: unfinished && folded.length > 1 ? folded : null,
  };
}

/** The same, as parts of a tsquery. */
function queriesOf({ exact, prefix }: WordForms): string[] {
  const measure = measureOf(exact[0] ?? '');
  return [
    ...exact.filter((one) => one !== prefix).map((one) => lexeme(one)),
    ...(prefix === null ? [] : [lexeme(prefix, true)]),
    ...(measure ? [`(${measure.map((one) => lexeme(one)).join(' & ')})`] : []),
  ];
}

const lexeme = (folded: string, asPrefix = false): string =>
  `'${folded.replace(/['\\]/g, '$&$&')}'${asPrefix ? ':*' : ''}`;
const anyOf = (queries: readonly string[]): string =>
  queries.length === 1 ? (queries[0] ?? '') : `(${queries.join(' | ')})`;

/** Known words for each word that is nowhere: those that have it as a part, or that it may have been meant for. */
async function wordsInstead(
  sql: Sql,
  shopId: string,
  words: readonly { word: Word; forms: WordForms }[],
): Promise<ReadonlyMap<Word, readonly string[]>> {
  const asked = words.filter(({ word }) => isOfVocabulary(word.folded));
  const known = await areKnown(
    sql,
    shopId,
    asked.map(({ forms }) => forms),
  );
  const instead = new Map<Word, readonly string[]>();
  for (const { word } of asked.filter((_, place) => !known[place])) {
    const around = await knownWordsLike(sql, shopId, word.folded);
    const near = meantBy(word.folded, await knownWordsNear(sql, shopId, word.folded));
    instead.set(word, [...new Set([...around, ...near])]);
  }
  return instead;
}
