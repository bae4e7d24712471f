import type { Knex } from 'knex';
import type { Sql } from './open.js';

/**
 * So many statements have a name. Each connection keeps the plans of those that it was asked, and clients choose the columns of some:
 * further ones are planned each time.
 */
const MOST = 32;

/** The text of a statement → its name. */
const names = new Map<string, string>();

/**
 * As `sql.raw`, for a statement that is asked all the time: a connection parses and plans it once (planning the statements of a page takes as
 * long as half of their work). Behind a pooler that gives each transaction another connection, DATABASE_PREPARED=false turns it off.
 * @param text without values in it, and with the columns by name: the plan that is kept may not outlive them
 */
export function prepared<Result>(
  sql: Sql,
  text: string,
  bindings: Knex.RawBinding[] | Knex.ValueDict,
): Knex.Raw<Result> {
  const query = sql.raw<Result>(text, bindings as Knex.RawBinding[]);
  const name = sql.client.config.userParams?.prepared === true ? nameOf(text) : undefined;
  return name === undefined ? query : query.options({ name });
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST) return known;
  const name = `uzel_${names.size}`;
  names.set(text, name);
  return name;
}
