import { text } from 'node:stream/consumers';
import { to as copyTo } from 'pg-copy-streams';
import { connectionOf } from './copy.js';
import type { Tx } from './open.js';

const NULL = '\\N';
/** What the text format of COPY writes with a letter (PostgreSQL, „COPY“, File Formats). */
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/**
 * The rows of a query by COPY TO STDOUT, each value as PostgreSQL writes it as text. For many columns of many rows: the driver's own way
 * takes half as long again. All of them are held in memory.
 * @param query a SELECT without bindings: COPY takes none; write values with `literal`
 */
export async function copyOut(tx: Tx, query: string): Promise<(string | null)[][]> {
  const connection = await connectionOf(tx);
  const whole = await text(connection.query(copyTo(`copy (${query}) to stdout`)));
  const lines = whole.split('\n');
  lines.pop(); // each row ends with a line end
  const hasEscapes = whole.includes('\\');
  return lines.map((line) => (hasEscapes && line.includes('\\') ? line.split('\t').map(plain) : line.split('\t')));
}

function plain(value: string): string | null {
  if (!value.includes('\\')) return value;
  if (value === NULL) return null;
  return value.replace(/\\(.)/gs, (_, letter: string) => ESCAPED[letter] ?? letter);
}
