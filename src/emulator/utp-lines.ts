import { EmulatorFailure } from './failure.js';
import { told } from './fields.js';
import { isNumber, splitItemId } from './one-c-values.js';
import type { ParsedDiscount, ParsedLine } from './parsed-order.js';
import { utpElements, utpText } from './utp-path.js';
import type { XmlElement } from './xml-tree.js';

/** `Число(…)` of a text under a name, which breaks off on anything but a number: EmulatorFailure. */
export function utpNumber(order: string, owner: XmlElement, name: string): string | undefined {
  const text = utpText(owner, name);
  if (text !== undefined && !isNumber(text)) {
    throw new EmulatorFailure(`query: order ${order}: ${name} is no number: ${text}`);
  }
  return text;
}

/** A line of an order as УТП puts it into its document. Throws EmulatorFailure when an amount or quantity is missing. */
export function readUtpLine(order: string, item: XmlElement, defaultRate: string | undefined): ParsedLine {
  const number = (name: string): string | undefined => utpNumber(order, item, name);
  const kinds = utpElements(item, 'ЗначенияРеквизитов', 'ЗначениеРеквизита')
    .filter((requisite) => utpText(requisite, 'Наименование') === 'ТипНоменклатуры')
    .map((requisite) => utpText(requisite, 'Значение'));
  const service = kinds[0] === 'Услуга';
  const amount = number('Сумма');
  const quantity = number('Количество');
  if (amount === undefined || (quantity === undefined && !service)) {
    throw new EmulatorFailure(`query: order ${order}: a line without Сумма or Количество.`);
  }
  const id = utpText(item, 'Ид') ?? '';
  const unit = utpElements(item, 'БазоваяЕдиница').at(-1);
  return {
    id,
    ...splitItemId(id),
    name: utpText(item, 'Наименование') ?? '',
    // A service is one piece for its whole amount.
    quantity: service ? '1' : (quantity ?? ''),
    price: service ? amount : (number('ЦенаЗаЕдиницу') ?? ''),
    amount,
    service,
    discounts: readUtpDiscounts(order, item),
    ...told({
      article: utpText(item, 'Артикул'),
      unitCode: unit?.attributes.Код,
      unitName: utpText(item, 'БазоваяЕдиница'),
      taxRate: (utpText(item, 'СтавкиНалогов', 'СтавкаНалога', 'Ставка') ?? defaultRate)?.replace('%', ''),
    }),
  };
}

/** The discounts of a line or of the whole order. */
export function readUtpDiscounts(order: string, owner: XmlElement): ParsedDiscount[] {
  return utpElements(owner, 'Скидки', 'Скидка').map((discount) => ({
    amount: utpNumber(order, discount, 'Сумма') ?? '0',
    included: utpText(discount, 'УчтеноВСумме') === 'true',
  }));
}
