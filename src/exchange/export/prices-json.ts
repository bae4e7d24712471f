import type { PriceRecord } from '../../records.js';
import type { ExportNames } from './export-names.js';
import { quoted } from './item-json.js';

type Price = Omit<PriceRecord, 'priceTypeId'>;
type Prices = Readonly<Record<string, readonly Price[]>>;

/** What is alike in all prices of one type. */
interface OfType {
  /** Up to the amount. */
  readonly before: string;
  readonly currency: string | null;
  /** What stands behind the amount of prices that say nothing but their currency, by that. */
  readonly behind: Map<string | undefined, string>;
}

/**
 * Makes the writer of prices: 1C's id of the price type → its prices become the list that REST shows.
 * @param wanted our id or 1C's: only the prices of this type; null = all
 */
export function openPricesJson(names: ExportNames, wanted: string | null): (json: string, idSpace: string) => string {
  const ours = names.priceTypes.find(({ priceTypeId }) => priceTypeId === wanted?.toLowerCase());
  const isWanted = (idSpace: string, externalId: string): boolean =>
    wanted === null || (ours ? idSpace === ours.idSpace && externalId === ours.externalId : externalId === wanted);

  /** By id space and id; null = not wanted. */
  const spaces = new Map<string, Map<string, OfType | null>>();
  const meet = (idSpace: string, externalId: string): OfType | null => {
    const type = names.priceType.get({ idSpace, externalId });
    const before = `{"priceType":${quoted(externalId)},"priceTypeName":${quoted(type?.name)},"amount":`;
    return isWanted(idSpace, externalId) ? { before, currency: type?.currency ?? null, behind: new Map() } : null;
  };

  return (json, idSpace) => {
    if (json === '{}') return '[]';
    let types = spaces.get(idSpace);
    if (!types) {
      types = new Map();
      spaces.set(idSpace, types);
    }
    const prices = JSON.parse(json) as Prices;
    let list = '';
    for (const externalId of Object.keys(prices)) {
      let type = types.get(externalId);
      if (type === undefined) {
        type = meet(idSpace, externalId);
        types.set(externalId, type);
      }
      if (type === null) continue;
      for (const price of prices[externalId] ?? []) {
        list += `${list === '' ? '' : ','}${type.before}${quoted(price.amount)}${behindAmount(price, type)}`;
      }
    }
    return `[${list}]`;
  };
}

function behindAmount(price: Price, { currency, behind }: OfType): string {
  if (Object.keys(price).length > (price.currency === undefined ? 1 : 2)) return restOf(price, currency);
  const known = behind.get(price.currency);
  if (known !== undefined) return known;
  const made = restOf(price, currency);
  behind.set(price.currency, made);
  return made;
}

const restOf = (price: Price, currency: string | null): string =>
  `,"currency":${quoted(price.currency ?? currency)},"minQuantity":${quoted(price.minQuantity)},"unit":${quoted(price.unit)}` +
  `,"coefficient":${quoted(price.coefficient)},"presentation":${quoted(price.presentation)},"extra":${price.extra === undefined ? '{}' : JSON.stringify(price.extra)}}`;
