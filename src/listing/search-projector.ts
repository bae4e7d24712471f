import type { Tx } from '../db/open.js';
import { readSearchFacts, type SearchFacts, writeSearchRows } from '../store/listing/search-rows.js';
import { addSearchWords, stemWords } from '../store/listing/search-words.js';
import { foldText } from './fold-text.js';
import { chunksOfAll, lexemesBy, searchRow, textsOf, vocabularyOf, type WeighedTexts } from './search-text.js';

/** Chunks whose words and lexemes are in memory at once. */
const MOST_CHUNKS = 20_000;

/**
 * Makes the rows of these products that the search reads, as the snapshot has them; one that is gone gets none.
 * @returns how many were written
 */
export async function makeSearchRows(tx: Tx, shopId: string, productIds: readonly string[]): Promise<number> {
  if (productIds.length === 0) return 0;
  let written = 0;
  let some: Searched[] = [];
  let chunks = 0;
  for (const facts of await readSearchFacts(tx, shopId, productIds)) {
    const texts = textsOf(facts);
    some.push({ facts, texts });
    for (const { length } of Object.values(texts)) chunks += length;
    if (chunks < MOST_CHUNKS) continue;
    written += await writeSome(tx, shopId, some);
    some = [];
    chunks = 0;
  }
  return written + (await writeSome(tx, shopId, some));
}

interface Searched {
  readonly facts: SearchFacts;
  readonly texts: WeighedTexts;
}

async function writeSome(tx: Tx, shopId: string, products: readonly Searched[]): Promise<number> {
  if (products.length === 0) return 0;
  const texts = products.map((one) => one.texts);
  const chunks = chunksOfAll(texts);
  const words = [...chunks].flatMap((chunk) => chunk.words.map(({ text }) => text));
  const lexemes = lexemesBy(await stemWords(tx, words, foldText), chunks);
  const rows = products.map((one) => searchRow(one.facts, one.texts, lexemes));
  const written = await writeSearchRows(tx, shopId, rows);
  if (written > 0) await addSearchWords(tx, shopId, vocabularyOf(texts, lexemes));
  return written;
}
