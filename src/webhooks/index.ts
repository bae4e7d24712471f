import type { Services } from '../services.js';
import type { ChangeWatch } from '../store/changes/change-watch.js';
import { startDispatcher } from './dispatcher.js';
import { startSending } from './lanes.js';
import type { OrderView } from './order-view.js';
import { createSender } from './sender.js';

/** What goes on beside the requests as long as the server runs. */
export interface Webhooks {
  /** No further message is begun; resolves when those under way have ended, or were cut after two seconds. */
  stop(): Promise<void>;
}

/**
 * Starts to tell webhooks of changes: one part fills their queues, one sends what waits in them.
 * @param view shows orders as REST does: the room of REST lies above this one, so that it is handed down
 */
export function startWebhooks(services: Services, changes: ChangeWatch, view: OrderView): Webhooks {
  const sending = startSending(services, createSender(services.config));
  const dispatcher = startDispatcher(services, changes, { view, queued: sending.look });
  return {
    stop: async () => {
      await Promise.all([dispatcher.stop(), sending.stop()]);
    },
  };
}
