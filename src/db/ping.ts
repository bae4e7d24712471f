import type { Database } from './open.js';

/** Whether the database answers. @throws the driver's error when it does not */
export async function ping(db: Database): Promise<void> {
  await db.knex.raw('select 1');
}
