import type { Tx } from '../db/open.js';
import { endedExchanges, exchangeLane, failedImports, importLane } from '../store/webhooks/ended-things.js';
import type { Webhook } from '../store/webhooks/endpoints.js';
import type { NewMessage } from '../store/webhooks/messages.js';
import { EXCHANGE_EVENTS, wants } from './event-names.js';
import { messageBody } from './message-body.js';

const [ENDED, FAILED] = EXCHANGE_EVENTS;
/** Of one look. */
const AT_ONCE = 500;

/** Whether a webhook asked for what happens in exchanges: that stands in no log of changes and is looked for. */
export const wantsExchanges = (events: readonly string[]): boolean =>
  EXCHANGE_EVENTS.some((event) => wants(events, event));

/** What a webhook is to be told of exchanges that have ended and imports that have failed. */
export async function exchangeMessages(tx: Tx, webhook: Webhook): Promise<NewMessage[]> {
  const ended = wants(webhook.events, ENDED) ? await endedExchanges(tx, webhook, ENDED, AT_ONCE) : [];
  const failed = wants(webhook.events, FAILED) ? await failedImports(tx, webhook, FAILED, AT_ONCE) : [];
  return [
    ...ended.map(({ exchangeId, node, type, openedAt, endedAt }) => ({
      lane: exchangeLane(exchangeId),
      type: ENDED,
      body: messageBody(ENDED, endedAt, { id: exchangeId, node, type, openedAt, endedAt }),
    })),
    ...failed.map(({ jobId, exchangeId, feedId, feed, node, code, text, finishedAt }) => ({
      lane: importLane(jobId),
      type: FAILED,
      body: messageBody(FAILED, finishedAt, {
        ...{ exchange: exchangeId, node, feed: { id: feedId, name: feed } },
        error: { code, message: text },
      }),
    })),
  ];
}
