import type { UzelError } from '../errors.js';
import type { Services } from '../services.js';
import type { Exchange } from '../store/exchanges/exchanges.js';
import { addJournalOnce } from '../store/exchanges/journal.js';

/**
 * Tells in the exchange's journal that 1C was answered `failure`, in the words that it was told: who is called at night must find
 * there why the exchange stopped. A 1C that asks for the same again and again is told of once. Never throws: the refusal itself
 * must reach 1C.
 */
export async function tellRefusal(
  { db, log }: Pick<Services, 'db' | 'log'>,
  { shopId, exchangeId, nodeId }: Exchange,
  request: { readonly mode: string | undefined; readonly file: string | undefined },
  error: UzelError,
): Promise<void> {
  // A name may hold anything; the database holds no zero character.
  const file = request.file?.replaceAll('\0', '').slice(0, 300);
  const named = file === undefined || error.publicMessage.includes(file) ? '' : `${file}: `;
  try {
    await addJournalOnce(db.knex, {
      ...{ shopId, exchangeId, nodeId },
      severity: 'error',
      code: 'request-refused',
      message: `${named}${error.publicMessage}`,
      detail: { code: error.code, mode: request.mode ?? null, file: file ?? null },
    });
  } catch (failure) {
    log.warn(
      { err: failure, exchange: exchangeId, refused: error.code },
      'a refusal could not be written into the journal',
    );
  }
}
