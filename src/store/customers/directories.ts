import { v7 as uuid } from 'uuid';
import type { Tx } from '../../db/open.js';
import type { DirectoryEntry } from '../../nodes/node-kind.js';
import { entryKey } from './directory-keys.js';

/** An index holds no longer ones. */
const LONGEST_KEY = 250;

/** Who brings an entry. */
export interface EntrySource {
  /** null = REST. */
  readonly nodeId: string | null;
  readonly exchangeId: string | null;
}

export interface PutEntries {
  /** How many were not there before. */
  readonly created: number;
  /** How many were there and say something else now. */
  readonly changed: number;
  /** Keys that are blank or longer than 250 characters: such entries are not written. */
  readonly refused: readonly string[];
}

/**
 * Writes entries of a directory, each whole: what an entry leaves out is empty afterwards, `active` is true. Of entries with one key the
 * last counts. Whoever writes last wins, REST or a 1C; an entry that says what is known already is not written.
 * @param directory `employees`, `promo-codes`, or `<kind>/<name>`
 * @param entries their times are ISO 8601 with a zone
 */
export async function putEntries(
  tx: Tx,
  shopId: string,
  directory: string,
  entries: readonly DirectoryEntry[],
  source: EntrySource,
): Promise<PutEntries> {
  const refused = entries.filter(({ key }) => key.trim() === '' || key.length > LONGEST_KEY).map(({ key }) => key);
  const usable = refused.length === 0 ? entries : entries.filter(({ key }) => !refused.includes(key));
  const byKey = new Map(usable.map((entry) => [entryKey(directory, entry.key), entry]));
  if (byKey.size === 0) return { created: 0, changed: 0, refused };
  // In the order of keys: two feeds at the same time must not wait for each other.
  const rows = [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, entry]) => rowOf(key, entry));
  const written = await tx.raw<{ rows: { created: boolean }[] }>(
    `insert into directory_entries as t (shop_id, entry_id, directory, entry_key, written_key, name, content, valid_from, valid_to, active,
       node_id, exchange_id, created_at, updated_at)
     select ?, e.entry_id, ?, e.entry_key, e.written_key, e.name, e.content, e.valid_from, e.valid_to, e.active,
       ?::uuid, ?::uuid, clock_timestamp(), clock_timestamp()
     from jsonb_to_recordset(?::jsonb) as e(entry_id uuid, entry_key text, written_key text, name text, content jsonb,
       valid_from timestamptz, valid_to timestamptz, active boolean)
     on conflict (shop_id, directory, entry_key) do update set written_key = excluded.written_key, name = excluded.name,
       content = excluded.content, valid_from = excluded.valid_from, valid_to = excluded.valid_to, active = excluded.active,
       node_id = excluded.node_id, exchange_id = excluded.exchange_id, updated_at = excluded.updated_at
     where (t.written_key, t.name, t.content, t.valid_from, t.valid_to, t.active) is distinct from
       (excluded.written_key, excluded.name, excluded.content, excluded.valid_from, excluded.valid_to, excluded.active)
     returning xmax = 0 as created`,
    [shopId, directory, source.nodeId, source.exchangeId, JSON.stringify(rows, storable)],
  );
  const created = written.rows.filter((row) => row.created).length;
  return { created, changed: written.rows.length - created, refused };
}

/** One entry, as `putEntries` writes many. */
export async function putEntry(
  tx: Tx,
  shopId: string,
  directory: string,
  entry: DirectoryEntry,
  source: EntrySource,
): Promise<PutEntries> {
  return await putEntries(tx, shopId, directory, [entry], source);
}

/** jsonb holds neither a zero character nor half of a surrogate pair. */
const storable = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd') : value;

const rowOf = (key: string, entry: DirectoryEntry) => ({
  entry_id: uuid(),
  entry_key: key,
  written_key: entry.key.trim(),
  name: entry.name,
  content: entry.content ?? {},
  valid_from: entry.validFrom ?? null,
  valid_to: entry.validTo ?? null,
  active: entry.active ?? true,
});

/**
 * Takes an entry out of use; it stays to be seen.
 * @returns whether there is such an entry
 */
export async function retireEntry(tx: Tx, shopId: string, directory: string, key: string): Promise<boolean> {
  const keys = { shop_id: shopId, directory, entry_key: entryKey(directory, key) };
  const found = await tx('directory_entries').where(keys).forUpdate().first('active');
  if (!found) return false;
  if (found.active) {
    await tx('directory_entries')
      .where(keys)
      .update({ active: false, node_id: null, exchange_id: null, updated_at: tx.raw('clock_timestamp()') });
  }
  return true;
}
