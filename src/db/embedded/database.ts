import pg from 'pg';
import { connectClient, quoteName } from '../session.js';

/** Makes the database when the server has none of that name. Safe when several do it at once. */
export async function makeDatabase(adminUrl: string, name: string): Promise<void> {
  const client = await connectClient(adminUrl);
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${quoteName(name)}`);
  } catch (error) {
    // 42P04 and 23505: another process made it meanwhile
    if (!(error instanceof pg.DatabaseError) || (error.code !== '42P04' && error.code !== '23505')) throw error;
  } finally {
    await client.end().catch(() => undefined); // the work is done, or its error is on its way
  }
}
