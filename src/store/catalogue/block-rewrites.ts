import type { Sql, Tx } from '../../db/open.js';
import { lockIdSpace } from './id-space-lock.js';
import { NO_ITEMS, rangesOf } from './item-numbers.js';
import { addBlock } from './known-blocks.js';
import { type KnownInStep, writtenSince } from './known-check.js';
import type { BlockState, KnownTable, Snapshot } from './known-table.js';
import { flagsOf, KNOWN, offerOf, productOf, RECORD_WORDS, wordsOf } from './packed-records.js';
import type { WriteScope } from './write-scope.js';

/** Blocks that lie one behind the other, and what is known of them still. */
export interface BlockRewrite {
  /** 32 hex digits. */
  readonly key: string;
  readonly snapshot: Snapshot;
  readonly blocks: readonly number[];
  readonly records: Uint8Array;
}

/** A block becomes no larger by being joined with others. */
const MOST_RECORDS = 16_384;
/** A smaller block may be joined with its neighbours. */
const FEW_RECORDS = 2048;
/** So many small ones are. */
const MANY_SMALL = 8;
/** So many writes are read for the sake of an old block at the most; each step of an import makes one to three. */
const MANY_WRITES = 300;

/**
 * Which blocks are better written anew: those of which less than half is known, many small ones, and those for whose sake writes of long ago
 * have to be kept and read. What they are written as is put together when it is asked for.
 */
export function rewritesOf(key: string, table: KnownTable): (() => BlockRewrite)[] {
  const rewrites: (() => BlockRewrite)[] = [];
  let group: BlockState[] = [];
  let [from, at] = [0, 0];
  const close = () => {
    if (isWorth(group)) {
      const blocks = group.map(({ no }) => no);
      const [begin, end] = [from, at];
      rewrites.push(() => ({ key, snapshot: table.snapshot, blocks, records: table.packed(begin, end) }));
    }
    group = [];
  };
  for (const block of table.blocks) {
    if (!isPoor(block) || at + block.known - from > MOST_RECORDS) close();
    if (group.length === 0) from = at;
    if (isPoor(block)) group.push(block);
    at += block.known;
  }
  close();
  return rewrites;
}

const isStale = ({ records, known, writesSince }: BlockState): boolean =>
  known * 2 < records || writesSince > MANY_WRITES;

const isPoor = (block: BlockState): boolean => isStale(block) || block.records < FEW_RECORDS;

const isWorth = (group: readonly BlockState[]): boolean => group.some(isStale) || group.length >= MANY_SMALL;

/** Writes blocks anew, unless something of them was written meanwhile, or they are there no more: then another import will. */
export async function rewriteBlocks(tx: Tx, scope: WriteScope, rewrite: BlockRewrite): Promise<void> {
  const { key, snapshot, blocks, records } = rewrite;
  const known: KnownInStep = { catalogueId: '', snapshot, relies: itemsOf(records), shows: NOTHING, items: NOTHING };
  await lockIdSpace(tx, scope);
  if (await writtenSince(tx, scope, [known])) return;
  const keys = [scope.shopId, scope.nodeId, key, blocks] as unknown as readonly string[];
  const there = await tx.raw<{ rowCount: number }>(`select 1 from known_records where ${THESE} for update`, keys);
  if (there.rowCount < blocks.length) return;
  await tx.raw(`delete from known_records where ${THESE}`, keys);
  if (records.length === 0) return;
  await addBlock(tx, scope, key, Buffer.from(records.buffer, records.byteOffset, records.length));
}

const THESE = `shop_id = ? and node_id = ? and key = decode(?, 'hex') and block_no = any(cast(? as bigint[]))`;
const NOTHING = { product: NO_ITEMS, offer: NO_ITEMS };

/** What packed records rely on. */
function itemsOf(records: Uint8Array): KnownInStep['relies'] {
  const items = { product: [] as number[], standing: [] as number[], offer: [] as number[] };
  const words = wordsOf(records);
  for (let at = 0; at < words.length; at += RECORD_WORDS) {
    items[(flagsOf(words, at) & KNOWN.ofStanding) === 0 ? 'product' : 'standing'].push(productOf(words, at));
    items.offer.push(offerOf(words, at));
  }
  return { product: rangesOf(items.product), standing: rangesOf(items.standing), offer: rangesOf(items.offer) };
}

/** Keys that no import has asked for in so many days are forgotten: the node's settings or this program are others now. */
const UNUSED_DAYS = 30;

/** Notes that what is known under a key is in use. */
export async function touchKnown(sql: Sql, { shopId, nodeId }: WriteScope, key: string): Promise<void> {
  await sql.raw(
    `update known_records set used_at = now()
     where shop_id = ? and node_id = ? and key = decode(?, 'hex') and used_at < now() - interval '1 day'`,
    [shopId, nodeId, key],
  );
}

/**
 * Forgets known records of keys that are out of use, and writes that no block is older than; not while an import is under way, which may
 * have yet to ask for them.
 * @returns how many rows
 */
export async function forgetUnused(sql: Sql): Promise<number> {
  const idle = (of: string) =>
    `not exists (select from jobs j where j.shop_id = ${of}.shop_id and j.state = 'running')`;
  const blocks = await sql.raw<{ rowCount: number }>(
    `delete from known_records k where used_at < now() - make_interval(days => ?) and ${idle('k')}`,
    [UNUSED_DAYS],
  );
  const writes = await sql.raw<{ rowCount: number }>(
    `with oldest as materialized (
       select shop_id, id_space, min(block_no) as block_no from known_records group by shop_id, id_space)
     delete from item_writes w where ${idle('w')} and not exists (select from oldest o
       where o.shop_id = w.shop_id and o.id_space = w.id_space and o.block_no < w.write_no)`,
  );
  return blocks.rowCount + writes.rowCount;
}
