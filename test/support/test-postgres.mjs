import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';

/** Held (shared) by every open test database: the embedded PostgreSQL of the tests is in use. */
export const RUNNING_LOCK = 'uzel:tests';

/** The data folder of the embedded PostgreSQL that the test files of this checkout share. */
export function testDataDir() {
  const hash = createHash('sha256').update(process.cwd()).digest('hex').slice(0, 12);
  return path.join(os.tmpdir(), `uzel-test-${process.getuid?.() ?? 0}-${hash}`);
}

/**
 * globalTeardown of jest: stops the embedded PostgreSQL of the tests unless another run uses it. Plain JavaScript, since jest
 * loads it outside its transforms.
 */
export default async function stopTestPostgres() {
  if (process.env.TEST_DATABASE_URL) return;
  const data = path.join(testDataDir(), 'postgres', 'data');
  const lines = (await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, , , port, socket] = lines;
  if (!pid || !port || !socket) return; // no test of this run needed it
  const client = new pg.Client({
    host: socket.startsWith('/proc/') ? path.join(testDataDir(), 'postgres', 'run') : socket,
    port: Number(port),
    user: 'uzel',
    database: 'postgres',
  });
  client.on('error', () => undefined); // the stop cuts the connection
  try {
    await client.connect();
  } catch (error) {
    if (/^(ENOENT|ECONNREFUSED|57P)/.test(error.code)) return; // another run has stopped it, or is stopping it
    throw error;
  }
  const answer = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as alone', [RUNNING_LOCK]);
  if (answer.rows[0].alone) process.kill(Number(pid), 'SIGINT');
  await client.end().catch(() => undefined);
}
