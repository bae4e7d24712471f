import type { Readable } from 'node:stream';
import { UzelError } from '../../errors.js';

/**
 * Reads a request's body under two rules: a connection that gives no byte for `idleMs` is broken off (a dead one must not hold
 * its feed for ever), and a body that is refused half-way is read to its end all the same, so that its sender gets to the answer.
 * @param use reads the body without destroying it
 */
export async function withBody<T>(body: Readable, idleMs: number, use: () => Promise<T>): Promise<T> {
  body.on('error', ignored);
  const silence = setTimeout(() => {
    body.destroy(new UzelError('UZ1106', 'Передача файла прервалась: данные перестали поступать. Повторите обмен.'));
  }, idleMs);
  const heard = () => silence.refresh();
  body.on('readable', heard);
  try {
    return await use();
  } finally {
    clearTimeout(silence);
    body.off('readable', heard);
    if (!body.destroyed && !body.readableEnded) body.resume();
  }
}

/** Who reads the body is told of its error; before and after that nobody needs to be, and it must not end the process. */
function ignored(): void {}
