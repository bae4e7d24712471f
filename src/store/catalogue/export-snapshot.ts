import type { Database, Tx } from '../../db/open.js';

/** The shop as it was at one moment. */
export interface ExportSnapshot {
  readonly tx: Tx;
  /** The last number of the shop's log of changes that it has in it: what came later is read from there on. */
  readonly seq: number;
  /** When it was taken. */
  readonly at: Date;
  /** Ends it; the server may tidy up again what it held on to. */
  end(): Promise<void>;
}

/** Takes a snapshot of a shop: all that is read in `tx` is of one moment, whatever is written meanwhile. */
export async function openSnapshot(db: Database, shopId: string): Promise<ExportSnapshot> {
  const tx = await db.knex.transaction(undefined, { isolationLevel: 'repeatable read', readOnly: true });
  try {
    // The first statement takes the snapshot. The counter is written last in a transaction, so all up to its number are in it.
    const { rows } = await tx.raw<{ rows: { last: string; at: Date }[] }>(
      `select clock_timestamp() as at, coalesce((select last from change_counters where shop_id = ?), 0) as last`,
      [shopId],
    );
    const [first] = rows;
    const end = async (): Promise<void> => {
      await tx.rollback();
    };
    return { tx, seq: Number(first?.last ?? 0), at: first?.at ?? new Date(), end };
  } catch (error) {
    await tx.rollback();
    throw error;
  }
}
