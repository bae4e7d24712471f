import type { Sql, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { ActiveFilter } from '../list-page.js';
import { putEntry, retireEntry } from './directories.js';
import { entryKey, type WordDirectory } from './directory-keys.js';
import { type EntryRow, listEntries, readEntry } from './read-directories.js';

/** Far more than a person chooses from. */
const MOST = 1000;

/** What the shop says of a word. */
export interface WordEntry {
  readonly key: string;
  readonly name: string;
  readonly active: boolean;
  readonly content: Readonly<Record<string, unknown>>;
}

/** All entries of a directory of words, by id. */
export async function readWords(
  sql: Sql,
  shopId: string,
  directory: WordDirectory,
  active: ActiveFilter,
): Promise<readonly EntryRow[]> {
  const page = await listEntries(sql, shopId, { directory, active }, { limit: MOST, after: null, updatedAfter: null });
  return page.items;
}

/**
 * Writes a word of the shop, whole.
 * @throws UzelError UZ1528 a 1C keeps it, UZ1524 there are 1,000 of them
 */
export async function putWord(tx: Tx, shopId: string, directory: WordDirectory, entry: WordEntry): Promise<void> {
  await lockWords(tx, shopId, directory);
  const isNew = (await ours(tx, shopId, directory, entry.key)) === null;
  const count = isNew ? await countWords(tx, shopId, directory) : 0;
  if (count >= MOST) {
    throw new UzelError(
      'UZ1524',
      `There are ${MOST} entries here, and no person chooses from more. Use those that are there.`,
    );
  }
  await putEntry(tx, shopId, directory, entry, { nodeId: null, exchangeId: null });
}

/**
 * Takes a word of the shop out of use; it stays to be seen.
 * @returns whether there is such a word
 * @throws UzelError UZ1528 a 1C keeps it
 */
export async function retireWord(tx: Tx, shopId: string, directory: WordDirectory, key: string): Promise<boolean> {
  await lockWords(tx, shopId, directory);
  await ours(tx, shopId, directory, key);
  return await retireEntry(tx, shopId, directory, key);
}

/** One of them at a time: two new words at once would both find room. */
const lockWords = async (tx: Tx, shopId: string, directory: WordDirectory) =>
  await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`words ${shopId} ${directory}`]);

async function countWords(tx: Tx, shopId: string, directory: WordDirectory): Promise<number> {
  const found = await tx.raw<{ rows: { count: number }[] }>(
    'select count(*)::int as count from directory_entries where shop_id = ? and directory = ?',
    [shopId, directory],
  );
  return found.rows[0]?.count ?? 0;
}

async function ours(tx: Tx, shopId: string, directory: WordDirectory, key: string): Promise<EntryRow | null> {
  await tx.raw('select from directory_entries where shop_id = ? and directory = ? and entry_key = ? for update', [
    shopId,
    directory,
    entryKey(directory, key),
  ]);
  const entry = await readEntry(tx, shopId, directory, key);
  if (entry?.nodeId) {
    throw new UzelError(
      'UZ1528',
      `A 1C keeps "${entry.key}": it would write over what the shop says. Change it in 1C.`,
    );
  }
  return entry;
}
