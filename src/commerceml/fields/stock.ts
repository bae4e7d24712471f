import type { StockRecord } from '../../records.js';
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
  const rows = offer.all(NAME.warehouse);
  for (const list of offer.all(NAME.warehouses)) rows.push(list, ...list.all(NAME.warehouse));
  for (const rest of rests) rows.push(...rest.all(NAME.warehouse));
  const total = offer.quantity(NAME.quantity) ?? firstTotal(rests) ?? undefined;
  const warehouses = readRows(rows);
  if (total === undefined) return warehouses ? { warehouses } : undefined;
  return warehouses ? { total, warehouses } : { total };
}

function firstTotal(rests: readonly Fields[]): string | undefined {
  for (const rest of rests) {
    const total = rest.quantity(NAME.quantity);
    if (typeof total === 'string') return total;
  }
  return undefined;
}

function readRows(rows: readonly Fields[]): Record<string, string> | undefined {
  if (rows.length === 0) return undefined;
  const quantities: Record<string, string> = {};
  let isSaid = false;
  for (const row of rows) {
    if (!row.has(NAME.warehouseQuantity) && !row.has(NAME.quantity)) continue;
    const id = row.text(NAME.warehouseId, NAME.id);
    const quantity = row.quantity(NAME.warehouseQuantity, NAME.quantity);
    if (!id) row.warn('empty-id', quantity ?? '', NAME.warehouseId);
    else if (Object.hasOwn(quantities, id)) row.warn('duplicate-id', id, NAME.warehouseId);
    if (!id || typeof quantity !== 'string') continue;
    isSaid = true;
    put(quantities, id, quantity);
  }
  return isSaid ? quantities : undefined;
}

/** As a member of its own, whatever a warehouse's id is. (A Map that becomes an object afterwards costs a tenth of reading an offer.) */
function put(quantities: Record<string, string>, id: string, quantity: string): void {
  if (id !== '__proto__') quantities[id] = quantity;
  else Object.defineProperty(quantities, id, { value: quantity, enumerable: true, writable: true, configurable: true });
}
