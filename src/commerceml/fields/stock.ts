import type { StockRecord } from '../../records.js';
import { defined } from '../defined.js';
import { NAME } from '../names.js';
import type { Fields } from '../xml/fields.js';

/**
 * The stock of an offer, in any of its shapes (commerceml.md §5 no. 3): `Количество`; `Склад @ИдСклада @КоличествоНаСкладе`;
 * `Склады` with the same attributes (ИзмененияПакетаПредложений) or with `Склад` inside; `Остатки/Остаток/{Склад/{Ид,
 * Количество}, Количество}`. Negative quantities stay. A quantity that is blank says nothing.
 * @returns undefined when the offer says nothing of stock: it is unchanged, not 0
 */
export function readStock(offer: Fields): StockRecord | undefined {
  const rests = offer.list(NAME.stocks, NAME.stock) ?? [];
  const rows = [
    ...offer.all(NAME.warehouse),
    ...offer.all(NAME.warehouses).flatMap((list) => [list, ...list.all(NAME.warehouse)]),
    ...rests.flatMap((rest) => rest.all(NAME.warehouse)),
  ];
  const total = offer.quantity(NAME.quantity) ?? firstTotal(rests) ?? undefined;
  const warehouses = readRows(rows);
  if (total === undefined && warehouses === undefined) return undefined;
  return defined({ total, warehouses });
}

function firstTotal(rests: readonly Fields[]): string | undefined {
  for (const rest of rests) {
    const total = rest.quantity(NAME.quantity);
    if (typeof total === 'string') return total;
  }
  return undefined;
}

function readRows(rows: readonly Fields[]): Record<string, string> | undefined {
  const quantities = new Map<string, string>();
  for (const row of rows) {
    if (!row.has(NAME.warehouseQuantity) && !row.has(NAME.quantity)) continue;
    const id = row.text(NAME.warehouseId, NAME.id);
    const quantity = row.quantity(NAME.warehouseQuantity, NAME.quantity);
    if (!id) row.warn('empty-id', quantity ?? '', NAME.warehouseId);
    else if (quantities.has(id)) row.warn('duplicate-id', id, NAME.warehouseId);
    if (id && typeof quantity === 'string') quantities.set(id, quantity);
  }
  return quantities.size === 0 ? undefined : Object.fromEntries(quantities);
}
