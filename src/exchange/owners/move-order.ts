import type { Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { Order } from '../../orders.js';
import type { Services } from '../../services.js';
import { recordChanges } from '../../store/changes/record-changes.js';
import { addJournal } from '../../store/exchanges/journal.js';
import { findNode } from '../../store/nodes/nodes.js';
import { shopSettings } from '../../store/nodes/shops.js';
import { recordBirth } from '../../store/orders/order-births.js';
import {
  type FactsOfOneC,
  findOrder,
  formerFacts,
  lockForMoving,
  mayBeKnown,
  supersedeOffers,
  writeMove,
} from '../../store/orders/order-moving.js';
import { checkNumber } from '../../store/orders/order-numbers.js';
import type { StoredOrder } from '../../store/orders/order-rows.js';
import type { ChangedBy } from '../../store/orders/orders.js';
import { findNodeById } from '../../store/orders/routing.js';
import { onceMoreOnDeadlock } from '../deadlock.js';
import { guidOf, keysInNode } from '../orders-in/same-document.js';
import { standAnew } from '../orders-out/held-by.js';
import { checkTakesOrders, takesNone } from './named-owner.js';
import { ROUTING_TEXTS } from './routing-texts.js';

export interface MoveOptions {
  /** Id or name of the node that gets it; null = it is taken away, and waits for a person to move it again. */
  readonly node: string | null;
  /** Also when a 1C may have the order already: there it stays, as an order that Uzel has no more to do with. */
  readonly force?: boolean | undefined;
  readonly by?: ChangedBy | undefined;
}

const NOTHING_TOLD: FactsOfOneC = { oneC: {}, said: {}, origin: 'shop' };

/** An order whose owner changed between its reading and its locking is read again so often. */
const ATTEMPTS = 5;

/**
 * Gives an order to another node, or to none. To the node that owns it already: changes nothing.
 * @param orderIdOrNumber its number in the shop, without a node's prefix
 * @throws UzelError UZ1507 unknown order, UZ1515 a 1C may have it and `force` is not given, UZ1520 the node is unknown, paused or takes
 *   no such orders, UZ1504 the number is too long with the node's prefix
 */
export async function moveOrder(
  services: Services,
  shopId: string,
  orderIdOrNumber: string,
  options: MoveOptions,
): Promise<Order> {
  for (let attempt = 1; ; attempt += 1) {
    const moved = await onceMoreOnDeadlock(() =>
      services.db.transaction(async (tx) => await move(services, tx, shopId, orderIdOrNumber, options)),
    );
    if (moved) return moved;
    if (attempt === ATTEMPTS) throw new Error(`the owner of order ${orderIdOrNumber} changes all the time`);
  }
}

/** @returns null when the order's owner was another one when the locks were there */
async function move(
  services: Services,
  tx: Tx,
  shopId: string,
  orderIdOrNumber: string,
  options: MoveOptions,
): Promise<Order | null> {
  const { order: seen } = await findOrder(tx, shopId, orderIdOrNumber);
  const named = await takerOf(tx, shopId, options.node);
  const ownerId = seen.ownerNodeId;
  const locked = [ownerId, named?.nodeId].flatMap((id) => id ?? []);
  const stored = await lockForMoving(tx, shopId, locked, seen.orderId);
  if (stored.order.ownerNodeId !== ownerId) return null;
  // It may have been paused or removed while its lock was waited for.
  const to = await takerOf(tx, shopId, named?.nodeId ?? null);
  if (ownerId === (to?.nodeId ?? null)) return stored.order;
  if (to) await checkFits(tx, shopId, to, stored);
  if (options.force !== true && (await mayBeKnown(tx, shopId, stored))) throw known(stored);
  const from = ownerId === null ? null : await findNodeById(tx, shopId, ownerId);
  return await moveLocked(services, tx, shopId, { stored, from, to, by: options.by ?? 'api' });
}

/** @throws UzelError UZ1520 */
async function takerOf(tx: Tx, shopId: string, idOrName: string | null): Promise<ExchangeNode | null> {
  return idOrName === null ? null : checkTakesOrders(await findNode(tx, shopId, idOrName), idOrName);
}

interface Route {
  readonly stored: StoredOrder;
  readonly from: ExchangeNode | null;
  readonly to: ExchangeNode | null;
  readonly by: ChangedBy;
}

async function moveLocked(services: Services, tx: Tx, shopId: string, route: Route): Promise<Order> {
  const { stored, from, to } = route;
  const { orderId } = stored.order;
  const { language } = await shopSettings(tx, shopId);
  if (from) {
    await supersedeOffers(tx, shopId, from.nodeId, orderId);
    await rememberDocument(tx, shopId, from, stored);
  }
  const moved = await writeMove(tx, shopId, stored, {
    to: to?.nodeId ?? null,
    source: route.by,
    facts: (to && (await formerFacts(tx, shopId, orderId, to.nodeId))) ?? NOTHING_TOLD,
    routing: {
      by: 'moved',
      reason: ROUTING_TEXTS[language].moved(from?.name ?? null, to?.name ?? null),
      at: new Date().toISOString(),
      candidates: [],
    },
  });
  await tell(tx, shopId, route);
  const order = await standAnew(services, tx, shopId, moved);
  await recordChanges(tx, shopId, null, [{ entity: 'order', entityId: orderId, action: 'written' }]);
  return order;
}

/** The former 1C goes on sending its document: it is known as this order's, and no other order is made of it. */
async function rememberDocument(
  tx: Tx,
  shopId: string,
  { nodeId }: ExchangeNode,
  { order: { orderId, oneC } }: StoredOrder,
): Promise<void> {
  const guid = guidOf(oneC.id);
  const year = Number.parseInt(oneC.date ?? '', 10);
  const keys = guid
    ? [guid]
    : keysInNode(nodeId, { id: oneC.id ?? '', numbers: oneC.number ? [oneC.number] : [], year: year || null });
  for (const documentKey of keys) await recordBirth(tx, shopId, { documentKey, orderId, nodeId });
}

/** @throws UzelError UZ1504, UZ1520 */
async function checkFits(tx: Tx, shopId: string, to: ExchangeNode, { order }: StoredOrder): Promise<void> {
  if (to.receivesOnlyOwn && (await formerFacts(tx, shopId, order.orderId, to.nodeId))?.origin !== 'node') {
    throw takesNone(`The node "${to.name}" takes only orders that were made in it.`);
  }
  checkNumber(order.number, [to.settings.numberPrefix ?? '']);
}

const known = ({ order, origin }: StoredOrder): UzelError =>
  new UzelError(
    'UZ1515',
    `${origin === 'node' ? `Order ${order.number} was made in a 1C` : `Order ${order.number} was given out: a 1C may have stored it`}. Delete it there first if there must be only one, then move it with force.`,
  );

/** Both nodes' journals tell of the move, outside any exchange. */
async function tell(tx: Tx, shopId: string, { stored, from, to, by }: Route): Promise<void> {
  const { number, orderId } = stored.order;
  const who = by === 'cli' ? 'командой uzel' : 'через REST';
  const entries = [
    ...(from
      ? [
          {
            node: from,
            message: to
              ? `Заказ ${number} передан узлу «${to.name}» (${who}). Если он уже есть в этой 1С, удалите его там: его изменения больше не принимаются.`
              : `Заказ ${number} забран у узла (${who}). Если он уже есть в этой 1С, удалите его там: его изменения больше не принимаются.`,
          },
        ]
      : []),
    ...(to
      ? [
          {
            node: to,
            message: from
              ? `Заказ ${number} передан от узла «${from.name}» (${who}): 1С получит его при следующем обмене.`
              : `Заказ ${number} передан этому узлу (${who}): 1С получит его при следующем обмене.`,
          },
        ]
      : []),
  ];
  await addJournal(
    tx,
    entries.map(({ node, message }) => ({
      shopId,
      exchangeId: null,
      nodeId: node.nodeId,
      severity: 'info',
      code: 'order-moved',
      message,
      detail: { orderId, number, from: from?.nodeId ?? null, to: to?.nodeId ?? null },
    })),
  );
}
