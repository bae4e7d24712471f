import { NIL } from 'uuid';
import type { Order, OrderCustomer } from '../../orders.js';
import type { DocumentRecord } from '../../records.js';
import { customerKeys } from '../../store/customers/customer-keys.js';
import type { DocumentNumbers } from '../../store/orders/document-candidates.js';
import { sameNumber } from '../../store/orders/order-totals.js';
import { customerOf } from './document-customer.js';

/** What a document says of which order it is, in the form in which two documents are compared. */
export interface DocumentFacts extends Pick<DocumentNumbers, 'numbers' | 'year'> {
  /** In lower case; null = its Ид is none: only a guid is the same in copies of a database and in no other. */
  readonly guid: string | null;
  /** Under which it is kept for its node: the id in lower case, else number and date. */
  readonly key: string;
  /** `yyyy-MM-dd` */
  readonly date: string | null;
  /** Exact decimal text. */
  readonly amount: string | null;
  /** null = the document names nobody. */
  readonly customer: OrderCustomer | null;
}

export function factsOf(document: DocumentRecord): DocumentFacts {
  const { oneCNumber, oneCDate } = document.fate;
  const date = (oneCDate ?? document.date ?? '').slice(0, 10);
  const year = Number.parseInt(date.slice(0, 4), 10);
  return {
    guid: guidOf(document.id),
    key: keyOf(document),
    numbers: [...new Set([oneCNumber, document.number].flatMap((number) => number?.trim() || []))],
    year: Number.isNaN(year) ? null : year,
    date: date === '' ? null : date,
    amount: document.amount ?? null,
    customer: document.counterparties.length === 0 ? null : customerOf(document.counterparties),
  };
}

/** Under which a document of a node is kept. */
export const keyOf = ({ id, number, date }: DocumentRecord): string =>
  (id.trim() || `${number.trim()} ${date ?? ''}`).toLowerCase();

/** What a node calls a document that has no guid, as `order_births` keeps it: its id, and its numbers with the year. */
export function keysInNode(
  nodeId: string,
  { id, numbers, year }: Pick<DocumentFacts, 'numbers' | 'year'> & { readonly id: string },
): string[] {
  const ids = id.trim() === '' || guidOf(id) ? [] : [`id ${id.trim()}`];
  const numbered = year === null ? [] : numbers.map((number) => `number ${number.trim()} ${year}`);
  return [...ids, ...numbered].map((key) => `${key.toLowerCase()} ${nodeId}`);
}

/** A guid in lower case; null for what is none, and for the empty reference of 1C. */
export function guidOf(id: string | undefined): string | null {
  const guid = (id ?? '').trim().toLowerCase();
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(guid) && guid !== NIL ? guid : null;
}

/** What two documents, or two mentions of a customer, tell of being the same. */
type Comparison = 'same' | 'alike' | 'differs' | 'unknown';

/** An order of another node that has the document's number. */
export interface Candidate {
  readonly order: Order;
  /** `yyyy-MM-dd`: of its document in 1C, else the day when it was placed. */
  readonly date: string;
  /** Whether its owner and the node that sent the document have one id space: copies of one database do. */
  readonly sharesIds: boolean;
}

/**
 * Whether a document is that of an order that has its number already (docs/adr/0013). Numbers alone prove nothing: two databases that
 * know nothing of each other both begin the year with 000001, and a popular product makes their sums the same as well.
 * - `facts`: number, day, sum and customer are the same. Where both have guids, and different ones, the customer must be recognised by
 *   more than a name: «Розничный покупатель» is in every database.
 * - `number`: the same number in the same year, in databases that share ids, with nothing against it (no other guid, no other
 *   customer), and the same customer, or the same sum on the same day, or the same sum of a customer of the same name.
 * @param country of the shop, for telephones
 */
export function sameness(facts: DocumentFacts, candidate: Candidate, country?: string): 'facts' | 'number' | null {
  const { order, date, sharesIds } = candidate;
  const guid = compareGuids(facts.guid, guidOf(order.oneC.id));
  const customer = compareCustomers(facts.customer, order.customer, country);
  const sum = facts.amount !== null && sameNumber(facts.amount, order.total);
  const day = facts.date === date;
  const isNamesake = customer === 'alike';
  if (day && sum && (customer === 'same' || (isNamesake && guid !== 'differs'))) return 'facts';
  if (guid === 'differs' || customer === 'differs' || !sharesIds) return null;
  return customer === 'same' || (sum && (day || isNamesake)) ? 'number' : null;
}

function compareGuids(one: string | null, other: string | null): Comparison {
  if (one === null || other === null) return 'unknown';
  return one === other ? 'same' : 'differs';
}

/** `same`: by a tax id, a guid, a telephone or an e-mail; `alike`: only by the name. */
export function compareCustomers(one: OrderCustomer | null, other: OrderCustomer, country?: string): Comparison {
  if (!one) return 'unknown';
  const [a, b] = [customerKeys(one, country), customerKeys(other, country)];
  if (a.taxId && b.taxId) return a.taxId === b.taxId ? 'same' : 'differs';
  const isGuid = guidOf(a.id) !== null && a.id === b.id;
  if (isGuid || (a.phone && a.phone === b.phone) || (a.email && a.email === b.email)) return 'same';
  if ((a.phone && b.phone) || (a.email && b.email)) return 'differs';
  return nameKey(one) === nameKey(other) ? 'alike' : 'differs';
}

const nameKey = ({ name }: OrderCustomer): string => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
