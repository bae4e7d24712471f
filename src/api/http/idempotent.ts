import type { Request, Response } from 'express';
import { z } from 'zod';
import { inOneTransaction } from '../../db/within.js';
import { onceMoreOnDeadlock } from '../../exchange/deadlock.js';
import { createKeyedLocks } from '../../exchange/keyed-locks.js';
import type { Services } from '../../services.js';
import { answerClaim, claimKey, keepAnswer, releaseClaim, takeAnswer } from '../../store/kept-answers.js';
import { filledText } from '../schemas/primitives.js';
import { shopOf } from './bearer.js';
import { readInput } from './invalid-request.js';
import { digestOf } from './order-conditions.js';
import type { Answer } from './reply.js';

/** What an idempotent route takes besides its own headers. */
export const KeyHeaders = z.object({
  'Idempotency-Key': filledText(255)
    .optional()
    .describe('Yours, new for each write: a repeated request with the same key and body does nothing twice.'),
});

/** The header of an answer that was given before. */
export const REPLAYED = 'Idempotency-Replayed';

/** Who repeats a request waits here, and takes no connection of the pool while the first one is at work. */
const keysAtWork = createKeyedLocks();

type Work = (services: Services) => Promise<Answer>;

/** A request with a key, as it is kept. */
interface KeyedRequest {
  readonly shopId: string;
  readonly key: string;
  readonly requestHash: string;
}

/** Without a key a write is done as often as it is sent. */
const byKey =
  (once: (services: Services, asked: KeyedRequest, work: Work) => Promise<Answer>) =>
  async (services: Services, request: Request, response: Response, work: Work): Promise<Answer> => {
    const asked = keyedRequest(request, response);
    return asked ? await once(services, asked, work) : await work(services);
  };

/**
 * Does a write once, however often it is sent with the same Idempotency-Key; without one, as often as it is sent. `work` runs in one
 * transaction with all transactions of its own, its answer is kept in it, and who repeats it meanwhile waits for its end. A refusal
 * keeps nothing: the key stays free. A deadlock begins the whole anew, as locks taken before a savepoint outlive it.
 * @param work gets the services with the transaction as their database
 * @throws UZ1502 when the key was used for another method, address or body; UZ1501 when it is blank or longer than 255 characters
 */
export const onceByKey = byKey(async (services, { shopId, key, requestHash }, work) => {
  const once = async (): Promise<Answer> =>
    await inOneTransaction(services.db, async (db, tx) => {
      const earlier = await takeAnswer(tx, shopId, key, requestHash);
      if (earlier) return replayed(earlier);
      const answer = await work({ ...services, db });
      await keepAnswer(tx, shopId, key, answer);
      return answer;
    });
  return await keysAtWork.run(JSON.stringify([shopId, key]), async () => await onceMoreOnDeadlock(once));
});

/**
 * The same for a write of many parts, each of which is a transaction of its own and does nothing when it is done again: no lock is held from
 * one part to the next. The answer is kept behind the last part. Who repeats the request meanwhile waits for its
 * end; after a crash, or by another server, what is not done yet is done.
 * @param work does again whatever it is called for
 * @throws as `onceByKey`
 */
export const oncePartByPart = byKey(async (services, { shopId, key, requestHash }, work) => {
  const { db } = services;
  const once = async (): Promise<Answer> => {
    const earlier = await db.transaction(async (tx) => await claimKey(tx, shopId, key, requestHash));
    if (earlier) return replayed(earlier);
    try {
      const answer = await work(services);
      return await db.transaction(async (tx) => await answerClaim(tx, shopId, key, requestHash, answer));
    } catch (error) {
      await releaseClaim(db.knex, shopId, key, requestHash);
      throw error;
    }
  };
  // By what is asked as well: another request under the same key is refused at once, and waits for nothing.
  return await keysAtWork.run(JSON.stringify([shopId, key, requestHash]), once);
});

/** Null = without a key. */
function keyedRequest(request: Request, response: Response): KeyedRequest | null {
  const header = request.get('Idempotency-Key');
  if (header === undefined) return null;
  const { 'Idempotency-Key': key = '' } = readInput(KeyHeaders, { 'Idempotency-Key': header });
  const requestHash = digestOf({ method: request.method, url: request.originalUrl, body: request.body ?? null });
  return { shopId: shopOf(response), key, requestHash };
}

const replayed = (earlier: Answer): Answer => ({
  ...earlier,
  headers: { ...earlier.headers, [REPLAYED]: 'true' },
});
