import { EmulatorFailure } from './failure.js';
import { told } from './fields.js';
import type { ParsedCustomer } from './parsed-order.js';
import { collection, filled, property, required, requiredText, type XdtoValue } from './xdto.js';

/** Types of contacts as BAS and УТ 11 note them: the blanks of the type are deleted. */
const PHONES = ['телефонрабочий', 'телефонмобильный', 'телефон'];
const EMAILS = ['почта', 'электроннаяпочта'];

/**
 * The customer of an order as BAS and УТ 11 read it: the first Контрагент alone; a legal entity when it has
 * `ОфициальноеНаименование` (one-c-client.md §5). Throws EmulatorFailure when there is none, or none with a name.
 */
export function readTradeCustomer(document: XdtoValue): ParsedCustomer {
  const customer = collection(required(required(document, 'Контрагенты'), 'Контрагент'))[0];
  const text = (name: string): string | undefined => filled(property(customer, name));
  const company = property(customer, 'ОфициальноеНаименование') !== undefined;
  const name = text('Наименование');
  if (name === undefined) throw new EmulatorFailure('query: no Контрагент with Наименование.');
  const contacts = collection(property(property(customer, 'Контакты'), 'Контакт')).flatMap((contact) => {
    const type = requiredText(contact, 'Тип').replaceAll(' ', '');
    const value = filled(required(contact, 'Значение'));
    return value === undefined ? [] : [{ type, value }];
  });
  const contact = (types: readonly string[]): string | undefined =>
    contacts.find(({ type }) => types.includes(type.toLowerCase()))?.value;
  const legal = addressText(property(customer, company ? 'ЮридическийАдрес' : 'АдресРегистрации'));
  return {
    kind: company ? 'company' : 'person',
    name,
    contacts,
    ...told({
      id: text('Ид'),
      fullName: text(company ? 'ОфициальноеНаименование' : 'ПолноеНаименование'),
      lastName: text('Фамилия'),
      firstName: text('Имя'),
      middleName: text('Отчество'),
      taxId: text('ИНН'),
      taxRegistrationReason: text('КПП'),
      registrationCode: text('ОКПО'),
      address: legal ?? addressText(property(customer, 'Адрес')),
      phone: contact(PHONES),
      email: contact(EMAILS),
    }),
  };
}

const SUFFIXES: readonly (readonly [type: string, before: string, after: string])[] = [
  ['почтовый индекс', '', ', '],
  ['страна', '', ', '],
  ['регион', '', ', '],
  ['район', '', ', '],
  ['населенный пункт', '', ', '],
  ['город', '', ' г, '],
  ['улица', '', ' ул, '],
  ['дом', 'дом № ', ', '],
  ['корпус', '', ', '],
  ['квартира', 'квартира ', ' '],
];

/** Without `Представление` there is no address; with two or more fields 1C composes the text from them. */
function addressText(address: XdtoValue | undefined): string | undefined {
  const shown = filled(property(address, 'Представление'));
  const fields = collection(property(address, 'АдресноеПоле'));
  if (shown === undefined || fields.length < 2) return shown?.trim();
  const values = new Map(
    fields.map((field) => [requiredText(field, 'Тип').toLowerCase(), filled(property(field, 'Значение'))]),
  );
  const parts = SUFFIXES.map(([type, before, after]) => {
    const value = values.get(type);
    return value === undefined ? '' : before + value + after;
  });
  return parts.join('');
}
