import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import { nodesWithDueOrders } from '../../store/orders/due-nodes.js';
import { nodesToDeliverTo } from '../../store/orders/order-deliveries.js';
import { ordersFrom } from './orders-from.js';
import { deliverDue } from './push-delivery.js';

/** How often due orders of push nodes are looked for (one statement; ADR 0011 tells why it is no LISTEN/NOTIFY). */
const LOOK_MS = 500;
/** How often orders that something keeps back are looked at again: a product may have come. */
const HELD_MS = 30_000;
/** How often orders that a receiver did not take are offered to it again, though nobody changed them. */
const REFUSED_MS = 10 * 60_000;

/** Sends orders to the nodes whose kind is `calledBy: 'server'`. */
export interface OrderPush {
  /** No further delivery begins; those that run are told to end. Resolves when they have. */
  stop(): Promise<void>;
}

/**
 * Sends the due orders of push nodes, soon after they fall due; each node by itself, so that one that does not answer holds up no other.
 * Does nothing at all on a server without such a kind.
 */
export function startOrderPush(services: Services, looksEvery = LOOK_MS): OrderPush {
  const kinds = services.kinds.all.flatMap((kind) => (kind.calledBy === 'server' ? [kind.name] : []));
  const stopping = new AbortController();
  const working = new Map<string, Promise<void>>();
  const heldLookedAt = new Map<string, number>();
  const refusedTriedAt = new Map<string, number>();
  // A delivery holds a connection until its receiver has answered: the others are for the shop and its 1C.
  const most = Math.max(1, Math.floor(services.config.DATABASE_POOL / 2));
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    const { knex } = services.db;
    try {
      const nodes = (await nodesToDeliverTo(knex, kinds)).filter((node) => !working.has(node.nodeId));
      const due = await nodesWithDueOrders(
        knex,
        nodes.map((node) => ({ shopId: node.shopId, nodeId: node.nodeId, from: ordersFrom(node) })),
      );
      for (const node of nodes) {
        if (working.size >= most) break;
        if (due.has(node.nodeId) || isTime(heldLookedAt, node, HELD_MS)) begin(node);
      }
    } catch (error) {
      services.log.warn({ err: error }, 'due orders could not be looked for; they are looked for again');
    }
    if (!stopping.signal.aborted) plan();
  }

  function begin(node: ExchangeNode): void {
    if (stopping.signal.aborted) return;
    working.set(
      node.nodeId,
      deliver(node).finally(() => working.delete(node.nodeId)),
    );
  }

  async function deliver(node: ExchangeNode): Promise<void> {
    try {
      let refusedToo = isTime(refusedTriedAt, node, REFUSED_MS);
      for (let now: ExchangeNode | undefined = node; now && !stopping.signal.aborted; now = await asItIsNow(node)) {
        if (!(await deliverDue(services, now, { stopping: stopping.signal, refusedToo }))) return;
        refusedToo = false;
      }
    } catch (error) {
      services.log.error({ err: error, node: node.name }, 'orders could not be delivered; they are tried again');
    }
  }

  /** undefined: it was paused or removed meanwhile, or takes no orders any more. */
  const asItIsNow = async ({ nodeId }: ExchangeNode): Promise<ExchangeNode | undefined> =>
    (await nodesToDeliverTo(services.db.knex, kinds)).find((node) => node.nodeId === nodeId);

  function plan(): void {
    timer = setTimeout(() => {
      looking = look();
    }, looksEvery);
  }

  if (kinds.length > 0) plan();
  return {
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await looking;
      await Promise.all(working.values());
    },
  };
}

/** Whether it was so long ago, or never, that something was done for a node; it is noted as done now. */
function isTime(doneAt: Map<string, number>, { nodeId }: ExchangeNode, everyMs: number): boolean {
  if (Date.now() - (doneAt.get(nodeId) ?? 0) < everyMs) return false;
  doneAt.set(nodeId, Date.now());
  return true;
}
