import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { FLOOR_TABLES } from './floor-tables.mjs';
import { leastOf } from './least-of.mjs';

/** One transaction writes about so much, as an import does that must not lose an hour's work. */
const BATCH_BYTES = 4 * 1024 * 1024;

/**
 * The floor «bare COPY»: the rows that the import has left in the database are COPYed once more, as ready text, into fresh
 * logged tables of the same columns that have their primary key and no other index, in transactions of about 4 MB, one
 * after the other on one connection.
 * @param {import('./database.mjs').BenchDatabase} database
 * @param {import('./changes.mjs').Phase} phase
 * @param {string} folder for the text
 * @param {number} runs
 * @returns {Promise<{ seconds: number, rows: number } | null>} seconds: the least of all runs; null for a
 *   phase that is to write nothing
 */
export async function bareCopy(database, phase, folder, runs) {
  const { client } = database;
  const sources = [];
  for (const { table, columns } of FLOOR_TABLES[phase]) {
    const file = path.join(folder, `${table}.copy`);
    const names = columns?.join(', ') ?? '*';
    const reading = client.query(copyTo(`copy (select ${names} from public.${table}) to stdout`));
    await pipeline(reading, createWriteStream(file));
    sources.push({ table, names, file, rows: reading.rowCount });
  }
  if (sources.length === 0) return null;
  const seconds = await leastOf(runs, async () => {
    for (const source of sources) await makeTable(client, source);
    await database.checkpoint();
    const began = performance.now();
    for (const { table, file } of sources) {
      for await (const batch of batches(file)) await copyBatch(client, table, batch);
    }
    const took = (performance.now() - began) / 1000;
    await client.query('drop schema bench_floor cascade');
    return took;
  });
  for (const { file } of sources) await rm(file);
  return { seconds, rows: sources.reduce((sum, { rows }) => sum + rows, 0) };
}

async function makeTable(client, { table, names }) {
  const target = `bench_floor.${table}`;
  await client.query('create schema if not exists bench_floor');
  await client.query(`create table ${target} as select ${names} from public.${table} with no data`);
  const { rows } = await client.query(
    `select pg_get_constraintdef(oid) as key from pg_constraint where contype = 'p' and conrelid = $1::regclass`,
    [`public.${table}`],
  );
  await client.query(`alter table ${target} add ${rows[0].key}`);
}

async function copyBatch(client, table, batch) {
  await client.query('begin');
  const target = client.query(copyFrom(`copy bench_floor.${table} from stdin`));
  await pipeline([batch], target);
  await client.query('commit');
}

/** Whole rows, about 4 MB at a time: a row of the text format ends with a line feed, and has none inside. */
async function* batches(file) {
  let held = [];
  let size = 0;
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) {
    held.push(piece);
    size += piece.length;
    if (size < BATCH_BYTES) continue;
    const all = Buffer.concat(held);
    const end = all.lastIndexOf(0x0a) + 1;
    yield all.subarray(0, end);
    held = [all.subarray(end)];
    size = all.length - end;
  }
  if (size > 0) yield Buffer.concat(held);
}
