import { v7 as uuid } from 'uuid';
import type { Sql, Tx } from '../../db/open.js';

/** `gone`: it answered 410; `failing`: it took nothing for days. Nothing is sent to what is not active. */
export type WebhookState = 'active' | 'paused' | 'gone' | 'failing';

/** Which orders a webhook is told of; each that is said must hold. */
export interface OrderFilter {
  readonly sites?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  /** Ids of nodes. */
  readonly nodes?: readonly string[] | undefined;
}

export interface Secret {
  /** `whsec_` and the key in base64. In clear: who signs needs it. */
  readonly secret: string;
  /** ISO 8601, when it ends; null = the one in force. */
  readonly until: string | null;
}

/** Names one webhook. */
export interface WebhookKey {
  readonly shopId: string;
  readonly webhookId: string;
}

export interface Webhook extends WebhookKey {
  readonly url: string;
  readonly events: readonly string[];
  readonly filter: OrderFilter;
  readonly description: string | null;
  /** Newest first. */
  readonly secrets: readonly Secret[];
  readonly state: WebhookState;
  /** The log of changes is told up to this number. */
  readonly afterNo: number;
  /** When ends of exchanges were looked for last. */
  readonly lookedAt: Date;
  /** What happened before is not told: since it was made, asked for orders, or was revived after 410. */
  readonly since: Date;
  /** Number of its last message. */
  readonly lastNo: number;
  /** No message was taken since; null = the last one was. */
  readonly failingSince: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a person says of a webhook. */
export type WebhookFields = Pick<Webhook, 'url' | 'events' | 'filter' | 'description'>;

type Row = Omit<Webhook, 'afterNo' | 'lastNo'> & { readonly afterNo: string; readonly lastNo: string };

const COLUMNS = {
  shopId: 'shop_id',
  webhookId: 'webhook_id',
  url: 'url',
  events: 'events',
  filter: 'filter',
  description: 'description',
  secrets: 'secrets',
  state: 'state',
  afterNo: 'after_no',
  lookedAt: 'looked_at',
  since: 'since',
  lastNo: 'last_no',
  failingSince: 'failing_since',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
};

const toWebhook = (row: Row): Webhook => ({ ...row, afterNo: Number(row.afterNo), lastNo: Number(row.lastNo) });

const keyOf = ({ shopId, webhookId }: WebhookKey) => ({ shop_id: shopId, webhook_id: webhookId });

/** The webhooks of a shop, oldest first. */
export async function listWebhooks(sql: Sql, shopId: string): Promise<Webhook[]> {
  const rows = await sql('webhooks').select(COLUMNS).where({ shop_id: shopId }).orderBy('webhook_id');
  return (rows as Row[]).map(toWebhook);
}

/** One webhook, or null. */
export async function readWebhook(sql: Sql, key: WebhookKey): Promise<Webhook | null> {
  const row: Row | undefined = await sql('webhooks').select(COLUMNS).where(keyOf(key)).first();
  return row ? toWebhook(row) : null;
}

/** One webhook, its row locked until the commit; null when there is none. */
export async function lockWebhook(tx: Tx, key: WebhookKey): Promise<Webhook | null> {
  const row: Row | undefined = await tx('webhooks').select(COLUMNS).where(keyOf(key)).forUpdate().first();
  return row ? toWebhook(row) : null;
}

/** Makes a webhook that is told of what is committed from now on. */
export async function insertWebhook(
  tx: Tx,
  shopId: string,
  fields: WebhookFields & Pick<Webhook, 'secrets'>,
): Promise<Webhook> {
  const key = { shopId, webhookId: uuid() };
  await tx('webhooks').insert({
    ...keyOf(key),
    ...columnsOf(fields),
    after_no: tx.raw('coalesce((select last from change_counters where shop_id = ?), 0)', [shopId]),
  });
  const made = await readWebhook(tx, key);
  if (!made) throw new Error('a webhook was lost when it was made');
  return made;
}

/** Changes fields of a webhook, whatever stood there. */
export async function updateWebhook(
  tx: Tx,
  key: WebhookKey,
  change: Partial<WebhookFields & Pick<Webhook, 'secrets' | 'state' | 'failingSince' | 'since'>>,
): Promise<void> {
  await tx('webhooks')
    .where(keyOf(key))
    .update({ ...columnsOf(change), updated_at: tx.fn.now() });
}

function columnsOf({ url, events, filter, description, secrets, state, failingSince, since }: Partial<Webhook>) {
  const columns = {
    ...{ url, description, state, since, events: events && [...events] },
    ...{ filter: filter && JSON.stringify(filter), secrets: secrets && JSON.stringify(secrets) },
    failing_since: failingSince,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

/** Lets a webhook begin anew: what was committed before now is not told to it any more. */
export async function skipToNow(tx: Tx, key: WebhookKey): Promise<void> {
  await tx('order_told').where(keyOf(key)).delete();
  await tx('webhooks')
    .where(keyOf(key))
    .update({
      after_no: tx.raw('coalesce((select last from change_counters c where c.shop_id = webhooks.shop_id), 0)'),
      looked_at: tx.fn.now(),
      since: tx.fn.now(),
    });
}

/** Removes a webhook with its messages. @returns whether there was one */
export async function deleteWebhook(sql: Sql, key: WebhookKey): Promise<boolean> {
  return (await sql('webhooks').where(keyOf(key)).delete()) > 0;
}

/** Notes how far a webhook was told. */
export async function moveOn(
  tx: Tx,
  key: WebhookKey,
  to: { readonly afterNo?: number; readonly lastNo: number; readonly lookedAt?: Date },
): Promise<void> {
  await tx('webhooks')
    .where(keyOf(key))
    .update({
      last_no: to.lastNo,
      ...(to.afterNo === undefined ? {} : { after_no: to.afterNo }),
      ...(to.lookedAt === undefined ? {} : { looked_at: to.lookedAt }),
    });
}

/** A webhook that may have to be told something. */
export interface ActiveWebhook extends WebhookKey {
  readonly events: readonly string[];
  readonly afterNo: number;
  /** The last number in its shop's log. */
  readonly newest: number;
}

/** All active webhooks of the server. */
export async function activeWebhooks(sql: Sql): Promise<ActiveWebhook[]> {
  const found = await sql.raw<{ rows: (WebhookKey & { events: string[]; after_no: string; newest: string })[] }>(
    `select w.shop_id as "shopId", w.webhook_id as "webhookId", w.events, w.after_no, coalesce(c.last, 0) as newest
     from webhooks w left join change_counters c on c.shop_id = w.shop_id where w.state = 'active'
     order by w.shop_id, w.webhook_id`,
  );
  return found.rows.map(({ after_no, newest, ...webhook }) => ({
    ...webhook,
    afterNo: Number(after_no),
    newest: Number(newest),
  }));
}

/** A webhook that took nothing for so long is sent nothing any more. */
const GIVEN_UP = '5 days';

/** Notes that a webhook did not take a message. @returns whether it was given up by that */
export async function noteFailing(sql: Sql, key: WebhookKey): Promise<boolean> {
  const found = await sql.raw<{ rows: { state: WebhookState }[] }>(
    `update webhooks set failing_since = coalesce(failing_since, now()),
       state = case when failing_since < now() - interval '${GIVEN_UP}' then 'failing' else state end
     where shop_id = :shopId and webhook_id = :webhookId and state = 'active'
       and (failing_since is null or failing_since < now() - interval '${GIVEN_UP}') returning state`,
    { shopId: key.shopId, webhookId: key.webhookId },
  );
  return found.rows[0]?.state === 'failing';
}

/** Notes that a webhook took a message. */
export async function noteWorking(sql: Sql, key: WebhookKey): Promise<void> {
  await sql('webhooks').where(keyOf(key)).whereNotNull('failing_since').update({ failing_since: null });
}
