import { v7 as uuid } from 'uuid';
import type { Sql } from '../../db/open.js';
import { cutPage, type Page, type Position } from '../list-page.js';

/** One request of an exchange, as it was answered. No secrets. */
export interface ServedRequest {
  readonly at: Date;
  readonly method: string;
  readonly type: string | null;
  readonly mode: string | null;
  readonly file: string | null;
  readonly status: number;
  /** First line of the answer. */
  readonly answer: string | null;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly ms: number;
  /** Where it came from. */
  readonly address: string | null;
  readonly errorCode: string | null;
}

/** With the exchange that it belongs to. */
export interface RequestInput extends ServedRequest {
  readonly shopId: string;
  readonly exchangeId: string;
}

/** A kept one. */
export interface KeptRequest extends ServedRequest {
  readonly requestId: string;
}

/** PostgreSQL has no NUL in text. */
const storable = (text: string | null): string | null => text?.replaceAll('\0', '') ?? null;

/** Keeps requests, in their order; those of exchanges that are gone are left out. */
export async function addRequests(sql: Sql, requests: readonly RequestInput[]): Promise<void> {
  const rows = requests.map((request) => ({
    ...request,
    requestId: uuid(),
    file: storable(request.file),
    type: storable(request.type),
    mode: storable(request.mode),
    answer: storable(request.answer),
  }));
  await sql.raw(
    `insert into exchange_requests (shop_id, exchange_id, request_id, at, method, type, mode, file, status, answer, bytes_in, bytes_out,
       ms, address, error_code)
     select r."shopId", r."exchangeId", r."requestId", r.at, r.method, r.type, r.mode, r.file, r.status, r.answer, r."bytesIn",
       r."bytesOut", r.ms, r.address, r."errorCode"
     from jsonb_to_recordset(cast(? as jsonb)) as r ("shopId" text, "exchangeId" uuid, "requestId" uuid, at timestamptz, method text,
       type text, mode text, file text, status int, answer text, "bytesIn" bigint, "bytesOut" bigint, ms int, address text,
       "errorCode" text)
     join exchanges e on e.shop_id = r."shopId" and e.exchange_id = r."exchangeId"`,
    [JSON.stringify(rows)],
  );
}

/** The requests of an exchange in the order in which they were answered, one page. */
export async function listRequests(
  sql: Sql,
  shopId: string,
  exchangeId: string,
  page: { readonly limit: number; readonly after: Position | null },
): Promise<Page<KeptRequest>> {
  const query = sql('exchange_requests')
    .where({ shop_id: shopId, exchange_id: exchangeId })
    .select({ requestId: 'request_id', bytesIn: 'bytes_in', bytesOut: 'bytes_out', errorCode: 'error_code' })
    .select('at', 'method', 'type', 'mode', 'file', 'status', 'answer', 'ms', 'address')
    .orderBy('request_id')
    .limit(page.limit + 1);
  if (page.after) query.where('request_id', '>', page.after.id);
  const rows: (Omit<KeptRequest, 'bytesIn' | 'bytesOut'> & { bytesIn: string; bytesOut: string })[] = await query;
  const kept = rows.map((row) => ({ ...row, bytesIn: Number(row.bytesIn), bytesOut: Number(row.bytesOut) }));
  return cutPage(kept, page.limit, (row) => ({ id: row.requestId }));
}
