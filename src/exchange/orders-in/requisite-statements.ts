import { isDeepStrictEqual } from 'node:util';
import type { NodeSettings } from '../../nodes/exchange-node.js';
import type { Order, OrderBonus, OrderDelivery } from '../../orders.js';
import type { OneCSaid } from '../../store/orders/one-c-said.js';
import { sameNumber } from '../../store/orders/order-totals.js';
import type { ReadRequisites } from './order-requisites-read.js';
import { shopWord, shopWords } from './shop-words.js';
import { type Statement, stated } from './statements.js';

/** BAS leaves out what is empty: an empty value takes something away only where 1C said a value before. */
const unlessEmptyAtFirst = (said: string | undefined, former: string | undefined): string | undefined =>
  said === '' && !former ? undefined : said;

/** How the order goes to the customer: tracking number, way of delivery, warehouse. A word that no setting maps is no news. */
export function shipmentRequisites(
  order: Order,
  former: OneCSaid,
  read: ReadRequisites,
  { deliveries, warehouses }: NodeSettings,
): Statement[] {
  const tracking = unlessEmptyAtFirst(read.trackingNumber, former.trackingNumber);
  const name = order.delivery?.name;
  const way = read.delivery.find((word) => shopWords(deliveries, word).length > 0);
  const delivery = way === undefined ? undefined : shopWord(deliveries, way, [name]);
  const warehouse = read.warehouse ? shopWord(warehouses, read.warehouse, [order.warehouse]) : undefined;
  return [
    ...stated(former, {
      group: 'shipment',
      part: 'delivery.trackingNumber',
      member: 'trackingNumber',
      said: tracking,
      value: tracking || null,
      present: order.delivery?.trackingNumber,
      apply: (draft) => {
        draft.delivery = withMember(draft.delivery, 'trackingNumber', tracking || undefined);
      },
    }),
    ...stated(former, {
      group: 'shipment',
      part: 'delivery.name',
      member: 'delivery',
      said: way,
      value: delivery ?? null,
      present: name,
      means: (value) => way !== undefined && shopWords(deliveries, way).some((word) => word === value),
      apply: (draft) => {
        draft.delivery = withMember(draft.delivery, 'name', delivery);
      },
    }),
    ...stated(former, {
      group: 'shipment',
      part: 'warehouse',
      member: 'warehouse',
      said: warehouse === undefined ? undefined : read.warehouse,
      value: warehouse ?? null,
      present: order.warehouse,
      means: (value) =>
        value === read.warehouse || shopWords(warehouses, read.warehouse ?? '').some((word) => word === value),
      apply: (draft) => {
        draft.warehouse = warehouse ?? draft.warehouse;
      },
    }),
  ];
}

/** Who sells, and what pays: organisation, promo codes, bonuses. */
export function paymentRequisites(
  order: Order,
  former: OneCSaid,
  read: ReadRequisites,
  { organisations }: NodeSettings,
): Statement[] {
  const organisation = read.organisation ? shopWord(organisations, read.organisation, [order.organisation]) : undefined;
  const codes = read.promoCodes;
  const card = unlessEmptyAtFirst(read.bonusCard, former.bonusCard);
  const amount = unlessEmptyAtFirst(read.bonusAmount, former.bonusAmount);
  return [
    ...stated(former, {
      group: 'payment',
      part: 'organisation',
      member: 'organisation',
      said: organisation === undefined ? undefined : read.organisation,
      value: organisation ?? null,
      present: order.organisation,
      means: (value) => shopWords(organisations, read.organisation ?? '').some((word) => word === value),
      apply: (draft) => {
        draft.organisation = organisation ?? draft.organisation;
      },
    }),
    ...stated(former, {
      group: 'payment',
      part: 'promoCodes',
      member: 'promoCodes',
      said: unlessEmptyAtFirst(codes?.join(','), former.promoCodes),
      value: [...(codes ?? [])],
      present: [...order.promoCodes],
      means: (value) => isDeepStrictEqual(codeSet(value), codeSet(codes)),
      apply: (draft) => {
        draft.promoCodes = codes ?? draft.promoCodes;
      },
    }),
    ...stated(former, {
      group: 'payment',
      part: 'bonus.card',
      member: 'bonusCard',
      said: card,
      value: card || null,
      present: order.bonus?.card,
      apply: (draft) => {
        draft.bonus = bonusWith(draft.bonus, { card: card || undefined });
      },
    }),
    ...stated(former, {
      group: 'payment',
      part: 'bonus.amount',
      member: 'bonusAmount',
      said: amount,
      value: amount || null,
      present: order.bonus?.amount,
      means: (value) => sameNumber(typeof value === 'string' ? value : '0', amount || '0'),
      apply: (draft) => {
        draft.bonus = bonusWith(draft.bonus, { amount: amount || undefined });
      },
    }),
  ];
}

/** Codes are compared without case and order. */
const codeSet = (codes: unknown): unknown =>
  Array.isArray(codes) ? codes.map((code) => String(code).trim().toLowerCase()).sort() : [];

function bonusWith(bonus: OrderBonus | null, said: OrderBonus): OrderBonus | null {
  const after = { ...bonus, ...said };
  return after.card === undefined && after.amount === undefined ? null : after;
}

function withMember(
  delivery: OrderDelivery | null,
  member: 'name' | 'trackingNumber',
  value: string | undefined,
): OrderDelivery | null {
  const after = { ...delivery, [member]: value };
  return Object.values(after).every((each) => each === undefined) ? null : after;
}
