import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../services.js';
import { recordAttempt } from '../store/webhooks/attempts.js';
import { lockWebhook, noteFailing, noteWorking, updateWebhook, type WebhookKey } from '../store/webhooks/endpoints.js';
import {
  type DueLane,
  dueLanes,
  type Head,
  headOf,
  type Lane,
  postponeLane,
  removeEmptyLane,
} from '../store/webhooks/lanes.js';
import { giveUpAll } from '../store/webhooks/messages.js';
import { retryDelay } from './retry-times.js';
import type { Outcome, Send } from './sender.js';

/** Lanes that are sent at once: in all (each webhook has one in any case), to one webhook, and to one that took nothing last. */
const MOST = 32;
const MOST_OF_ONE = 8;
const MOST_OF_FAILING = 2;
/** How often due lanes are looked for without a reason. */
const LOOK_MS = 1000;
/** A message on its way when the server stops has so long for its answer, or it would come twice after each restart. */
const GRACE_MS = 2000;
/** After an error of ours (the database is away) a lane rests. */
const REST_MS = 2000;
/** `410 Gone`: the receiver wants nothing any more. */
const GONE = 410;

/** Sends what waits in the queues. */
export interface Sending {
  /** Looks at once: there are new messages. */
  look(): void;
  /** Begins nothing more; attempts under way have two seconds to be answered, what was not is sent again after the next start. */
  stop(): Promise<void>;
}

/**
 * Sends the messages of all lanes that are due: within a lane one after the other, and none before the one ahead of it was taken or given
 * up; lanes side by side. Which lanes are being sent is known to this process alone: it is the only one of its database (the server lock),
 * and after a crash all of them are due.
 */
export function startSending(services: Services, send: Send): Sending {
  const { db, log, config } = services;
  const stopping = new AbortController();
  const cut = new AbortController();
  const busy = new Map<string, Promise<void>>();
  const busyOf = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let lookAt = Number.POSITIVE_INFINITY;
  let looking: Promise<void> | undefined;

  function plan(inMs: number): void {
    const at = Date.now() + inMs;
    if (stopping.signal.aborted || at >= lookAt) return;
    clearTimeout(timer);
    lookAt = at;
    timer = setTimeout(() => {
      lookAt = Number.POSITIVE_INFINITY;
      looking = (looking ?? Promise.resolve()).then(begin);
    }, inMs);
  }

  async function begin(): Promise<void> {
    if (stopping.signal.aborted) return;
    try {
      // Those that are being sent are due too, and stand first.
      for (const lane of await dueLanes(db.knex, 2 * MOST_OF_ONE)) start(lane);
    } catch (error) {
      log.warn({ err: error }, 'messages to webhooks could not be looked for; they are looked for again');
    }
    plan(LOOK_MS);
  }

  function start(lane: DueLane): void {
    const webhook = nameOf(lane);
    const name = `${webhook} ${lane.lane}`;
    const others = busyOf.get(webhook) ?? 0;
    if (stopping.signal.aborted || busy.has(name)) return;
    const most = lane.failing ? MOST_OF_FAILING : MOST_OF_ONE;
    if (others >= most || (others > 0 && busy.size >= MOST)) return;
    busyOf.set(webhook, others + 1);
    busy.set(
      name,
      run(lane).finally(() => {
        busy.delete(name);
        const left = (busyOf.get(webhook) ?? 1) - 1;
        if (left > 0) busyOf.set(webhook, left);
        else busyOf.delete(webhook);
        plan(0); // another may have its place
      }),
    );
  }

  async function run(lane: Lane): Promise<void> {
    try {
      while (!stopping.signal.aborted) {
        const head = await headOf(db.knex, lane);
        if (!head) {
          await db.transaction(async (tx) => await removeEmptyLane(tx, lane));
          return;
        }
        if (stopping.signal.aborted) return;
        const outcome = await send(head, cut.signal);
        if (cut.signal.aborted && outcome.status === null) return; // cut by us: no failure of the receiver's
        if (!(await settle(lane, head, outcome))) return;
      }
    } catch (error) {
      log.warn(
        { err: error, webhook: lane.webhookId },
        'a message to a webhook could not be settled; it is sent again',
      );
      await sleep(REST_MS, undefined, { signal: stopping.signal }).catch(() => undefined); // stopped: no reason to wait
    }
  }

  /** @returns whether the lane goes on */
  async function settle(lane: Lane, head: Head, outcome: Outcome): Promise<boolean> {
    const { error, status } = outcome;
    const delay =
      error === null || status === GONE
        ? null
        : retryDelay(head.failures + 1, config.WEBHOOK_RETRIES, outcome.retryAfter);
    const state = error === null ? 'delivered' : delay === null ? 'failed' : 'waiting';
    await db.transaction(async (tx) => {
      await recordAttempt(tx, lane, head.messageId, outcome, state);
      if (delay === null) await removeEmptyLane(tx, lane);
      else await postponeLane(tx, lane, delay);
    });
    if (error === null) {
      if (head.failingSince) await noteWorking(db.knex, lane);
      return true;
    }
    const about = {
      webhook: lane.webhookId,
      shop: lane.shopId,
      message: head.messageId,
      type: head.type,
      reason: error,
    };
    if (status === GONE) {
      await markGone(lane);
      log.warn(about, 'a webhook answered 410: nothing is sent to it any more');
      return false;
    }
    if (await noteFailing(db.knex, lane)) {
      log.error(about, 'a webhook took nothing for days: nothing is sent to it until it is made active again');
      return false;
    }
    if (delay === null) log.warn(about, 'a message to a webhook was given up');
    else plan(delay + 5);
    return delay === null;
  }

  async function markGone(key: WebhookKey): Promise<void> {
    await db.transaction(async (tx) => {
      if ((await lockWebhook(tx, key))?.state !== 'active') return;
      await updateWebhook(tx, key, { state: 'gone' });
      await giveUpAll(tx, key);
    });
  }

  plan(0);
  return {
    look: () => plan(0),
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      const graceOver = setTimeout(() => cut.abort(), GRACE_MS);
      await looking;
      await Promise.all(busy.values());
      clearTimeout(graceOver);
    },
  };
}

const nameOf = ({ shopId, webhookId }: WebhookKey): string => `${shopId} ${webhookId}`;
