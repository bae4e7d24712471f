import type { Sql } from '../../db/open.js';
import type { ChangeType } from './record-changes.js';

/** What a shop's log has told of kinds of things that changed, up to a moment. */
export interface LogMoment {
  /** Where the log stood. */
  readonly no: number;
  /**
   * Whether what was read after an earlier moment still holds now.
   * @param read the moment that was known before it was read
   * @param kinds the kinds of things that it was made of
   */
  stillHolds(read: LogMoment, kinds: readonly ChangeType[]): boolean;
}

/** Blocks that are looked through at once; who is further behind begins anew. */
const MOST_BLOCKS = 200;

/** The log from one number to another, with the newest change of each kind in between. */
class Known implements LogMoment {
  constructor(
    /** Of moments of another run of the log nothing is known: it was put back, or something unread of it was forgotten. */
    readonly run: object,
    readonly no: number,
    readonly newest: ReadonlyMap<string, number>,
  ) {}

  stillHolds(read: LogMoment, kinds: readonly ChangeType[]): boolean {
    return (
      read instanceof Known && read.run === this.run && kinds.every((kind) => (this.newest.get(kind) ?? 0) <= read.no)
    );
  }
}

interface Memory {
  known: Known;
  /** A look at the log that is under way. */
  looking: { readonly from: Known; readonly seen: Promise<Known> } | undefined;
}

const memories = new WeakMap<Sql, Map<string, Memory>>();

/**
 * What the log of a shop tells now: the change `seq` and all before it are in it. While the log stands still it is known in memory; when
 * it has moved one statement asks for what came since, for all who ask meanwhile.
 * @param seq where the log stands at least: the newest change that an answer must know
 */
export async function logMoment(sql: Sql, shopId: string, seq: number): Promise<LogMoment> {
  const ofShops = memories.get(sql) ?? new Map<string, Memory>();
  memories.set(sql, ofShops);
  const memory = ofShops.get(shopId) ?? { known: new Known({}, seq, new Map()), looking: undefined };
  ofShops.set(shopId, memory);
  // Lower than it stood: this request was overtaken by others, or the log was put back.
  if (memory.known.no > seq) await lookOn(sql, shopId, memory, seq);
  while (memory.known.no < seq) await lookOn(sql, shopId, memory, seq);
  return memory.known;
}

async function lookOn(sql: Sql, shopId: string, memory: Memory, seq: number): Promise<void> {
  const { known } = memory;
  if (memory.looking?.from !== known) memory.looking = { from: known, seen: look(sql, shopId, known, seq) };
  const { looking } = memory;
  try {
    const seen = await looking.seen;
    if (memory.known === known) memory.known = seen;
  } finally {
    if (memory.looking === looking) memory.looking = undefined;
  }
}

async function look(sql: Sql, shopId: string, known: Known, seq: number): Promise<Known> {
  const { rows } = await sql.raw<{ rows: Row[] }>(
    `select c.last, c.forgotten, k.entity, k.newest, k.blocks from change_counters c
     left join lateral (
       select b.entity, max(b.last_no) as newest, count(*)::int as blocks from (
         select b.entity, b.last_no from changes b where b.shop_id = :shop and b.last_no > :to
         order by b.last_no limit ${MOST_BLOCKS}) b
       group by b.entity) k on true
     where c.shop_id = :shop`,
    { shop: shopId, to: known.no },
  );
  const [first] = rows;
  const last = Number(first?.last ?? 0);
  const blocks = rows.reduce((sum, row) => sum + (row.blocks ?? 0), 0);
  const isWhole = last >= Math.max(known.no, seq) && Number(first?.forgotten) <= known.no && blocks < MOST_BLOCKS;
  if (!isWhole) return new Known({}, Math.max(seq, last), new Map());
  const newest = new Map(known.newest);
  for (const { entity, newest: no } of rows) if (entity !== null) newest.set(entity, Number(no));
  return new Known(known.run, last, newest);
}

interface Row {
  readonly last: string;
  readonly forgotten: string;
  readonly entity: string | null;
  readonly newest: string | null;
  readonly blocks: number | null;
}
