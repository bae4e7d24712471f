import type pg from 'pg';
import { connectionOf } from './copy.js';
import type { Tx } from './open.js';

/** A row as COPY writes it: byte texts (see byte-text), still escaped. */
export type CopyRow = readonly string[];

/** How COPY writes what is not there. */
export const COPY_NULL = '\\N';
/** What the text format of COPY writes with a letter (PostgreSQL, „COPY“, File Formats). */
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/**
 * The rows of a query by COPY TO STDOUT, each value as PostgreSQL writes it as text. For many columns of many rows: the driver's own way
 * takes half as long again. All of them are held in memory.
 * @param query a SELECT without bindings: COPY takes none; write values with `literal`
 */
export async function copyOut(tx: Tx, query: string): Promise<CopyRow[]> {
  const connection = await connectionOf(tx);
  return await new Promise((resolve, reject) => {
    connection.query(new CopyOut(`copy (${query}) to stdout`, resolve, reject));
  });
}

/** A value without its escapes, as byte text. */
export const plainField = (field: string): string | null => {
  if (!field.includes('\\')) return field;
  if (field === COPY_NULL) return null;
  return field.replace(/\\(.)/gs, (_, letter: string) => ESCAPED[letter] ?? letter);
};

/** The same of JSON, in which nothing but the backslash is escaped. */
export const jsonField = (field: string): string | null => {
  if (!field.includes('\\')) return field;
  return field === COPY_NULL ? null : field.replaceAll('\\\\', '\\');
};

/** What the driver hands the answer to: a message for each row. The stream for COPY takes several times as long over it. */
class CopyOut implements pg.Submittable {
  readonly #rows: CopyRow[] = [];

  constructor(
    readonly text: string,
    private readonly resolve: (rows: CopyRow[]) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: pg.Connection): void {
    connection.query(this.text);
  }

  /** The row's bytes lie in memory that is used again. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    this.#rows.push(chunk.toString('latin1', 0, chunk.length - 1).split('\t'));
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.reject(error);
  }
}
