import { told } from './fields.js';
import type { ParsedSettlement } from './parsed-order.js';
import { collection, filled, property, requiredText, type XdtoValue } from './xdto.js';

/** Requisites that are yes or no: УНФ and БУС compare with the word `true`. */
const BOOLEANS = ['Заказ оплачен', 'Доставка разрешена', 'Отменен', 'Финальный статус', 'Оплачено', 'Отгружено'];

/**
 * The requisites of a document, name → value; one without a value is left out. Throws EmulatorFailure for one without
 * a name. A boolean that is no `true` or `false`, and a name that comes twice, are told to `lost`.
 */
export function readRequisiteValues(document: XdtoValue, lost: (text: string) => void): Record<string, string> {
  const requisites: Record<string, string> = {};
  for (const requisite of collection(property(property(document, 'ЗначенияРеквизитов'), 'ЗначениеРеквизита'))) {
    const name = requiredText(requisite, 'Наименование');
    const value = filled(property(requisite, 'Значение'));
    if (value === undefined) continue;
    if (BOOLEANS.includes(name) && !/^(true|false)$/i.test(value)) {
      lost(`requisite «${name}» must be true or false: «${value}» counts as false.`);
    }
    if (requisites[name] !== undefined) lost(`requisite «${name}» comes twice: the second value stays.`);
    requisites[name] = value;
  }
  return requisites;
}

/** What УНФ itself does with requisites (one-c-client.md §5); the others become properties of its document. */
export function settlementOf(requisites: Readonly<Record<string, string>>): ParsedSettlement {
  return told({
    status: requisites['Статус заказа'],
    statusId: requisites['Статуса заказа ИД'],
    paymentMethod: requisites['Метод оплаты'],
    paymentMethodId: requisites['Метод оплаты ИД'],
    paymentDate: requisites['Дата оплаты'],
    paymentNumber: requisites['Номер платежного документа'],
    deliveryMethod: requisites['Способ доставки'] ?? requisites['Метод доставки'],
    deliveryAddress: requisites['Адрес доставки'],
    trackNumber: requisites['Трек-номер'] ?? requisites['Идентификатор отправления'],
  });
}
