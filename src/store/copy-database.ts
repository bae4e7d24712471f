import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { connectionOf } from '../db/copy.js';
import { migrate } from '../db/migrate.js';
import type { Database, Tx } from '../db/open.js';
import { quoteName } from '../db/session.js';
import { UzelError } from '../errors.js';

/** How many rows of a table were copied. */
export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
}

/**
 * Copies everything from one database to another, table by table through COPY streams: the source as one snapshot, the target in
 * one transaction, so it has all or nothing. The target is migrated first. Ids, numbers, owners and frozen batches stay as they are.
 * @param onTable called after each table
 * @throws UZ1607 when the target already holds a shop, or when a count differs
 */
export async function copyDatabase(
  source: Database,
  target: Database,
  onTable: (copied: CopiedTable) => void,
): Promise<CopiedTable[]> {
  await migrate(target);
  const copied: CopiedTable[] = [];
  await source.transaction(async (from) => {
    await from.raw('set transaction isolation level repeatable read read only');
    await target.transaction(async (to) => {
      await refuseUnlessEmpty(to);
      for (const table of await tablesInOrder(from)) {
        const rows = await copyTable(from, to, table);
        await copySequences(from, to, table);
        copied.push({ table, rows });
        onTable({ table, rows });
      }
    });
  });
  await target.knex.raw('analyze');
  return copied;
}

async function refuseUnlessEmpty(to: Tx): Promise<void> {
  const { rows } = await to.raw('select 1 from shops limit 1');
  if (rows.length === 0) return;
  throw new UzelError(
    'UZ1607',
    'The target database already holds a shop. Copy into an empty database: create a new one and name it in --to.',
  );
}

/** Our tables, each after the tables that its foreign keys point to; what is unlogged is a cache and stays behind. */
async function tablesInOrder(from: Tx): Promise<string[]> {
  const found = await from.raw<{ rows: { table: string; needs: string[] }[] }>(
    `select c.relname as table, coalesce(array_agg(distinct r.relname) filter (where r.relname <> c.relname), '{}')::text[] as needs
     from pg_class c
     left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
     left join pg_class r on r.oid = k.confrelid
     where c.relkind = 'r' and c.relpersistence = 'p' and c.relnamespace = current_schema()::regnamespace and c.relname not like 'knex\\_migrations%'
     group by c.relname order by c.relname`,
  );
  const waiting = new Map(found.rows.map((row) => [row.table, row.needs]));
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting]
      .filter(([, needs]) => needs.every((need) => ordered.includes(need)))
      .map(([name]) => name);
    if (ready.length === 0) throw new Error(`foreign keys in a circle: ${[...waiting.keys()].join(', ')}`);
    ordered.push(...ready);
    for (const name of ready) waiting.delete(name);
  }
  return ordered;
}

async function copyTable(from: Tx, to: Tx, table: string): Promise<number> {
  const columns = await columnsOf(from, table);
  const list = columns.map(quoteName).join(', ');
  const out = (await connectionOf(from)).query(copyTo(`copy (select ${list} from ${quoteName(table)}) to stdout`));
  const into = (await connectionOf(to)).query(copyFrom(`copy ${quoteName(table)} (${list}) from stdin`));
  await pipeline(out, into);
  const [there, here] = [await count(from, table), await count(to, table)];
  if (there !== here)
    throw new UzelError('UZ1607', `The table ${table} was not copied whole: ${here} of ${there} rows.`);
  return here;
}

/** Numbers that the source has given are given no more, also those of rows that are gone: before-images name them. */
async function copySequences(from: Tx, to: Tx, table: string): Promise<void> {
  const found = await from.raw<{ rows: { name: string }[] }>(
    `select column_name as name from information_schema.columns
     where table_schema = current_schema() and table_name = ? and is_identity = 'YES'`,
    [table],
  );
  for (const { name } of found.rows) {
    const sequenceOf = async (sql: Tx): Promise<string> => {
      const { rows } = await sql.raw<{ rows: { sequence: string }[] }>(
        'select pg_get_serial_sequence(?, ?) as sequence',
        [quoteName(table), name],
      );
      return rows[0]?.sequence ?? '';
    };
    const { rows } = await from.raw<{ rows: { last_value: string; is_called: boolean }[] }>(
      `select last_value, is_called from ${await sequenceOf(from)}`,
    );
    const [at] = rows;
    if (at) await to.raw('select setval(?, ?, ?)', [await sequenceOf(to), at.last_value, at.is_called]);
  }
}

async function columnsOf(from: Tx, table: string): Promise<string[]> {
  const found = await from.raw<{ rows: { name: string }[] }>(
    `select column_name as name from information_schema.columns
     where table_schema = current_schema() and table_name = ? and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  return found.rows.map((row) => row.name);
}

async function count(sql: Tx, table: string): Promise<number> {
  const found = await sql.raw<{ rows: { n: string }[] }>(`select count(*) as n from ${quoteName(table)}`);
  return Number(found.rows[0]?.n);
}
