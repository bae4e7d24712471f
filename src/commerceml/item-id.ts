/** The two halves of an id of 1C: left of the first `#` the product, right of it the characteristic. */
export interface ItemId {
  /** `a#b`, or `a` alone: `a#` is the same as `a`. */
  readonly id: string;
  readonly productId: string;
  /** '' = none. */
  readonly characteristicId: string;
}

/** 1C's reference to nothing. */
const EMPTY_GUID = '00000000-0000-0000-0000-000000000000';

/**
 * Splits an id at its first `#` (commerceml.md §2.6).
 * @param characteristic `ИдХарактеристики`, where it stands apart
 * @returns undefined when there is no product: a blank id is no id
 */
export function itemId(written: string, characteristic = ''): ItemId | undefined {
  const hash = written.indexOf('#');
  const productId = (hash < 0 ? written : written.slice(0, hash)).trim();
  if (productId === '') return undefined;
  const own = hash < 0 ? '' : known(written.slice(hash + 1));
  const characteristicId = own || known(characteristic.slice(characteristic.indexOf('#') + 1));
  return { id: characteristicId === '' ? productId : `${productId}#${characteristicId}`, productId, characteristicId };
}

function known(id: string): string {
  const trimmed = id.trim();
  return trimmed === EMPTY_GUID ? '' : trimmed;
}
