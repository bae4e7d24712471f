import type { Knex } from 'knex';
import { validate } from 'uuid';

/** What names one row of a small table for a client. */
export interface EitherId {
  /** Our id or the id in 1C. */
  readonly id: string;
  /** Ids of 1C are unique in an id space only; null = in any. */
  readonly idSpace: string | null;
}

/**
 * The rows that an id names: the one whose id of ours it is, else all whose 1C id it is, of each id space one. Two are enough to
 * know that the 1C id is not unique, so no more are read.
 * @param query of a table `t` with id_space and external_id
 * @param idColumn our id
 */
export async function readByEitherId<Row>(
  query: Knex.QueryBuilder,
  idColumn: string,
  { id, idSpace }: EitherId,
): Promise<readonly Row[]> {
  if (idSpace !== null) query.where('t.id_space', idSpace);
  if (validate(id)) {
    const own: Row[] = await query.clone().where(idColumn, id);
    if (own.length > 0) return own;
  }
  return await query.where('t.external_id', id).orderBy('t.id_space').limit(2);
}
