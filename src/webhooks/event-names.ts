import type { ChangeType } from '../store/changes/record-changes.js';

/** What happens to goods, or to what they refer to, as webhooks are told of it: many things in one message. */
export const GOODS_EVENTS = {
  product: 'product.changed',
  offer: 'offer.changed',
  price: 'price.changed',
  stock: 'stock.changed',
  group: 'group.changed',
  property: 'property.changed',
  priceType: 'price_type.changed',
  warehouse: 'warehouse.changed',
  unit: 'unit.changed',
  dictionary: 'dictionary.changed',
  dictionaryItem: 'dictionary_item.changed',
  counterparty: 'counterparty.changed',
  file: 'file.changed',
  channel: 'channel.changed',
} as const satisfies Record<Exclude<ChangeType, 'order'>, string>;

/** What happens to one order. */
export const ORDER_EVENTS = [
  'order.created',
  'order.updated',
  'order.status_changed',
  'order.paid',
  'order.shipped',
  'order.cancelled',
  'order.owner_changed',
  'order.document_added',
] as const;
export type OrderEvent = (typeof ORDER_EVENTS)[number];

/** What happens in the exchange with 1C. */
export const EXCHANGE_EVENTS = ['exchange.ended', 'import.failed'] as const;

/** Sent whatever a webhook asked for: it was not told of all that it wanted. */
export const MISSED = 'webhook.missed';
/** Sent by the button. */
export const TEST = 'webhook.test';

/** All that a webhook may ask for by name. */
export const EVENTS = [...ORDER_EVENTS, ...Object.values(GOODS_EVENTS), ...EXCHANGE_EVENTS] as const;

/** What a webhook may name: each event, all of a kind (`order.*`), all (`*`). */
export const EVENT_PATTERNS: readonly string[] = [
  '*',
  ...new Set(EVENTS.map((event) => `${event.slice(0, event.indexOf('.'))}.*`)),
  ...EVENTS,
];

/** Whether a webhook asked for an event. @param asked as it named them */
export function wants(asked: readonly string[], event: string): boolean {
  return asked.some(
    (each) => each === '*' || each === event || (each.endsWith('.*') && event.startsWith(each.slice(0, -1))),
  );
}

/** The types of changes that a webhook has to be told of. */
export function typesWanted(asked: readonly string[]): ChangeType[] {
  const goods = Object.entries(GOODS_EVENTS).flatMap(([type, event]) => (wants(asked, event) ? [type] : []));
  const orders = ORDER_EVENTS.some((event) => wants(asked, event)) ? ['order'] : [];
  return [...orders, ...goods] as ChangeType[];
}
