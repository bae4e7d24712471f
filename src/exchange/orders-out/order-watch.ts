import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Services } from '../../services.js';
import { type ListeningNode, nodesWithDueOrders } from '../../store/orders/due-nodes.js';
import { hasReadyOrders } from './has-ready-orders.js';
import { ordersFrom } from './orders-from.js';

/**
 * How often the orders are looked at while anybody waits: one statement for all who wait, over the index of due orders (100,000
 * orders, 20 nodes, a busy machine of 2 cores: 3 ms). LISTEN/NOTIFY would be half a second quicker, for a word from each place
 * that makes an order due, a connection of its own that poolers cut off, and a lock of the whole database at each such commit.
 */
const LOOK_MS = 500;
/**
 * Looks rest so many times as long as the last two took, the quicker one: orders that a filter hides have to be read past; one bad moment
 * of the database costs nothing.
 */
const REST = 10;
/** A 1C has one open; more are those of connections that died unnoticed. */
const OF_ONE_NODE = 4;
const IN_ALL = 1000;

/** Tells who waits for orders when there are some. */
export interface OrderWatch {
  /**
   * Whether the node has orders that its 1C is to hear of: at once when it has, else as soon as one falls due, by whatever process.
   * No connection is held meanwhile. Of too many who wait, the one that waited longest is told false.
   * @returns false when `waitMs` have passed or `signal` fired
   */
  wait(node: ExchangeNode, waitMs: number, signal: AbortSignal): Promise<boolean>;
}

interface Waiter {
  readonly node: ListeningNode;
  readonly tell: (due: boolean) => void;
}

/** @param options for tests: milliseconds between two looks, and the most waiters */
export function createOrderWatch(
  services: Services,
  { looksEvery = LOOK_MS, inAll = IN_ALL }: { readonly looksEvery?: number; readonly inAll?: number } = {},
): OrderWatch {
  /** In the order of their coming. */
  const waiters = new Set<Waiter>();
  let timer: NodeJS.Timeout | undefined;
  let took = 0;

  async function look(): Promise<void> {
    endSpareOnes();
    const nodes = new Map([...waiters].map(({ node }) => [node.nodeId, node]));
    const begun = Date.now();
    try {
      const due = await nodesWithDueOrders(services.db.knex, [...nodes.values()]);
      for (const waiter of waiters) if (due.has(waiter.node.nodeId)) waiter.tell(true);
    } catch (error) {
      services.log.warn({ err: error }, 'due orders could not be looked for; who waits goes on waiting');
    }
    timer = undefined;
    const tookBefore = took;
    took = Date.now() - begun;
    lookLater(Math.min(took, tookBefore) * REST);
  }

  function lookLater(restMs = 0): void {
    if (waiters.size === 0 || timer) return;
    timer = setTimeout(() => void look(), Math.max(looksEvery, restMs));
  }

  /** Not at once: a client that asks again at once would chase the others away as fast as it can. */
  function endSpareOnes(): void {
    const counts = new Map<string, number>();
    for (const waiter of [...waiters].reverse()) {
      const count = (counts.get(waiter.node.nodeId) ?? 0) + 1;
      counts.set(waiter.node.nodeId, count);
      if (count > OF_ONE_NODE) waiter.tell(false);
    }
  }

  async function queue(node: ListeningNode, waitMs: number, signal: AbortSignal): Promise<boolean> {
    const [oldest] = waiters;
    if (waiters.size >= inAll) oldest?.tell(false);
    return await new Promise((resolve) => {
      const end = () => waiter.tell(false);
      const late = setTimeout(end, waitMs);
      const waiter: Waiter = {
        node,
        tell: (due) => {
          waiters.delete(waiter);
          clearTimeout(late);
          signal.removeEventListener('abort', end);
          resolve(due);
        },
      };
      signal.addEventListener('abort', end);
      waiters.add(waiter);
      lookLater();
      if (signal.aborted) end();
    });
  }

  return {
    wait: async (node, waitMs, signal) => {
      const until = Date.now() + waitMs;
      const listening = { shopId: node.shopId, nodeId: node.nodeId, from: ordersFrom(node) };
      // Nobody is called for nothing: what falls due is checked as its query would check it.
      while (!(await hasReadyOrders(services, node))) {
        if (signal.aborted || !(await queue(listening, until - Date.now(), signal))) return false;
      }
      return true;
    },
  };
}
