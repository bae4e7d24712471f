import type { SearchFacts, SearchRow } from '../store/listing/search-rows.js';
import type { StemsOf } from '../store/listing/search-words.js';
import { type Chunk, chunksOf, foldText, measureOf } from './fold-text.js';

/** The texts of a product by what they count. */
export interface WeighedTexts {
  /** Name, brand: most. */
  readonly names: readonly Chunk[];
  /** Skus: as much. */
  readonly skus: readonly Chunk[];
  /** Other names, manufacturer, values of properties: less. */
  readonly others: readonly Chunk[];
  /** The description: least. */
  readonly description: readonly Chunk[];
}

/** So much of the texts of a kind is looked at; what stands behind it nobody searches by. */
const MOST = { names: 200, skus: 500, others: 1000, description: 300 } as const;
const LONGEST_CODE = 200;

/** The texts that a product is searched by. */
export function textsOf(facts: SearchFacts): WeighedTexts {
  const { name, fullName, brand, manufacturer, description, skus, values, offerNames } = facts;
  return {
    names: chunksIn([name, brand], MOST.names),
    skus: chunksIn([...skus], MOST.skus),
    others: chunksIn([fullName, manufacturer, ...values, ...offerNames], MOST.others),
    description: chunksIn([description === null ? null : withoutTags(description)], MOST.description),
  };
}

function chunksIn(texts: readonly (string | null)[], most: number): Chunk[] {
  const chunks = new Set<Chunk>();
  for (const text of texts)
    if (text !== null && chunks.size < most) for (const chunk of chunksOf(text, most)) chunks.add(chunk);
  return [...chunks];
}

/** 1C keeps HTML in descriptions. */
const withoutTags = (text: string): string =>
  /[<&]/.test(text) ? text.replace(/<[^>]*>?/g, ' ').replace(/&#?\w{1,8};/g, ' ') : text;

/** All chunks of the texts of some products, each once. */
export function chunksOfAll(products: readonly WeighedTexts[]): Set<Chunk> {
  const chunks = new Set<Chunk>();
  for (const texts of products) for (const some of Object.values(texts)) for (const chunk of some) chunks.add(chunk);
  return chunks;
}

/** What chunks are found by: their words, in the names of a product also as they are written, and their stems. */
export type LexemesOf = (chunk: Chunk) => { readonly all: readonly string[]; readonly stems: readonly string[] };

/** The lexemes of chunks, made once for each. */
export function lexemesBy(stemsOf: StemsOf, chunks: Iterable<Chunk>): LexemesOf {
  const made = new Map([...chunks].map((chunk) => [chunk, lexemesOf(chunk, stemsOf)]));
  return (chunk) => made.get(chunk) ?? lexemesOf(chunk, stemsOf);
}

function lexemesOf({ words, joined }: Chunk, stemsOf: StemsOf): ReturnType<LexemesOf> {
  const all = new Set<string>(joined === null ? [] : [joined]);
  const stems = new Set<string>();
  for (const { text, folded } of words) {
    const its = stemsOf(text).stems;
    for (const one of [folded, ...its, ...(measureOf(folded) ?? [])]) all.add(one);
    for (const one of its.length === 0 ? [folded] : its) stems.add(one);
  }
  return { all: [...all], stems: [...stems] };
}

/** Places stand for weights only: what has none counts as D. */
const [NAME, OTHER] = [1, 2];
const PLACES = ['', ':1A', ':2B', ':1A,2B'];

/** What is kept of a product for the search. Pure. Of the description only stems are: it is long, and is not searched letter by letter. */
export function searchRow(facts: SearchFacts, texts: WeighedTexts, lexemes: LexemesOf): SearchRow {
  const places = new Map<string, number>();
  const put = (lexeme: string, place: number) => places.set(lexeme, (places.get(lexeme) ?? 0) | place);
  for (const chunk of [...texts.names, ...texts.skus]) for (const one of lexemes(chunk).all) put(one, NAME);
  for (const chunk of texts.others) for (const one of lexemes(chunk).all) put(one, OTHER);
  for (const chunk of texts.description) for (const one of lexemes(chunk).stems) put(one, 0);
  let words = '';
  for (const [lexeme, place] of places) words += ` '${quoted(lexeme)}'${PLACES[place]}`;
  const { productId, active } = facts;
  return { productId, active, words: words.slice(1), codes: codesOf(facts) };
}

const quoted = (lexeme: string): string => (/['\\]/.test(lexeme) ? lexeme.replace(/['\\]/g, '$&$&') : lexeme);

function codesOf(facts: SearchFacts): string {
  const codes = new Set<string>();
  for (const one of facts.codes) {
    const folded = foldText(one).trim();
    if (folded !== '' && folded.length <= LONGEST_CODE) codes.add(folded);
  }
  return [...codes].sort().join('\n');
}

/**
 * The words with letters that products are found by, and whether each is a whole one of a name, brand or value, which a mistyped or
 * shortened word may mean. Not those of codes, which are many and are not mistaken for each other.
 */
export function vocabularyOf(products: readonly WeighedTexts[], lexemes: LexemesOf): Map<string, boolean> {
  const found = new Map<string, boolean>();
  const named = chunksOfAll(products.map(({ names, others }) => ({ ...NOTHING, names, others })));
  for (const chunk of chunksOfAll(products))
    for (const one of lexemes(chunk).all) if (isOfVocabulary(one)) found.set(one, false);
  for (const { words, joined } of named) {
    for (const { folded } of words) if (isOfVocabulary(folded)) found.set(folded, true);
    if (joined !== null && isOfVocabulary(joined)) found.set(joined, true);
  }
  return found;
}

const NOTHING: WeighedTexts = { names: [], skus: [], others: [], description: [] };

/** Whether a folded word may be a mistyped one, or what such a one means. */
export const isOfVocabulary = (folded: string): boolean =>
  folded.length >= 3 &&
  folded.length <= 40 &&
  (LETTERS_ONLY.test(folded) || (folded.match(/\p{L}/gu)?.length ?? 0) >= 3);

const LETTERS_ONLY = /^[a-z]+$/;
