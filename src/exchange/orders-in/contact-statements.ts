import { addressText } from '../../commerceml/order-address.js';
import type { NodeSettings } from '../../nodes/exchange-node.js';
import type { Order, OrderAddress, OrderCustomer } from '../../orders.js';
import type { Counterparty } from '../../records.js';
import type { OneCSaid } from '../../store/orders/one-c-said.js';
import { customerOf } from './document-customer.js';
import { type Statement, stated } from './statements.js';

/**
 * Name, phone, e-mail and address of the customer as 1C says them. Only of a node whose `winners.contact` is `1c` or `newest`: else they
 * are the shop's alone. What 1C leaves empty stays.
 */
export function contactStatements(
  { customer }: Order,
  former: OneCSaid,
  counterparties: readonly Counterparty[],
  { winners }: NodeSettings,
): Statement[] {
  if (counterparties.length === 0 || (winners?.contact ?? 'site') === 'site') return [];
  const { name, phone, email, address } = customerOf(counterparties);
  const said = counterparties.some((party) => party.name?.trim() || party.fullName?.trim()) ? name : undefined;
  const one = <Member extends 'customerName' | 'customerPhone' | 'customerEmail' | 'customerAddress'>(
    member: Member,
    part: keyof OrderCustomer,
    value: string | undefined,
    present: string | undefined,
    apply: (text: string) => Partial<OrderCustomer>,
    form: (text: string) => string = (text) => text.trim(),
  ): Statement[] =>
    stated(former, {
      group: 'contact',
      part: `customer.${part}`,
      member,
      said: value?.trim() || undefined,
      value: value?.trim() || null,
      present,
      means: (each) => form(textOf(each)) === form(value ?? ''),
      apply: (draft) => {
        draft.customer = { ...draft.customer, ...apply(value?.trim() ?? '') };
      },
    });
  return [
    // The parts of the former name would contradict the new one.
    ...one('customerName', 'name', said, customer.name, (text) => ({
      name: text,
      firstName: undefined,
      lastName: undefined,
      middleName: undefined,
    })),
    ...one('customerPhone', 'phone', phone, customer.phone, (text) => ({ phone: text }), digits),
    ...one('customerEmail', 'email', email, customer.email, (text) => ({ email: text }), lowered),
    ...one('customerAddress', 'address', address?.text, addressText(customer.address), asAddress, oneLine),
  ];
}

const asAddress = (text: string): Partial<OrderCustomer> => ({ address: { text } });

const digits = (text: string): string => text.replace(/\D/g, '');
const lowered = (text: string): string => text.trim().toLowerCase();

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** What stood in an order before: an address is an object; 1C was given it as one line, and says that back. */
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (addressText((value ?? undefined) as OrderAddress | undefined) ?? '');
