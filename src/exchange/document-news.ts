import Big from 'big.js';
import type { Order, OrderDelivery, OrderLine } from '../orders.js';
import type { DocumentRecord } from '../records.js';
import type { CatalogueItem } from '../store/catalogue-items.js';
import type { OneCSaid } from '../store/one-c-said.js';
import { contentOf } from '../store/order-changes.js';
import type { OrderContent, StoredOrder } from '../store/order-rows.js';
import { money, sameNumber, totalOf } from '../store/order-totals.js';
import { oneCFacts, type SpokenFate, spokenFate } from './document-fate.js';
import { digestOf, linesOf } from './document-lines.js';

/** What an order becomes by a document of its 1C. */
export interface News {
  readonly content: OrderContent;
  readonly said: OneCSaid;
  /** Fields of which 1C said something else, while a change of the shop is on its way to it: they stay the shop's until 1C knows it. */
  readonly held: readonly (keyof OneCSaid)[];
}

interface Spoken {
  readonly document: DocumentRecord;
  /** The fields that the shop has changed and 1C has not acknowledged. */
  readonly pending: ReadonlySet<string>;
  readonly items: ReadonlyMap<string, CatalogueItem>;
  /** False when the document's currency is another one: its sums mean nothing then. */
  readonly sums: boolean;
}

/** What 1C is taken to have said of a field before it ever spoke of it: "not paid" is no news of an order that the shop says is paid. */
const UNSPOKEN: OneCSaid = { paid: false, shipped: false, cancelled: false, deleted: false };

/**
 * Reads what is new in a document (commerceml.md §5 no. 14: 1C's word counts for statuses and lines). News is what differs from what
 * this 1C said last; a file that is sent again holds none. The customer's comment and data stay the shop's.
 */
export function newsOf(stored: StoredOrder, spoken: Spoken): News {
  const { order } = stored;
  const { document } = spoken;
  const said: { -readonly [Field in keyof OneCSaid]: OneCSaid[Field] } = { ...stored.said };
  const held: (keyof OneCSaid)[] = [];
  const fate = spokenFate(document, spoken.sums && !areSumsPending(spoken));

  /** Whether the field becomes what 1C says. What is news is remembered; what contradicts a pending change of the shop is not even heard. */
  const hear: Hear = (field, statement, differs, waits) => {
    if (statement === undefined || statement === (stored.said[field] ?? UNSPOKEN[field])) return false;
    if (differs && waits) {
      held.push(field);
      return false;
    }
    said[field] = statement;
    return differs;
  };
  const decide = <Field extends keyof SpokenFate>(field: Field): Order[Field] => {
    const statement: SpokenFate[Field] = fate[field];
    const heard = hear(field, statement as OneCSaid[Field], statement !== order[field], spoken.pending.has(field));
    return heard ? (statement as Order[Field]) : order[field];
  };
  const fields = {
    status: decide('status'),
    paid: decide('paid'),
    shipped: decide('shipped'),
    cancelled: decide('cancelled'),
    deleted: decide('deleted'),
  };
  return {
    content: {
      ...contentOf(order),
      ...fields,
      ...compose(order, spoken, hear),
      oneC: oneCFacts(order.oneC, order.orderId, document),
    },
    said,
    held,
  };
}

/** Whether the shop has changed what the order is worth, and 1C has not heard of it. */
const areSumsPending = ({ pending }: Pick<Spoken, 'pending'>): boolean =>
  ['lines', 'delivery', 'total'].some((field) => pending.has(field));

type Hear = <Field extends keyof OneCSaid>(
  field: Field,
  statement: OneCSaid[Field],
  differs: boolean,
  waits: boolean,
) => boolean;

/** Lines, delivery and total. `Товары` that are absent or empty say nothing: УТ and УТП send minimal documents. */
function compose(
  order: Order,
  { document, pending, items, sums }: Spoken,
  hear: Hear,
): Pick<OrderContent, 'lines' | 'delivery' | 'total'> {
  const { delivery, total } = order;
  if (!sums) return { lines: order.lines, delivery, total };
  const waits = areSumsPending({ pending });
  const spoken = document.lines?.length ? linesOf(document.lines, order.lines, items) : order.lines;
  const recomposed = hear('lines', digestOf(document.lines), spoken !== order.lines, waits);
  const lines = recomposed ? spoken : order.lines;
  const amount = document.amount ? money(new Big(document.amount)) : undefined;
  const heardTotal = hear('total', amount, amount !== undefined && !sameNumber(amount, total), waits);
  const sum = recomposed ? (amount ?? totalOf(lines)) : heardTotal ? amount : undefined;
  return {
    lines,
    delivery: recomposed ? deliveryAfter(delivery, lines) : delivery,
    total: sum === undefined || sameNumber(sum, total) ? total : sum,
  };
}

function deliveryAfter(delivery: OrderDelivery | null, lines: readonly OrderLine[]): OrderDelivery | null {
  const line = lines.find((each) => each.kind === 'delivery');
  if (delivery?.price !== undefined && line && sameNumber(delivery.price, line.amount)) return delivery;
  if (line) return { ...(delivery ?? { name: line.name }), price: line.amount };
  return delivery?.price === undefined ? delivery : { ...delivery, price: undefined };
}
