import { setTimeout as pause } from 'node:timers/promises';
import { defineNodeKind, NODE_KIND_API, type Order, z } from 'uzel';

const settings = z.strictObject({
  url: z.url().optional().describe('The address that orders are sent to as JSON, one by one.'),
  token: z.string().optional().describe('Sent as Authorization: Bearer.'),
});

/** A busy receiver is asked again so often before the delivery counts as failed; Uzel then tries it again later. */
const ATTEMPTS = 3;
const PAUSE_MS = 500;

/** Not a 1C: the server itself sends orders to an HTTP address. */
export default defineNodeKind({
  name: 'push-json',
  apiVersion: NODE_KIND_API,
  description: 'Any system that takes orders as JSON at an HTTP address.',
  settings,
  calledBy: 'server',

  deliverOrders: async ({ settings: { url, token }, signal }, orders) => {
    if (url === undefined) throw new Error('set the address: uzel node set <name> url=https://…');
    for (const order of orders) await send(url, token, order, signal);
  },
});

async function send(url: string, token: string | undefined, order: Order, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        // The same order may be sent twice: by this key the receiver knows it.
        'Idempotency-Key': `${order.orderId}-${order.version}`,
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(order),
      signal,
    });
    await answer.arrayBuffer();
    if (answer.ok) return;
    const busy = answer.status === 429 || answer.status === 503;
    if (!busy || attempt === ATTEMPTS) throw new Error(`order ${order.number}: the receiver answered ${answer.status}`);
    await pause(PAUSE_MS * attempt, undefined, { signal });
  }
}
