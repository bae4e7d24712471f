import type { DocumentLine, DocumentRecord } from '../../records.js';
import { defined } from '../defined.js';
import { itemId } from '../item-id.js';
import { NAME } from '../names.js';
import type { Fields } from '../xml/fields.js';
import { readRequisites } from './requisites.js';
import { readLineTaxes } from './taxes.js';
import { readUnit } from './unit.js';

/** One `Товар` of a document, with `ЦенаЗаЕдиницу` (3.x: `Цена`) and the unit as text or as an element. */
export function readLine(line: Fields): DocumentLine {
  const written = line.textOr('', NAME.id);
  const fields = defined({
    line: line.line,
    id: itemId(written, line.textOr('', NAME.characteristicId))?.id ?? '',
    name: line.text(NAME.name) ?? undefined,
    sku: line.text(NAME.sku) ?? undefined,
    unit: readLineUnit(line),
    quantity: line.quantity(NAME.quantity) ?? undefined,
    price: line.amount(NAME.unitPrice, NAME.price) ?? undefined,
    amount: line.amount(NAME.amount) ?? undefined,
    coefficient: line.quantity(NAME.coefficient) ?? undefined,
    taxes: readLineTaxes(line),
    discounts: readDiscounts(line),
    requisites: readRequisites(line, NAME.requisites, NAME.moreRequisites) ?? [],
  });
  return { ...fields, extra: line.rest() };
}

/**
 * `Единица` is the unit of the line; `БазоваяЕдиница` (the product's) completes it where both say the same, or replaces it. One that
 * is another unit stays for `extra`.
 */
function readLineUnit(line: Fields): DocumentLine['unit'] {
  const base = readUnit(line, NAME.baseUnit) ?? undefined;
  const own = readUnit(line, NAME.unit) ?? undefined;
  if (!own) return base;
  const agree = (field: 'name' | 'code') =>
    base?.[field] === undefined || own[field] === undefined || base[field] === own[field];
  if (agree('name') && agree('code')) return { ...base, ...own };
  line.child(NAME.baseUnit)?.unread();
  return own;
}

/** `Скидки/Скидка{Наименование, Сумма, Процент, УчтеноВСумме, Комментарий}`. */
export function readDiscounts(owner: Fields): DocumentRecord['discounts'] {
  return (owner.list(NAME.discounts, NAME.discount) ?? []).map((discount) =>
    defined({
      name: discount.text(NAME.name) ?? undefined,
      amount: discount.amount(NAME.amount) ?? undefined,
      percent: discount.percent(NAME.percent) ?? undefined,
      included: discount.boolean(NAME.included) ?? undefined,
      comment: discount.text(NAME.comment) ?? undefined,
    }),
  );
}
