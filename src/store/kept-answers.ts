import type { Sql, Tx } from '../db/open.js';
import { UzelError } from '../errors.js';

/** The status of what is being worked on. */
const UNANSWERED = 0;

/** An answer to a write as it is given again. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: an answer without one. */
  readonly body: string | null;
}

/**
 * Takes an Idempotency-Key for a write that is about to be done, or finds what was answered before. A request that comes while another
 * one with the same key is being worked on waits here for its end.
 * @param requestHash any digest of what was asked
 * @returns the earlier answer; null = the key is taken for this write now
 * @throws UzelError UZ1502 the key was used for another request
 */
export async function takeAnswer(tx: Tx, shopId: string, key: string, requestHash: string): Promise<KeptAnswer | null> {
  const taken = await tx.raw<{ rowCount: number }>(
    `insert into kept_answers (shop_id, key, request_hash, status, headers) values (?, ?, ?, ?, '{}') on conflict do nothing`,
    [shopId, key, requestHash, UNANSWERED],
  );
  if (taken.rowCount === 1) return null;
  const found = await tx.raw<{ rows: (KeptAnswer & { request_hash: string })[] }>(
    'select request_hash, status, headers, body from kept_answers where shop_id = ? and key = ?',
    [shopId, key],
  );
  const [earlier] = found.rows;
  if (!earlier) throw new Error(`the answer of idempotency key ${key} is gone`);
  if (earlier.request_hash !== requestHash) {
    throw new UzelError(
      'UZ1502',
      'This Idempotency-Key was used for another request. Use a new key for each new request, and the same one to repeat it.',
    );
  }
  return { status: earlier.status, headers: earlier.headers, body: earlier.body };
}

/**
 * Takes a key for a write that is done in several transactions, before the first of them: call it in one of its own. Who repeats the write
 * while it is done, or after a crash, takes the key again.
 * @returns the earlier answer; null = the write is to be done
 * @throws UzelError UZ1502 the key was used for another request
 */
export async function claimKey(tx: Tx, shopId: string, key: string, requestHash: string): Promise<KeptAnswer | null> {
  const earlier = await takeAnswer(tx, shopId, key, requestHash);
  return earlier?.status === UNANSWERED ? null : earlier;
}

/**
 * Keeps the answer of a claimed key, behind the last transaction of its write.
 * @returns what the key answers from now on: the answer of another request that repeated the write, if that one ended first
 */
export async function answerClaim(
  tx: Tx,
  shopId: string,
  key: string,
  requestHash: string,
  answer: KeptAnswer,
): Promise<KeptAnswer> {
  await tx.raw('select from kept_answers where shop_id = ? and key = ? for update', [shopId, key]);
  const earlier = await claimKey(tx, shopId, key, requestHash);
  if (!earlier) await keepAnswer(tx, shopId, key, answer);
  return earlier ?? answer;
}

/** A claimed key is free again: nothing was answered. */
export async function releaseClaim(sql: Sql, shopId: string, key: string, requestHash: string): Promise<void> {
  await sql.raw('delete from kept_answers where shop_id = ? and key = ? and request_hash = ? and status = ?', [
    ...[shopId, key, requestHash],
    UNANSWERED,
  ]);
}

/** Keeps the answer of a key that was taken in this transaction. */
export async function keepAnswer(
  tx: Tx,
  shopId: string,
  key: string,
  { status, headers, body }: KeptAnswer,
): Promise<void> {
  await tx.raw('update kept_answers set status = ?, headers = ?::jsonb, body = ? where shop_id = ? and key = ?', [
    ...[status, JSON.stringify(headers), body],
    ...[shopId, key],
  ]);
}
