import type { z } from 'zod';
import type { Sql } from '../../db/open.js';
import { externalIdsOf } from '../../store/changes/external-ids.js';
import type { SeenChange } from '../../store/changes/read-changes.js';
import type { Change } from '../schemas/change.js';

export type ChangeJson = z.input<typeof Change>;

/** Changes with what 1C calls the things that changed. */
export async function changesJson(sql: Sql, shopId: string, changes: readonly SeenChange[]): Promise<ChangeJson[]> {
  const known = await externalIdsOf(sql, shopId, changes);
  return changes.map(({ seq, at, type, action, id, exchangeId }) => {
    const { externalId = null, idSpace = null } = known.get(id) ?? {};
    return { seq, at: at.toISOString(), type, action, id, externalId, idSpace, exchange: exchangeId };
  });
}
