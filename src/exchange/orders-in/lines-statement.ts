import Big from 'big.js';
import type { Order, OrderDelivery, OrderLine } from '../../orders.js';
import type { DocumentRecord, Json } from '../../records.js';
import type { CatalogueItem } from '../../store/catalogue/catalogue-items.js';
import type { OneCSaid } from '../../store/orders/one-c-said.js';
import { highestNamedLine } from '../../store/orders/order-parts.js';
import { money, sameNumber, totalOf } from '../../store/orders/order-totals.js';
import { digestOf, linesOf } from './document-lines.js';
import type { Draft, Statement } from './statements.js';

/**
 * Lines, what the delivery costs, and the total: one thing. `Товары` that are absent or empty say nothing: УТ and УТП send minimal
 * documents.
 * @param items what the catalogue knows of ids that are new in the order
 */
export function linesStatement(
  order: Order,
  said: OneCSaid,
  document: DocumentRecord,
  items: ReadonlyMap<string, CatalogueItem>,
): Statement[] {
  const digest = digestOf(document.lines);
  const amount = document.amount ? money(new Big(document.amount)) : undefined;
  const [newLines, newTotal] = [
    digest !== undefined && digest !== said.lines,
    amount !== undefined && amount !== said.total,
  ];
  if (!newLines && !newTotal) return [];
  const spoken = (before: readonly OrderLine[]) =>
    document.lines?.length ? linesOf(document.lines, before, items, highestNamedLine(order)) : before;
  const lines = spoken(order.lines);
  const otherLines = lines !== order.lines;
  const otherTotal = amount !== undefined && !sameNumber(amount, order.total);
  const isHeard = (newLines && otherLines) || (newTotal && otherTotal);
  return [
    {
      group: 'lines',
      parts: ['lines', 'total', 'delivery.price'],
      differences: isHeard
        ? {
            ...(otherLines ? { lines: { site: plain(order.lines), oneC: plain(lines) } } : {}),
            ...(otherTotal ? { total: { site: order.total, oneC: amount } } : {}),
          }
        : {},
      remember: {
        ...(digest === undefined ? {} : { lines: digest }),
        ...(amount === undefined ? {} : { total: amount }),
      },
      isEcho: (changes) => {
        const formerLines = (changes.get('lines')?.former ?? []) as readonly (readonly OrderLine[])[];
        const formerTotals = (changes.get('total')?.former ?? []) as readonly string[];
        const linesKnown = !otherLines || formerLines.some((before) => spoken(before) === before);
        return linesKnown && (!otherTotal || formerTotals.some((total) => sameNumber(amount, total)));
      },
      // Uncontested, only what is new counts; when 1C has won over the shop, its lines and its total belong together.
      apply: (draft, isContested) => {
        if (otherLines && (newLines || isContested)) recompose(draft, lines, amount);
        else if (otherTotal && (newTotal || isContested)) draft.total = amount;
      },
    },
  ];
}

function recompose(draft: Draft, lines: readonly OrderLine[], amount: string | undefined): void {
  const total = amount ?? totalOf(lines);
  draft.lines = lines;
  draft.delivery = deliveryAfter(draft.delivery, lines);
  if (!sameNumber(total, draft.total)) draft.total = total;
}

function deliveryAfter(delivery: OrderDelivery | null, lines: readonly OrderLine[]): OrderDelivery | null {
  const line = lines.find((each) => each.kind === 'delivery');
  if (delivery?.price !== undefined && line && sameNumber(delivery.price, line.amount)) return delivery;
  if (line) return { ...(delivery ?? { name: line.name }), price: line.amount };
  return delivery?.price === undefined ? delivery : { ...delivery, price: undefined };
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
