import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'api-load.mjs');

/**
 * Has a task done by a process of its own.
 * @param {import('./api-load.mjs').LoadTask} task
 * @returns {Promise<import('./api-load.mjs').LoadResult>}
 */
export async function askLoad(task) {
  const child = fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(task);
  const answer = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof answer[0] !== 'object' || answer[0] === null) throw new Error('The process that asks has ended.');
  return answer[0];
}
