import { EmulatorFailure } from './failure.js';
import { told } from './fields.js';
import { isNotPositive, isNumber, splitItemId } from './one-c-values.js';
import type { ParsedLine } from './parsed-order.js';
import { collection, filled, property, type XdtoValue } from './xdto.js';

/**
 * The lines of an order as УНФ and БУС read them: each line by itself, nothing is carried from one to the next. The
 * price is `ЦенаЗаЕдиницу`, or `Цена` in 3.x. A number that is none throws EmulatorFailure; a line without quantity or
 * without Ид and name is left out, and `lost` is told.
 */
export function readUnfLines(
  document: XdtoValue,
  defaultRate: string | undefined,
  lost: (text: string) => void,
): ParsedLine[] {
  return collection(property(property(document, 'Товары'), 'Товар')).flatMap((item) => {
    const line = readLine(item, defaultRate);
    if (line.id === '' && line.name === '') lost('a line without Ид and Наименование is left out.');
    else if (isNotPositive(line.quantity)) lost(`line «${line.name}» is left out: no readable Количество.`);
    else return [line];
    return [];
  });
}

function readLine(item: XdtoValue, defaultRate: string | undefined): ParsedLine {
  const text = (name: string): string | undefined => filled(property(item, name))?.trim();
  const number = (value: string | undefined, name: string): string => {
    if (value !== undefined && !isNumber(value)) throw new EmulatorFailure(`query: ${name} is no number: ${value}`);
    return value ?? '0';
  };
  const kinds = collection(property(property(item, 'ЗначенияРеквизитов'), 'ЗначениеРеквизита'))
    .filter((requisite) => filled(property(requisite, 'Наименование')) === 'ТипНоменклатуры')
    .map((requisite) => filled(property(requisite, 'Значение')));
  const id = text('Ид') ?? '';
  return {
    id,
    ...splitItemId(id),
    name: text('Наименование') ?? '',
    quantity: number(text('Количество'), 'Количество'),
    price: number(text('ЦенаЗаЕдиницу') ?? text('Цена'), 'ЦенаЗаЕдиницу'),
    amount: number(text('Сумма'), 'Сумма'),
    service: kinds[0]?.toLowerCase() === 'услуга',
    discounts: collection(property(property(item, 'Скидки'), 'Скидка')).flatMap((discount) => {
      const amount = filled(property(discount, 'Сумма'));
      return amount === undefined ? [] : [{ amount, included: filled(property(discount, 'УчтеноВСумме')) === 'true' }];
    }),
    ...told({ article: text('Артикул'), ...unitOf(item), taxRate: rateOf(item) ?? defaultRate }),
  };
}

/** 2.x: attributes of БазоваяЕдиница; 3.x: Единица as an element, or БазоваяЕдиница as the code alone. */
function unitOf(item: XdtoValue): { unitCode: string | undefined; unitName: string | undefined } {
  const base = property(item, 'БазоваяЕдиница');
  const unit = property(item, 'Единица');
  const code = filled(property(base, 'Код')) ?? filled(property(unit, 'Код')) ?? filled(base);
  const name = filled(property(base, 'НаименованиеПолное')) ?? filled(property(unit, 'НаименованиеПолное'));
  return { unitCode: code?.trim(), unitName: name?.trim() };
}

function rateOf(item: XdtoValue): string | undefined {
  const rates = [
    ...collection(property(property(item, 'СтавкиНалогов'), 'СтавкаНалога')),
    ...collection(property(property(item, 'Налоги'), 'Налог')),
  ];
  const vat = rates.find((tax) => filled(property(tax, 'Наименование'))?.toLowerCase() === 'ндс');
  return filled(property(vat, 'Ставка'))?.replace('%', '');
}
