import type { Tx } from '../../db/open.js';
import type { CustomerRule } from '../../nodes/exchange-node.js';
import type { Order } from '../../orders.js';
import type { Services } from '../../services.js';
import { findNode } from '../../store/nodes/nodes.js';
import { shopSettings } from '../../store/nodes/shops.js';
import { writeStanding } from '../../store/orders/order-notices.js';
import { ownerOf } from '../../store/orders/order-owner.js';
import type {
  ChangedBy,
  Idempotency,
  OrderAction,
  OrderInput,
  OrderPatch,
  PlacedOrder,
  PlacingDecision,
} from '../../store/orders/orders.js';
import * as store from '../../store/orders/orders.js';
import { onceMoreOnDeadlock } from '../deadlock.js';
import { matchCustomer } from '../directories/customers.js';
import { promoCodeWarnings } from '../directories/promo-code-warnings.js';
import { heldBy, standAnew } from '../orders-out/held-by.js';
import { namedOwner } from './named-owner.js';
import { restanding } from './restanding.js';
import { chooseNode, routingScene } from './routing.js';
import { routeOne } from './routing-again.js';

/**
 * Places an order, in one transaction: its promo codes are checked, its customer is looked for, an owner is chosen (or is the one that
 * the request names), and what keeps it back from that owner is written on it.
 * @throws UzelError UZ1517 a promo code that is not in force, where the shop refuses such orders; UZ1520 the named node takes no
 *   orders; and as the store's `placeOrder`
 */
export async function placeOrder(
  services: Services,
  shopId: string,
  input: OrderInput,
  idempotency: Idempotency,
): Promise<PlacedOrder> {
  const desk: store.PlacingDesk = {
    decide: async (tx, draft) => await decide(services, tx, shopId, input, draft),
    heldBy: async (tx, order) => await heldBy(services, tx, shopId, order),
  };
  return await onceMoreOnDeadlock(() => store.placeOrder(services.db, shopId, input, idempotency, desk));
}

/**
 * Changes an order for the shop, in one transaction: changed promo codes and customers are looked at anew, an order that nobody owns is
 * routed again, and what keeps it back is found out anew.
 * @param patch the change, or who makes it from the order under its lock
 * @throws UzelError UZ1517 as `placeOrder`; and as the store's `patchOrder`
 */
export async function patchOrder(
  services: Services,
  shopId: string,
  orderId: string,
  patch: OrderPatch | OrderAction,
  options: { readonly ifVersion?: number | undefined; readonly by?: ChangedBy | undefined } = {},
): Promise<Order> {
  const after = afterChange(services, shopId);
  return await onceMoreOnDeadlock(() => store.patchOrder(services.db, shopId, orderId, patch, options, after));
}

/**
 * Makes an order due again, though nothing of it has changed. One that nobody owns is routed again.
 * @throws UzelError UZ1507 unknown
 */
export async function resendOrder(
  services: Services,
  shopId: string,
  orderIdOrNumber: string,
  by: ChangedBy = 'api',
): Promise<Order> {
  const after = afterChange(services, shopId);
  return await onceMoreOnDeadlock(() => store.resendOrder(services.db, shopId, orderIdOrNumber, by, after));
}

async function decide(
  services: Services,
  tx: Tx,
  shopId: string,
  input: OrderInput,
  draft: Order,
): Promise<PlacingDecision> {
  const settings = await shopSettings(tx, shopId);
  const warnings = await promoCodeWarnings(tx, shopId, settings, draft, true);
  const order = { ...draft, customerId: await customerIdOf(tx, shopId, draft, { create: false }) };
  const { node, routing } =
    input.owner === undefined
      ? await chooseNode(services, tx, await routingScene(tx, shopId, settings.language), order)
      : await namedOwner(tx, shopId, input.owner, settings.language);
  const customerId = await customerIdOf(tx, shopId, draft, { create: true, rules: node?.settings.customerRules });
  return { owner: node && ownerOf(node), routing, customerId, warnings };
}

const afterChange =
  (services: Services, shopId: string): store.AfterChange =>
  async (tx, before, changed) => {
    const standing = await restanding(tx, shopId, before.order, changed, {
      mayRefuse: true,
      customerIdOf: async (order) =>
        await customerIdOf(tx, shopId, order, { create: true, rules: await rulesOf(tx, shopId, order) }),
    });
    const order =
      Object.keys(standing).length === 0 ? changed : await writeStanding(tx, shopId, changed.orderId, standing);
    if (order.ownerNodeId === null) return await routeOne(services, tx, shopId, order);
    return await standAnew(services, tx, shopId, order);
  };

/** Null when nobody knows the customer and none is to be made, or when there is nothing to know one by. @param rules of the owner */
const customerIdOf = async (
  tx: Tx,
  shopId: string,
  { customer }: Order,
  { create, rules }: { readonly create: boolean; readonly rules?: readonly CustomerRule[] | undefined },
): Promise<string | null> => await matchCustomer(tx, shopId, customer, rules, { create, nodeId: null });

async function rulesOf(tx: Tx, shopId: string, { ownerNodeId }: Order): Promise<readonly CustomerRule[] | undefined> {
  const owner = ownerNodeId === null ? null : await findNode(tx, shopId, ownerNodeId);
  return owner?.settings.customerRules;
}
