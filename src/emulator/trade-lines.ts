import { EmulatorFailure } from './failure.js';
import { told } from './fields.js';
import { isNotPositive, isNumber, splitItemId } from './one-c-values.js';
import type { ParsedLine } from './parsed-order.js';
import { collection, filled, property, requiredText, type XdtoValue } from './xdto.js';

/**
 * The lines of an order as BAS and УТ 11 read them (one-c-client.md §5). Two habits of theirs are kept: the rate of
 * НДС is not cleared between lines, so that a line without one gets that of the line before (hence «on every line or
 * on none»); a discount of a line that says УчтеноВСумме is an error of 1C, and nothing is loaded.
 * A rate that is no number throws EmulatorFailure; a line without quantity is left out, and `warn` is told.
 */
export function readTradeLines(
  document: XdtoValue,
  defaultRate: string | undefined,
  warn: (text: string) => void,
): ParsedLine[] {
  const lines: ParsedLine[] = [];
  let keptRate: string | undefined;
  for (const item of collection(property(property(document, 'Товары'), 'Товар'))) {
    const own = ownRate(item);
    if (own === undefined && keptRate !== undefined) {
      warn(
        `line «${filled(property(item, 'Наименование')) ?? ''}» has no rate of НДС and gets that of the line before: ${keptRate}.`,
      );
    }
    keptRate = own ?? keptRate;
    const rate = keptRate ?? defaultRate;
    if (rate !== undefined && !isNumber(rate)) {
      throw new EmulatorFailure(`query: the rate of НДС is no number: ${rate}`);
    }
    checkDiscounts(item);
    const line = readLine(item, rate);
    if (line.id === '' && line.name === '') warn('a line without Ид and Наименование is left out.');
    else if (isNotPositive(line.quantity)) warn(`line «${line.name}» is left out: no readable Количество.`);
    else lines.push(line);
  }
  return lines;
}

function readLine(item: XdtoValue, rate: string | undefined): ParsedLine {
  const number = (name: string): string => {
    const text = filled(property(item, name));
    return isNumber(text) ? text : '0';
  };
  const kinds = collection(property(property(item, 'ЗначенияРеквизитов'), 'ЗначениеРеквизита'))
    .filter((requisite) => requiredText(requisite, 'Наименование') === 'ТипНоменклатуры')
    .map((requisite) => filled(property(requisite, 'Значение')));
  const id = filled(property(item, 'Ид')) ?? '';
  const unit = property(item, 'БазоваяЕдиница');
  return {
    id,
    ...splitItemId(id),
    name: filled(property(item, 'Наименование')) ?? '',
    quantity: number('Количество'),
    price: number('ЦенаЗаЕдиницу'),
    amount: number('Сумма'),
    service: kinds.find((kind) => kind !== undefined)?.toLowerCase() === 'услуга',
    discounts: [],
    ...told({
      article: filled(property(item, 'Артикул')),
      unitCode: filled(property(unit, 'Код')),
      unitName: filled(property(unit, 'НаименованиеПолное')),
      taxRate: rate,
    }),
  };
}

function ownRate(item: XdtoValue): string | undefined {
  const named = (list: readonly XdtoValue[]): string | undefined => {
    const vat = list.find((tax) => filled(property(tax, 'Наименование'))?.toLowerCase() === 'ндс');
    return filled(property(vat, 'Ставка'));
  };
  const fromTaxes = named(collection(property(property(item, 'Налоги'), 'Налог')));
  return fromTaxes ?? named(collection(property(property(item, 'СтавкиНалогов'), 'СтавкаНалога')));
}

function checkDiscounts(item: XdtoValue): void {
  const discounts = collection(property(property(item, 'Скидки'), 'Скидка'));
  if (discounts.some((discount) => property(discount, 'УчтеноВСумме') !== undefined)) {
    throw new EmulatorFailure('query: a discount of a line with УчтеноВСумме: 1C cannot convert the value to Boolean.');
  }
}
