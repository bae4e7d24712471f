import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyField } from './copy-field.js';
import type { Tx } from './open.js';
import { quoteName } from './session.js';

/** Text is gathered to about this many characters before it goes to the socket: a write for each row is three times slower. */
const CHUNK = 64 * 1024;

/** The connection that a transaction runs on, for what knex has no words for (COPY, many statements at once). */
export async function connectionOf(tx: Tx): Promise<pg.Client> {
  const client: { acquireConnection(): Promise<pg.Client> } = tx.client; // in a transaction this is its own connection
  return await client.acquireConnection();
}

/**
 * Writes rows by COPY FROM STDIN inside the transaction, in bounded memory.
 * @param table name, may be temporary; @param columns in the order of the values
 * @param rows values as the text that PostgreSQL reads for the column's type; null is NULL
 * @throws the database's error (the transaction is then aborted), or what `rows` throws
 */
export async function copyRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly (string | null)[]> | AsyncIterable<readonly (string | null)[]>,
): Promise<void> {
  const connection = await connectionOf(tx);
  const target = connection.query(
    copyFrom(`copy ${quoteName(table)} (${columns.map(quoteName).join(', ')}) from stdin`),
  );
  await pipeline(Readable.from(chunks(rows), { objectMode: false }), target);
}

async function* chunks(
  rows: Iterable<readonly (string | null)[]> | AsyncIterable<readonly (string | null)[]>,
): AsyncGenerator<Buffer> {
  let text = '';
  for await (const row of rows) {
    text += copyLine(row);
    if (text.length < CHUNK) continue;
    yield Buffer.from(text, 'utf8');
    text = '';
  }
  if (text) yield Buffer.from(text, 'utf8');
}

/** Appending is quicker than joining a list of the fields. */
function copyLine(row: readonly (string | null)[]): string {
  let line = '';
  for (let index = 0; index < row.length; index += 1) {
    line += `${index === 0 ? '' : '\t'}${copyField(row[index] ?? null)}`;
  }
  return `${line}\n`;
}
