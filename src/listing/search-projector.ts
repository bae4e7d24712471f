import type { Tx } from '../db/open.js';
import { readSearchFacts, writeSearchRows } from '../store/listing/search-rows.js';
import { addSearchWords, stemWords } from '../store/listing/search-words.js';
import { foldText } from './fold-text.js';
import { chunksOfAll, lexemesBy, searchRow, textsOf, vocabularyOf } from './search-text.js';

/**
 * Makes the rows of these products that the search reads, as the snapshot has them; one that is gone gets none.
 * @returns how many were written
 */
export async function makeSearchRows(tx: Tx, shopId: string, productIds: readonly string[]): Promise<number> {
  if (productIds.length === 0) return 0;
  const products = (await readSearchFacts(tx, shopId, productIds)).map((facts) => ({ facts, texts: textsOf(facts) }));
  const texts = products.map((one) => one.texts);
  const chunks = chunksOfAll(texts);
  const words = [...chunks].flatMap((chunk) => chunk.words.map(({ text }) => text));
  const lexemes = lexemesBy(await stemWords(tx, words, foldText), chunks);
  const rows = products.map((one) => searchRow(one.facts, one.texts, lexemes));
  const written = await writeSearchRows(tx, shopId, rows);
  if (written > 0) await addSearchWords(tx, shopId, vocabularyOf(texts, lexemes));
  return written;
}
