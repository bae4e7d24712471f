import type { Sql, Tx } from '../../db/open.js';
import type { KnownPart } from './known-table.js';
import type { ItemWrite } from './latest-writes.js';
import { RECORD_BYTES } from './packed-records.js';
import type { WriteScope } from './write-scope.js';

/**
 * Known records: a record of a feed whose bytes (and all that they depend on) are the same as last time is neither parsed nor written.
 *
 *   key     16 bytes: all that the records of one section of a node's feeds have in common, and their meaning depends on
 *   block   the records of one step under one key, packed, with a number from the sequence of the writes: what was written by then is in it
 *
 * A record of a block is known while none of the items that it speaks for was written after the block (`noteWritten`), whoever wrote it.
 * A step that relies on that asks again in its transaction (`writtenSince`).
 */

/** Blocks of so many bytes come at a time: the server's own thread has other things to do. */
const PORTION_BYTES = 512 * 1024;
/** Writes that come at a time. */
const PORTION_WRITES = 100;

/** A part of the most that is read, beyond which old records are forgotten: some 32 bytes of a feed's record are known of it as a rule. */
const MUCH = 1 / 64;

/** Whose known records. */
type Node = Pick<WriteScope, 'shopId' | 'nodeId' | 'idSpace'>;

interface Extent {
  readonly bytes: number;
  readonly oldest: number;
  readonly newest: number;
}

/**
 * All that is known under a key, and what was written since, which may be read one after the other: what is committed in between can only
 * make less of it known.
 * @param key 32 hex digits
 * @param mostBytes nothing is known when the blocks are larger, as bytes: then a small feed would cost more to look up than to read
 * @returns undefined for such blocks
 */
export async function knownUnder(
  sql: Sql,
  of: Node,
  key: string,
  mostBytes: number,
): Promise<AsyncIterable<KnownPart> | undefined> {
  const keys = { shop: of.shopId, node: of.nodeId, key };
  const found = await sql.raw<{ rows: Extent[] }>(
    `select coalesce(sum(octet_length(records)), 0)::float8 as bytes, coalesce(min(block_no), 0)::float8 as oldest,
       coalesce(max(block_no), 0)::float8 as newest
     from known_records where shop_id = :shop and node_id = cast(:node as uuid) and key = decode(:key, 'hex')`,
    keys,
  );
  const extent = found.rows[0] ?? { bytes: 0, oldest: 0, newest: 0 };
  return extent.bytes > mostBytes ? undefined : partsOf(sql, of, keys, extent, extent.bytes > mostBytes * MUCH);
}

async function* partsOf(
  sql: Sql,
  { shopId, idSpace }: Node,
  keys: { readonly shop: string; readonly node: string; readonly key: string },
  { bytes, oldest, newest }: Extent,
  isMuch: boolean,
): AsyncGenerator<KnownPart> {
  const epoch = await epochOf(sql);
  yield { kind: 'size', records: bytes / RECORD_BYTES, isMuch };
  for (let last = 0; last < newest; ) {
    const portion = await sql.raw<{ rows: { no: number; records: Buffer }[] }>(
      `select block_no::float8 as no, records from (
         select *, sum(octet_length(records)) over (order by block_no) as together from known_records
         where shop_id = :shop and node_id = cast(:node as uuid) and key = decode(:key, 'hex')
           and block_no > :last and block_no <= :newest) b
       where together - octet_length(records) < ${PORTION_BYTES} order by block_no`,
      { ...keys, last, newest },
    );
    if (portion.rows.length === 0) break;
    for (const { no, records } of portion.rows) yield { kind: 'block', no, records };
    last = portion.rows.at(-1)?.no ?? newest;
  }
  let upTo = newest;
  for (let last = oldest; bytes > 0; ) {
    const writes = await writesBehind(sql, { shop: shopId, space: idSpace, last });
    yield { kind: 'writes', writes };
    last = writes.at(-1)?.no ?? last;
    upTo = Math.max(upTo, last);
    if (writes.length < PORTION_WRITES) break;
  }
  yield { kind: 'end', snapshot: { epoch, upTo } };
}

async function writesBehind(
  sql: Sql,
  keys: { readonly shop: string; readonly space: string; readonly last: number },
): Promise<readonly ItemWrite[]> {
  const found = await sql.raw<{ rows: ItemWrite[] }>(
    `select write_no::float8 as no, entity, items::text as items from item_writes
     where shop_id = :shop and id_space = :space and write_no > :last order by write_no limit ${PORTION_WRITES}`,
    keys,
  );
  return found.rows;
}

/** What the unlogged tables are since the database began or lost them. */
export async function epochOf(sql: Sql): Promise<string> {
  const found = await sql.raw<{ rows: { epoch: string }[] }>(
    `with made as (insert into known_epoch (epoch) select gen_random_uuid() where not exists (select from known_epoch)
       on conflict do nothing returning epoch)
     select epoch from known_epoch union all select epoch from made`,
  );
  return found.rows[0]?.epoch ?? (await epochOf(sql));
}

/**
 * Remembers records that a step has applied: last in its transaction, under the id space's lock.
 * @param records packed; @param key 32 hex digits
 */
export async function addBlock(tx: Tx, of: Node, key: string, records: Buffer): Promise<void> {
  await tx.raw(
    `insert into known_records (shop_id, node_id, key, block_no, id_space, records)
     values (?, ?, decode(?, 'hex'), nextval('item_write_numbers'), ?, ?)`,
    [of.shopId, of.nodeId, key, of.idSpace, records],
  );
}
