import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../services.js';
import type { ChangeWatch } from '../store/changes/change-watch.js';
import { readChanges } from '../store/changes/read-changes.js';
import { type ActiveWebhook, activeWebhooks, lockWebhook, type WebhookKey } from '../store/webhooks/endpoints.js';
import { isFull, type NewMessage, queueMessages } from '../store/webhooks/messages.js';
import { MISSED, typesWanted } from './event-names.js';
import { exchangeMessages, wantsExchanges } from './exchange-events.js';
import { GOODS_LANE, goodsMessages } from './goods-events.js';
import { messageBody } from './message-body.js';
import { orderMessages } from './order-events.js';
import type { OrderView } from './order-view.js';

/** How long a new webhook may wait to be noticed. */
const LOOK_MS = 1000;
/** How often ends of exchanges are looked for. */
const EXCHANGES_MS = 2000;
/** Changes that one transaction tells one webhook of. */
const CHANGES = 1000;

/** Puts what happens into the queues of the webhooks. */
export interface Dispatcher {
  /** Resolves when the transaction under way has ended. */
  stop(): Promise<void>;
}

/**
 * Reads the log of changes for each active webhook and writes messages for it: the messages, and how far the log is read, in one
 * transaction, so that each change is told exactly once to the queue whatever dies in between. It takes no lock that an import or an
 * order waits for.
 * @param queued called when there are new messages
 */
export function startDispatcher(
  services: Services,
  changes: ChangeWatch,
  { view, queued }: { readonly view: OrderView; readonly queued: () => void },
): Dispatcher {
  const { db, log } = services;
  const stopping = new AbortController();
  let exchangesAt = 0;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const webhooks = await activeWebhooks(db.knex);
        if (!(await tellAll(webhooks))) await rest(webhooks);
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.warn({ err: error }, 'webhooks could not be told of changes; they are told later');
        await pause();
      }
    }
  }

  /** @returns whether there may be more to tell */
  async function tellAll(webhooks: readonly ActiveWebhook[]): Promise<boolean> {
    let some = false;
    const lookAtExchanges = Date.now() - exchangesAt >= EXCHANGES_MS;
    if (lookAtExchanges) exchangesAt = Date.now();
    for (const webhook of webhooks) {
      if (stopping.signal.aborted) return false;
      try {
        if (webhook.afterNo < webhook.newest && (await tellChanges(webhook))) some = true;
        if (lookAtExchanges && wantsExchanges(webhook.events)) await tellExchanges(webhook);
      } catch (error) {
        // What one of them cannot be told holds up no other.
        log.error(
          { err: error, webhook: webhook.webhookId },
          'a webhook could not be told of changes; it is told later',
        );
      }
    }
    return some;
  }

  /** @returns false when its queue is full, or it is to be told nothing any more */
  async function tellChanges(key: WebhookKey): Promise<boolean> {
    const count = await db.transaction(async (tx) => {
      const webhook = await lockWebhook(tx, key);
      if (webhook?.state !== 'active' || (await isFull(tx, webhook))) return null;
      const { shopId, afterNo, events } = webhook;
      const page = await readChanges(tx, shopId, { after: afterNo, limit: CHANGES, types: typesWanted(events) });
      const orders = page.items.flatMap(({ type, id }) => (type === 'order' ? [id] : []));
      const messages = [
        ...(page.forgotten > afterNo ? [missed(afterNo, page.forgotten)] : []),
        ...(await goodsMessages(
          tx,
          shopId,
          page.items.filter(({ type }) => type !== 'order'),
        )),
        ...(await orderMessages(tx, webhook, [...new Set(orders)], view)),
      ];
      await queueMessages(tx, webhook, messages, { afterNo: page.last });
      return messages.length;
    });
    if (count) queued();
    return count !== null;
  }

  async function tellExchanges(key: WebhookKey): Promise<void> {
    const count = await db.transaction(async (tx) => {
      const webhook = await lockWebhook(tx, key);
      if (webhook?.state !== 'active' || (await isFull(tx, webhook))) return 0;
      const lookedAt = new Date();
      const messages = await exchangeMessages(tx, webhook);
      // Without news the row is written once a minute: what is looked for again is what is ten minutes old.
      if (messages.length > 0 || lookedAt.getTime() - webhook.lookedAt.getTime() > 60_000) {
        await queueMessages(tx, webhook, messages, { lookedAt });
      }
      return messages.length;
    });
    if (count > 0) queued();
  }

  async function rest(webhooks: readonly ActiveWebhook[]): Promise<void> {
    const shops = new Map(webhooks.map(({ shopId, newest }) => [shopId, newest]));
    if (shops.size === 0) return await pause();
    const enough = new AbortController();
    const end = (): void => enough.abort();
    stopping.signal.addEventListener('abort', end);
    await Promise.race([...shops].map(([shopId, last]) => changes.wait(shopId, last, LOOK_MS, enough.signal)));
    stopping.signal.removeEventListener('abort', end);
    end();
  }

  async function pause(): Promise<void> {
    await sleep(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined); // stopped: no reason to wait
  }

  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** It was paused, or did not take anything, for longer than the log of changes is kept. */
const missed = (after: number, upTo: number): NewMessage => ({
  lane: GOODS_LANE,
  type: MISSED,
  body: messageBody(MISSED, new Date(), { after, upTo }),
});
