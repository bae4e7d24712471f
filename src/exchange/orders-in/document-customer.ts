import { fold } from '../../commerceml/names-alike.js';
import { WORD } from '../../commerceml/order-names.js';
import type { OrderCustomer } from '../../orders.js';
import type { Counterparty } from '../../records.js';

/** Who ordered, of an order that was made in 1C: the buyer among its counterparties, else the first of them. */
export function customerOf(counterparties: readonly Counterparty[]): OrderCustomer {
  const party = counterparties.find(isBuyer) ?? counterparties[0];
  if (!party) return { type: 'person', name: WORD.buyer };
  return {
    id: party.id,
    type: party.type,
    name: party.name?.trim() || party.fullName?.trim() || WORD.buyer,
    phone: contactOf(party, /тел|phone|моб/i, /^[+\d][\d\s().+-]{4,}$/),
    email: contactOf(party, /почт|пошт|mail/i, /^\S+@\S+$/),
    taxId: party.taxId,
    address: party.address ? { text: party.address } : undefined,
  };
}

/** `Роль` in Russian or Ukrainian; it may be one of several. */
const BUYER: ReadonlySet<string> = new Set([WORD.buyer, 'Покупець'].map(fold));
const isBuyer = ({ role, roles }: Counterparty): boolean =>
  [role ?? '', ...(roles ?? [])].some((each) => BUYER.has(fold(each)));

/** The first contact of a type that speaks of it; else the first whose value looks like it (shops name their types freely). */
function contactOf(party: Counterparty, type: RegExp, value: RegExp): string | undefined {
  const named = party.contacts.find((contact) => type.test(contact.type) && contact.value.trim() !== '');
  return (named ?? party.contacts.find((contact) => value.test(contact.value.trim())))?.value.trim();
}
