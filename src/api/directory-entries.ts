import type { z } from 'zod';
import type { DirectoryEntry } from '../nodes/node-kind.js';
import type { Services } from '../services.js';
import { putEntry, retireEntry } from '../store/customers/directories.js';
import { type EntryFilter, type EntryRow, listEntries, readEntry } from '../store/customers/read-directories.js';
import type { PageRequest } from '../store/list-page.js';
import { readNodeNames } from '../store/nodes/read-node-names.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { notFound } from './http/route.js';
import type { EntryQuery } from './schemas/directory.js';

/** What all entries of directories show. */
export interface ShownEntry {
  readonly name: string;
  readonly active: boolean;
  readonly content: Record<string, unknown>;
  readonly node: { readonly id: string; readonly name: string } | null;
  readonly updatedAt: string;
}

/** One entry, with the moments between which it is in force. */
export type EntryWithValidity = ShownEntry & { readonly validFrom: string | null; readonly validTo: string | null };

type Place = { readonly services: Services; readonly shopId: string };

/** A page of a directory, and where the next one begins. @param show makes JSON of an entry and what all of them show */
export async function entryPage<Item>(
  { services, shopId }: Place,
  filter: Pick<EntryFilter, 'directory' | 'validAt'>,
  query: z.output<typeof EntryQuery>,
  show: (row: EntryRow, shown: EntryWithValidity) => Item,
): Promise<{ items: Item[]; next: string | null }> {
  const sql = services.db.knex;
  const { active, limit, cursor, updatedAfter = null } = query;
  const name = `${filter.directory}${updatedAfter === null ? '' : '-updated'}`;
  const request: PageRequest = { limit, after: readCursor(name, cursor), updatedAfter };
  const page = await listEntries(sql, shopId, { ...filter, active }, request);
  const names = await readNodeNames(
    sql,
    shopId,
    page.items.flatMap((row) => row.nodeId ?? []),
  );
  return { items: page.items.map((row) => show(row, shownOf(row, names))), next: writeCursor(name, page.next) };
}

/** One entry of a directory. @throws UzelError UZ1507 */
export async function oneEntry<Item>(
  { services, shopId }: Place,
  directory: string,
  key: string,
  show: (row: EntryRow, shown: EntryWithValidity) => Item,
): Promise<Item> {
  const sql = services.db.knex;
  const row = await readEntry(sql, shopId, directory, key);
  if (!row) throw notFound(key);
  return show(row, shownOf(row, await readNodeNames(sql, shopId, row.nodeId === null ? [] : [row.nodeId])));
}

/** Writes an entry for the shop, whole. */
export async function keepEntry({ services, shopId }: Place, directory: string, entry: DirectoryEntry): Promise<void> {
  await services.db.transaction(
    async (tx) => await putEntry(tx, shopId, directory, entry, { nodeId: null, exchangeId: null }),
  );
}

/** Takes an entry out of use. @throws UzelError UZ1507 */
export async function dropEntry({ services, shopId }: Place, directory: string, key: string): Promise<void> {
  const found = await services.db.transaction(async (tx) => await retireEntry(tx, shopId, directory, key));
  if (!found) throw notFound(key);
}

const shownOf = (row: EntryRow, names: ReadonlyMap<string, string>): EntryWithValidity => ({
  name: row.name,
  validFrom: row.validFrom?.toISOString() ?? null,
  validTo: row.validTo?.toISOString() ?? null,
  active: row.active,
  content: { ...row.content },
  node: row.nodeId === null ? null : { id: row.nodeId, name: names.get(row.nodeId) ?? '' },
  updatedAt: row.updatedAt,
});
