import type { Tx } from '../../db/open.js';
import type { FieldGroup, Winner } from '../../nodes/exchange-node.js';
import type { Order } from '../../orders.js';
import type { DocumentRecord, Json } from '../../records.js';
import type { ShopChange } from '../../store/nodes/shop-changes.js';
import { keepConflict, type OrderConflict } from '../../store/orders/order-conflicts.js';
import type { DocumentContext } from './document-context.js';
import { tellOfDocument } from './document-journal.js';
import type { Contested } from './hearing.js';

/** A group of fields that the shop and 1C both changed since 1C was told of the order last. */
export interface Contest {
  readonly group: FieldGroup;
  readonly rule: Winner;
  /** When 1C made its file. */
  readonly saidAt: Date;
  /** What the shop changed of these fields. */
  readonly changes: readonly ShopChange[];
}

/** Who wins, and the version that the shop's last change made. At the very same moment the shop stays. */
export function decide({ rule, saidAt, changes }: Contest): { winner: '1c' | 'site'; since: number } {
  const since = Math.max(0, ...changes.map((change) => change.version));
  if (rule !== 'newest') return { winner: rule, since };
  return { winner: changes.every(({ at }) => saidAt > at) ? '1c' : 'site', since };
}

/** Keeps what was contested, and tells of it in the exchange's journal; what was met before is neither kept nor told again. */
export async function keepConflicts(
  tx: Tx,
  context: DocumentContext,
  document: DocumentRecord,
  order: Order,
  contested: readonly Contested[],
): Promise<void> {
  const { node, exchangeId } = context;
  for (const { since, ...each } of contested) {
    const conflict = { ...each, orderId: order.orderId, nodeId: node.nodeId, exchangeId, version: order.version };
    if (!(await keepConflict(tx, node.shopId, conflict, since))) continue;
    // The order shows how many there are, also when the shop's words stay.
    context.changes.push({ entity: 'order', entityId: order.orderId, action: 'written' });
    await tellOfDocument(tx, context, document, {
      severity: 'warning',
      code: 'order-conflict',
      text: conflictText(order, conflict),
      detail: {
        orderId: order.orderId,
        group: each.group,
        rule: each.rule,
        winner: each.winner,
        fields: { ...each.fields },
      },
    });
  }
}

function conflictText({ number }: Order, { fields, rule, winner }: OrderConflict): string {
  const values = Object.entries(fields).map(
    ([part, { site, oneC }]) => `${nameOf(part)} (в магазине ${shown(site)}, в 1С ${shown(oneC)})`,
  );
  if (rule === 'customer-cancelled') {
    return `заказ ${number} отменил покупатель, поэтому отмена остается. 1С узнает о ней со следующим обменом: отмените заказ и там.`;
  }
  const kept =
    winner === '1c' ? 'принято значение 1С' : 'осталось значение магазина, 1С получит его со следующим обменом';
  return `заказ ${number} изменили и в магазине, и в 1С: ${values.join('; ')}. По правилу «${rule}» ${kept}.`;
}

const LONGEST = 60;

function shown(value: Json): string {
  if (value === null || value === '') return 'пусто';
  if (typeof value === 'boolean') return value ? 'да' : 'нет';
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return `«${value.join(', ')}»`;
  if (Array.isArray(value)) return `строк: ${value.length}`;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `«${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}»`;
}

/** What the journal calls the parts of an order. */
const NAMES: Readonly<Record<string, string>> = {
  status: 'статус',
  paid: 'оплата',
  shipped: 'отгрузка',
  cancelled: 'отмена',
  deleted: 'пометка удаления',
  lines: 'товары',
  total: 'сумма',
  responsible: 'ответственный',
  warehouse: 'склад',
  organisation: 'организация',
  promoCodes: 'промокоды',
  'bonus.card': 'бонусная карта',
  'bonus.amount': 'оплата бонусами',
  'delivery.name': 'способ доставки',
  'delivery.trackingNumber': 'номер отправления',
  'customer.name': 'имя покупателя',
  'customer.phone': 'телефон покупателя',
  'customer.email': 'почта покупателя',
  'customer.address': 'адрес покупателя',
};

/** A part of an order as a person calls it; a requisite by its own name. */
export const nameOf = (part: string): string => NAMES[part] ?? part.replace(/^requisites\./, '');
