import type { Tx } from '../db/open.js';
import { externalIdsOf } from '../store/changes/external-ids.js';
import type { SeenChange } from '../store/changes/read-changes.js';
import type { NewMessage } from '../store/webhooks/messages.js';
import { GOODS_EVENTS } from './event-names.js';
import { messageBody } from './message-body.js';

/** All that is told of goods goes one after the other. */
export const GOODS_LANE = 'goods';
/** Things of one message: an import changes hundreds of thousands, and a message for each would be told for hours. */
const MOST_ITEMS = 500;

/**
 * What a webhook is to be told of goods that were changed: a message for each run of changes of one type, so that messages keep the
 * order of the log.
 */
export async function goodsMessages(tx: Tx, shopId: string, changes: readonly SeenChange[]): Promise<NewMessage[]> {
  const names = await externalIdsOf(tx, shopId, changes);
  return runsOf(changes).flatMap((run) => {
    const last = run.at(-1);
    if (last === undefined || last.type === 'order') return [];
    const type = GOODS_EVENTS[last.type];
    const items = run.map(({ seq, id, action, exchangeId }) => {
      const { externalId = null, idSpace = null } = names.get(id) ?? {};
      return { seq, id, externalId, idSpace, action, exchange: exchangeId };
    });
    return [{ lane: GOODS_LANE, type, body: messageBody(type, last.at, { items, last: last.seq }) }];
  });
}

function runsOf(changes: readonly SeenChange[]): SeenChange[][] {
  const runs: SeenChange[][] = [];
  for (const change of changes) {
    const run = runs.at(-1);
    if (run?.[0]?.type === change.type && run.length < MOST_ITEMS) run.push(change);
    else runs.push([change]);
  }
  return runs;
}
