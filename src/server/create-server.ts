import { readConfig } from '../config.js';
import { createLog } from './log.js';
import { type RunningServer, startServer } from './main.js';

/**
 * Starts a server inside another program.
 * @param settings environment variables of docs/reference/configuration.md, e.g. `{ PORT: '8080', DATA_DIR: './data'
 * }`; those of the process itself are not read
 * @throws UzelError UZ1606 for a setting that is not valid, UZ1601…UZ1605 when it cannot start
 */
export async function createServer(
  settings: Readonly<Record<string, string | undefined>> = {},
): Promise<RunningServer> {
  const config = readConfig(settings);
  return await startServer(config, createLog(config));
}
