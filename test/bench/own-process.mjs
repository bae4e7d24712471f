import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs a script of the bench in a process of its own and returns the JSON that it prints.
 * @param {string} script
 * @param {readonly string[]} words
 */
export async function ownProcess(script, words) {
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...words], { maxBuffer: 1 << 20 });
  return JSON.parse(stdout);
}
