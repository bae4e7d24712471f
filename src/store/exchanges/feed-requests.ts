import type { Sql } from '../../db/open.js';
import type { Json } from '../../records.js';
import { cutPage, type Page, type Position } from '../list-page.js';

/** How often a mail is tried before it is given up: by the pauses between, for some 14 hours. */
const MAIL_TRIES = 20;

/** A feed that a person uploaded. */
export interface FeedRequest {
  readonly shopId: string;
  /** Of its feed; of a dry run an id of its own. */
  readonly requestId: string;
  readonly nodeId: string;
  /** null = a dry run. */
  readonly exchangeId: string | null;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Digest of what was asked and of the file's bytes. */
  readonly requestHash: string;
  /** Who hears of its end. */
  readonly mailTo: string | null;
  readonly mailState: 'wanted' | 'sent' | 'failed' | null;
  /** Of a dry run that ended; its form is that of `TriedImport`. */
  readonly result: Json | null;
  readonly createdAt: Date;
  /** Of a dry run; null = it waits. */
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export type NewFeedRequest = Pick<
  FeedRequest,
  'shopId' | 'requestId' | 'nodeId' | 'exchangeId' | 'name' | 'size' | 'requestHash' | 'mailTo'
> & { readonly idempotencyKey: string | null };

type RequestKey = Pick<FeedRequest, 'shopId' | 'requestId'>;

const COLUMNS = `r.shop_id as "shopId", r.request_id as "requestId", r.node_id as "nodeId", r.exchange_id as "exchangeId", r.name,
  r.size, r.request_hash as "requestHash", r.mail_to as "mailTo", r.mail_state as "mailState", r.result,
  r.created_at as "createdAt", r.started_at as "startedAt", r.ended_at as "endedAt"`;

type Row = Omit<FeedRequest, 'size'> & { readonly size: string };
const toRequest = (row: Row): FeedRequest => ({ ...row, size: Number(row.size) });

/** @returns false when its Idempotency-Key was used before: who comes at the same time waits here for the other's end */
export async function insertFeedRequest(sql: Sql, request: NewFeedRequest): Promise<boolean> {
  const { shopId, requestId, nodeId, exchangeId, name, size, requestHash, mailTo, idempotencyKey } = request;
  const inserted = await sql.raw<{ rowCount: number }>(
    `insert into feed_requests (shop_id, request_id, node_id, exchange_id, name, size, idempotency_key, request_hash, mail_to, mail_state)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (shop_id, idempotency_key) do nothing`,
    [
      ...[shopId, requestId, nodeId, exchangeId, name, size, idempotencyKey, requestHash, mailTo],
      mailTo === null ? null : 'wanted',
    ],
  );
  return inserted.rowCount === 1;
}

async function select(sql: Sql, condition: string, bindings: readonly (string | number)[]): Promise<FeedRequest[]> {
  const found = await sql.raw<{ rows: Row[] }>(`select ${COLUMNS} from feed_requests r where ${condition}`, [
    ...bindings,
  ]);
  return found.rows.map(toRequest);
}

/** The request of an id, or null. */
export async function findFeedRequest(sql: Sql, shopId: string, requestId: string): Promise<FeedRequest | null> {
  return (await select(sql, 'r.shop_id = ? and r.request_id = ?', [shopId, requestId]))[0] ?? null;
}

/** The request that came with an Idempotency-Key, or null. */
export async function findRequestOfKey(sql: Sql, shopId: string, key: string): Promise<FeedRequest | null> {
  return (await select(sql, 'r.shop_id = ? and r.idempotency_key = ?', [shopId, key]))[0] ?? null;
}

/** The requests of a shop, newest first, one page. */
export async function listFeedRequests(
  sql: Sql,
  shopId: string,
  page: { readonly limit: number; readonly after: Position | null },
): Promise<Page<FeedRequest>> {
  const after = page.after ? 'and r.request_id < ?' : '';
  const rows = await select(sql, `r.shop_id = ? ${after} order by r.request_id desc limit ?`, [
    shopId,
    ...(page.after ? [page.after.id] : []),
    page.limit + 1,
  ]);
  return cutPage(rows, page.limit, (row) => ({ id: row.requestId }));
}

/** A dry run begins: what came before it has ended. */
export async function beginTry(sql: Sql, { shopId, requestId }: RequestKey): Promise<void> {
  await sql.raw('update feed_requests set started_at = now() where shop_id = ? and request_id = ?', [
    shopId,
    requestId,
  ]);
}

/** A dry run has ended. @param result what it would have done, or why it failed */
export async function endTry(sql: Sql, { shopId, requestId }: RequestKey, result: object): Promise<void> {
  await sql.raw('update feed_requests set result = ?::jsonb, ended_at = now() where shop_id = ? and request_id = ?', [
    JSON.stringify(result),
    shopId,
    requestId,
  ]);
}

/** Dry runs that a former process did not end: they are to be asked for anew. Called at the start. */
export async function endLostTries(sql: Sql): Promise<void> {
  const lost = { state: 'failed', files: [], lost: true };
  await sql.raw(
    'update feed_requests set result = ?::jsonb, ended_at = now() where ended_at is null and exchange_id is null',
    [JSON.stringify(lost)],
  );
}

/** Marks the imports as ended of which nothing waits or runs any more. */
export async function endDoneRequests(sql: Sql): Promise<void> {
  await sql.raw(
    `update feed_requests r set ended_at = now() where r.ended_at is null and r.exchange_id is not null and not exists (
       select from jobs j where j.shop_id = r.shop_id and j.exchange_id = r.exchange_id and j.state in ('queued', 'running'))`,
  );
}

/** Requests that ended and whose mail is to be sent now, 20 of them: what was tried least first, then the oldest. */
export async function dueMails(sql: Sql): Promise<FeedRequest[]> {
  const due = `r.mail_state = 'wanted' and r.ended_at is not null and r.mail_after <= now()`;
  return await select(sql, `${due} order by r.mail_tries, r.ended_at limit 20`, []);
}

/** A mail was sent, or could not be sent: then it rests for 15 s, 30 s, 1 min … 1 h, and after 20 tries it is given up. */
export async function noteMail(sql: Sql, { shopId, requestId }: RequestKey, sent: boolean): Promise<void> {
  await sql.raw(
    `update feed_requests set mail_tries = mail_tries + 1,
       mail_after = now() + least(interval '15 seconds' * power(2, least(mail_tries, 10)), interval '1 hour'),
       mail_state = case when ? then 'sent' when mail_tries + 1 >= ? then 'failed' else mail_state end
     where shop_id = ? and request_id = ?`,
    [sent, MAIL_TRIES, shopId, requestId],
  );
}

/** Of these ids, those under which bytes are needed: of a dry run that has not ended. */
export async function openTries(sql: Sql, requestIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await sql.raw<{ rows: { id: string }[] }>(
    `select request_id as id from feed_requests
     where request_id = any(cast(? as uuid[])) and exchange_id is null and ended_at is null`,
    [[...requestIds]],
  );
  return new Set(found.rows.map(({ id }) => id));
}

/** Forgets what ended so many days ago. @returns how many */
export async function deleteOldRequests(sql: Sql, days: number): Promise<number> {
  const gone = await sql.raw<{ rowCount: number }>(
    'delete from feed_requests where ended_at < now() - make_interval(days => ?)',
    [days],
  );
  return gone.rowCount;
}
