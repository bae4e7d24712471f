import type { Knex } from 'knex';
import pg from 'pg';
import { connectClient } from '../../src/db/session.js';
import type { TestDatabase } from '../support/database.js';

/** A query as the program makes it. */
export interface MadeQuery {
  readonly sql: string;
  readonly bindings: readonly unknown[];
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** Looks at how PostgreSQL would do what the program asks for. */
export interface Plans {
  /** Runs something, and gives back the queries that it made: those that read. */
  queriesOf(work: () => Promise<unknown>): Promise<MadeQuery[]>;
  /**
   * The tables that a query reads from end to end.
   * @param mode whether PostgreSQL may look at the values that are asked for
   */
  scannedBy(query: MadeQuery, mode: 'custom' | 'generic'): Promise<string[]>;
  close(): Promise<void>;
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
const READS = /^(select|with)\b/i;
const COPIES = /^copy \((.*)\) to stdout$/is;

export async function openPlans({ url, db: { knex } }: TestDatabase): Promise<Plans> {
  const client = await connectClient(url);
  return {
    queriesOf: async (work) => {
      const made: MadeQuery[] = [];
      const note = ({ sql, bindings }: MadeQuery) => made.push({ sql, bindings });
      const stop = noteCopies((sql) => made.push({ sql, bindings: [] }));
      knex.on('query', note);
      try {
        await work();
      } finally {
        knex.removeListener('query', note);
        stop();
      }
      return made.filter(({ sql }) => READS.test(sql));
    },
    scannedBy: async ({ sql, bindings }, mode) => {
      await client.query(`set plan_cache_mode = force_${mode}_plan`);
      await client.query(`prepare asked as ${sql}`);
      const values = bindings.length === 0 ? '' : `(${bindings.map((value) => literal(client, value)).join(', ')})`;
      const { rows } = await client.query(`explain (format json) execute asked${values}`);
      await client.query('deallocate asked');
      return nodesOf(rows[0]['QUERY PLAN'][0].Plan)
        .filter((node) => node['Node Type'] === 'Seq Scan')
        .map((node) => node['Relation Name'] ?? '');
    },
    close: async () => await client.end(),
  };
}

function literal(client: pg.Client, value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value))
    return client.escapeLiteral(`{${value.map((one) => JSON.stringify(String(one))).join(',')}}`);
  if (value instanceof Date) return client.escapeLiteral(value.toISOString());
  return client.escapeLiteral(String(value));
}

/** Tells of what is read by COPY, which the query builder does not see. @returns ends it */
function noteCopies(told: (sql: string) => void): () => void {
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [asked] = given;
    const text = typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : '';
    const [, copied] = COPIES.exec(text.trim()) ?? [];
    if (copied !== undefined) told(copied);
    return (query as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof query;
  return () => {
    pg.Client.prototype.query = query;
  };
}

/** The id with this number, as the rows of `fillTable` have it. @param part tells kinds of things apart */
export const uuidOf = (number: number, part = '8000'): string =>
  `00000000-0000-7000-${part}-${String(number).padStart(12, '0')}`;

/** SQL of the same. */
export const uuidSql = (number: string, part = '8000'): string =>
  `cast('00000000-0000-7000-${part}-' || lpad(cast(${number} as text), 12, '0') as uuid)`;

/** Runs statements as they stand. */
export async function runAll(knex: Knex, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await knex.raw(statement.replaceAll('?', '\\?'));
}
