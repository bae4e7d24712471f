import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config.js';

/**
 * What a person is told on the screen when a command is about to make an embedded database: mostly it was started in another folder
 * than the server. Null when there is one, or DATABASE_URL names one.
 */
export function newDatabaseIn({ DATABASE_URL, DATA_DIR }: Pick<Config, 'DATABASE_URL' | 'DATA_DIR'>): string | null {
  if (DATABASE_URL || existsSync(path.join(DATA_DIR, 'postgres', 'data', 'PG_VERSION'))) return null;
  return `There was no database in ${path.resolve(DATA_DIR)}: an empty one was made. Does your server have another? Run this in the server's folder, or with its DATA_DIR or DATABASE_URL.`;
}
