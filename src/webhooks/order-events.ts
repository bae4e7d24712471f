import { createHash } from 'node:crypto';
import type { Tx } from '../db/open.js';
import type { Order } from '../orders.js';
import type { HistoryEntry } from '../store/orders/order-history.js';
import type { Webhook } from '../store/webhooks/endpoints.js';
import type { NewMessage } from '../store/webhooks/messages.js';
import { readOrdersById, readTold, readVersions, type Told, writeTold } from '../store/webhooks/told-orders.js';
import { type OrderEvent, wants } from './event-names.js';
import { messageBody } from './message-body.js';
import { passes } from './order-filter.js';
import type { OrderShown, OrderView } from './order-view.js';

/** Orders that are read together: each may have thousands of lines. */
const AT_ONCE = 100;
/** An order may be committed so much later than the moment it bears. */
const LATE_MS = 10_000;

/** Lane of what is told of an order. */
export const orderLane = (orderId: string): string => `order:${orderId}`;

/**
 * What a webhook is to be told of orders that were changed: each version that it was not told of, and what has no version (the owner, a
 * lock, documents of 1C). Notes in the same transaction that it was told.
 * @param orderIds each once, in the order of their changes
 */
export async function orderMessages(
  tx: Tx,
  webhook: Webhook,
  orderIds: readonly string[],
  view: OrderView,
): Promise<NewMessage[]> {
  const messages: NewMessage[] = [];
  for (let at = 0; at < orderIds.length; at += AT_ONCE) {
    messages.push(...(await messagesOf(tx, webhook, orderIds.slice(at, at + AT_ONCE), view)));
  }
  return messages;
}

async function messagesOf(
  tx: Tx,
  webhook: Webhook,
  orderIds: readonly string[],
  view: OrderView,
): Promise<NewMessage[]> {
  const { shopId } = webhook;
  const told = await readTold(tx, webhook, orderIds);
  const orders = await readOrdersById(tx, shopId, orderIds);
  const known = orderIds.flatMap((id) => orders.get(id) ?? []);
  const shown = await view(tx, shopId, known);
  const since = new Date(webhook.since.getTime() - LATE_MS);
  const versions = await readVersions(
    tx,
    shopId,
    known.map(({ orderId }) => {
      const before = told.get(orderId);
      return { orderId, after: before?.version ?? 0, since: before ? new Date(0) : since };
    }),
  );
  const now = new Map<string, Told>();
  const messages = known.flatMap((order, at) => {
    const json = shown[at] as OrderShown;
    const seen = toldOf(order, json);
    now.set(order.orderId, seen);
    if (!passes(webhook.filter, order)) return [];
    const events = eventsOf(order, {
      ...{ before: told.get(order.orderId), now: seen, isNew: order.createdAt >= since },
      // A version that was made after the order was read is told the next time.
      entries: (versions.get(order.orderId) ?? []).filter(({ version }) => version <= order.version),
    });
    return events
      .filter(({ type }) => wants(webhook.events, type))
      .map(({ type, at: when, ...data }) => ({
        lane: orderLane(order.orderId),
        type,
        body: messageBody(type, when, { order: json, ...data }),
      }));
  });
  await writeTold(tx, webhook, now);
  return messages;
}

/** One thing that a webhook is told of an order. */
interface Event {
  readonly type: OrderEvent;
  readonly at: Date;
  /** That the change made; the order that is told with it may be newer. */
  readonly version: number;
  /** Field → what it was and what it became. */
  readonly changes: HistoryEntry['changes'];
  readonly source: 'api' | 'cli' | 'node' | null;
  readonly node: string | null;
  readonly exchange: string | null;
}

interface Seen {
  readonly before: Told | undefined;
  readonly now: Told;
  /** It was placed since the webhook is told of orders. */
  readonly isNew: boolean;
  /** Versions that it was not told of, oldest first. */
  readonly entries: readonly HistoryEntry[];
}

function eventsOf(order: Order, { before, now, isNew, entries }: Seen): Event[] {
  if (before?.digest === now.digest && entries.length === 0) return [];
  const events: Event[] = [];
  if (!before && isNew) events.push(plain(order, 'order.created', order.createdAt, 1));
  for (const entry of entries) {
    events.push(...['order.updated' as const, ...specialOf(entry)].map((type) => ofVersion(type, entry)));
  }
  if (before && before.owner !== now.owner) {
    const changes = { owner: { from: before.owner, to: now.owner } };
    events.push({ ...plain(order, 'order.owner_changed'), changes });
  }
  const documents = before ? now.documents.filter((key) => !before.documents.includes(key)) : [];
  if (documents.length > 0) {
    const changes = { documents: { from: null, to: documents } };
    events.push({ ...plain(order, 'order.document_added'), changes });
  }
  const hasMain = events.some(({ type }) => type === 'order.created' || type === 'order.updated');
  return hasMain ? events : [plain(order, 'order.updated'), ...events];
}

const plain = (order: Order, type: OrderEvent, at = order.updatedAt, version = order.version): Event => ({
  ...{ type, at, version, changes: {}, source: null, node: null, exchange: null },
});

/** What of a version has an event of its own. */
function specialOf({ changes }: HistoryEntry): OrderEvent[] {
  const became = (field: string): boolean => changes[field]?.to === true;
  return [
    ...(changes.status ? ['order.status_changed' as const] : []),
    ...(became('paid') ? ['order.paid' as const] : []),
    ...(became('shipped') ? ['order.shipped' as const] : []),
    ...(became('cancelled') ? ['order.cancelled' as const] : []),
  ];
}

const NODE = 'node:';

function ofVersion(type: OrderEvent, { version, at, source, exchangeId, changes }: HistoryEntry): Event {
  const isNode = source.startsWith(NODE);
  return {
    ...{ type, at, version, changes, exchange: exchangeId },
    source: isNode ? 'node' : source === 'cli' ? 'cli' : 'api',
    node: isNode ? source.slice(NODE.length) : null,
  };
}

function toldOf(order: Order, json: OrderShown): Told {
  return {
    version: order.version,
    owner: order.ownerNodeId,
    documents: json.documents.map(({ operation, id, number }) => `${operation} ${id ?? number}`),
    digest: createHash('sha256').update(JSON.stringify(json)).digest('base64url'),
  };
}
