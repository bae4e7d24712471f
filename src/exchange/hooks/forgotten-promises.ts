import type { Services } from '../../services.js';

/**
 * On a server with node kinds of others: a promise of theirs that was rejected and that nobody waits for (an `await` was forgotten) is
 * logged. Left alone it would end the process, and the exchanges of all nodes with it.
 * @returns to be called when the server ends
 */
export function hearForgottenPromises({ kinds, log }: Pick<Services, 'kinds' | 'log'>): () => void {
  if (kinds.all.length <= 1) return () => undefined;
  const others = kinds.all.slice(1).map((kind) => kind.name);
  const hear = (error: unknown) =>
    log.error(
      { err: error, kinds: others },
      'a promise was rejected and nobody waited for it: does a node kind forget an await?',
    );
  process.on('unhandledRejection', hear);
  return () => process.off('unhandledRejection', hear);
}
