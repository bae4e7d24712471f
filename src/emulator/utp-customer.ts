import { EmulatorFailure } from './failure.js';
import { told } from './fields.js';
import type { ParsedCustomer } from './parsed-order.js';
import { utpElements, utpText } from './utp-path.js';
import type { XmlElement } from './xml-tree.js';

const KNOWN_CONTACTS: Readonly<Record<string, 'phone' | 'email'>> = { ТелефонРабочий: 'phone', Почта: 'email' };
const ADDRESSES = ['АдресРегистрации', 'ЮридическийАдрес', 'Адрес'];

/**
 * The customer of an order as УТП reads it: of contacts it knows `ТелефонРабочий` and `Почта` alone, of tax codes ИНН and
 * КодПоЕДРПОУ (one-c-client.md §5). Throws EmulatorFailure when there is none, or none with a name.
 */
export function readUtpCustomer(number: string, document: XmlElement): ParsedCustomer {
  const [customer] = utpElements(document, 'Контрагенты', 'Контрагент');
  const name = customer && utpText(customer, 'Наименование');
  if (customer === undefined || name === undefined) {
    throw new EmulatorFailure(`query: order ${number}: no Контрагент with Наименование.`);
  }
  const text = (...path: string[]): string | undefined => utpText(customer, ...path);
  const contacts = utpElements(customer, 'Контакты', 'Контакт')
    .map((contact) => ({ type: utpText(contact, 'Тип') ?? '', value: utpText(contact, 'Значение') ?? '' }))
    .filter(({ type }) => type in KNOWN_CONTACTS);
  const contact = (kind: 'phone' | 'email'): string | undefined =>
    contacts.filter(({ type }) => KNOWN_CONTACTS[type] === kind).at(-1)?.value;
  // Whatever its kind, an address is written over the one before it: they all are the juridical address in УТП.
  const addresses = customer.content.map((node) =>
    node.kind === 'element' && ADDRESSES.includes(node.name) ? utpText(node, 'Представление') : undefined,
  );
  const official = text('ОфициальноеНаименование');
  return {
    kind: official === undefined ? 'person' : 'company',
    name,
    contacts,
    ...told({
      id: text('Ид'),
      fullName: official ?? text('ПолноеНаименование'),
      lastName: text('Фамилия'),
      firstName: text('Имя'),
      middleName: text('Отчество'),
      taxId: text('ИНН'),
      registrationCode: text('КодПоЕДРПОУ'),
      address: addresses.findLast((address) => address !== undefined),
      phone: contact('phone'),
      email: contact('email'),
    }),
  };
}
