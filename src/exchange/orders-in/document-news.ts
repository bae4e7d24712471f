import type { DocumentReading } from '../../nodes/node-kind.js';
import type { DocumentRecord } from '../../records.js';
import type { CatalogueItem } from '../../store/catalogue/catalogue-items.js';
import type { OneCSaid } from '../../store/orders/one-c-said.js';
import type { OrderContent, StoredOrder } from '../../store/orders/order-rows.js';
import { contactStatements } from './contact-statements.js';
import { oneCFacts, settledFacts, spokenFate } from './document-fate.js';
import { endStatements, paidStatement, shippedStatement, shippedStatus, statusStatement } from './fate-statements.js';
import { kindRequisites, kindStatus, responsibleStatement } from './handling-statements.js';
import { type Contested, Hearing, type Rules } from './hearing.js';
import { linesStatement } from './lines-statement.js';
import { readOrderRequisites, requisitesWithField } from './order-requisites-read.js';
import { paymentRequisites, shipmentRequisites } from './requisite-statements.js';
import type { Statement } from './statements.js';

/** What an order becomes by a document of its 1C. */
export interface News {
  readonly content: OrderContent;
  readonly said: OneCSaid;
  /** What the shop and 1C both changed, and who won. */
  readonly conflicts: readonly Contested[];
  /** What was not taken because the order is settled: part → what 1C says. */
  readonly refused: Readonly<Record<string, unknown>>;
  /** 1C must hear again that the customer has cancelled. */
  readonly cancelAgain: boolean;
}

interface Spoken extends Rules {
  /** In the shop's words (`inShopWords`). */
  readonly document: DocumentRecord;
  readonly reading: DocumentReading;
  readonly items: ReadonlyMap<string, CatalogueItem>;
  /** False when the document's currency is another one: its sums mean nothing then. */
  readonly sums: boolean;
}

/**
 * Reads what is new in a document (commerceml.md §5 no. 14). News is what differs from what this 1C said last; a file that is sent
 * again holds none. What the shop changed as well is decided by the node's `winners`.
 */
export function newsOf(stored: StoredOrder, spoken: Spoken): News {
  const { order, said } = stored;
  const { document, reading, settings, changes, sums } = spoken;
  const hearing = new Hearing(stored, spoken);
  const sumsPending = ['lines', 'total', 'delivery.price'].some((part) => changes.get(part)?.isPending);
  const fate = spokenFate(document, sums && !sumsPending);
  const read = readOrderRequisites(document, settings);

  hearing.take('payment', paidStatement(order, said, fate));
  const shipped = shippedStatement(order, said, fate);
  hearing.take('shipment', shipped);
  hearing.settle();
  const isShippedNow = fate.shipped === true && shipped.length > 0 && hearing.draft.shipped;
  const status =
    isShippedNow && settings.statusWhenShipped !== undefined
      ? shippedStatus(order, fate, settings)
      : reading.status === undefined || settings.readsStatus === false
        ? statusStatement(order, said, fate, settings)
        : kindStatus(order, said, reading);
  hearing.take('payment', paymentRequisites(order, said, read, settings));
  hearing.take('shipment', shipmentRequisites(order, said, read, settings).map(everTaken));
  hearing.take('status', [
    ...status,
    ...endStatements(order, said, fate),
    ...responsibleStatement(order, said, read, reading),
    ...kindRequisites(order, said, reading),
  ]);
  if (sums) hearing.take('lines', linesStatement(order, said, document, spoken.items));
  hearing.take('contact', contactStatements(order, said, document.counterparties, settings));

  const facts = oneCFacts(order.oneC, order.orderId, document, requisitesWithField(settings));
  const locked = reading.lockedInOneC ?? read.lockedInOneC ?? order.lockedInOneC;
  return {
    content: {
      ...hearing.draft,
      lockedInOneC: locked,
      oneC: hearing.isSettled ? settledFacts(order.oneC, facts) : facts,
    },
    said: hearing.said,
    conflicts: hearing.conflicts,
    refused: hearing.refused,
    cancelAgain: hearing.cancelAgain,
  };
}

const everTaken = (statement: Statement): Statement => ({ ...statement, always: true });
