import { byteText, textOf } from '../../db/byte-text.js';
import { plainField } from '../../db/copy-out.js';
import type { PriceRecord } from '../../records.js';
import type { ExportPriceType } from '../../store/catalogue/export-names.js';
import { byExternalId } from '../../store/catalogue/read-by-external-id.js';

type Price = Omit<PriceRecord, 'priceTypeId'>;
type Prices = Readonly<Record<string, readonly Price[]>>;

/** What is alike in all prices of one type: byte texts. */
interface OfType {
  readonly isWanted: boolean;
  /** JSON.parse puts its id before all others, wherever it stands. */
  readonly isIndex: boolean;
  /** Up to the amount. */
  readonly before: string;
  readonly currency: string | null;
  /** What stands behind the amount of prices that say nothing but their currency, by how the column says it. */
  readonly behind: Map<string, string>;
}

/** Between a type's id and the amount of its only price, as PostgreSQL writes JSON. */
const OPENS = '": [{"amount": "';
const CLOSES = '}]';
const NEXT = ', "';
/** What stands behind the amount of a price that says no more than its currency. */
const CURRENCY = /^(?:, "currency": "([^"]*)")?$/;

const quoted = (text: string | null | undefined): string => JSON.stringify(text ?? null);

/**
 * Makes the writer of prices: 1C's id of the price type → its prices become the list that REST shows. It takes and gives byte texts; the
 * id space is given as its column.
 * @param wanted our id or 1C's: only the prices of this type; null = all
 */
export function openPricesJson(
  priceTypes: readonly ExportPriceType[],
  wanted: string | null,
): (json: string, idSpace: string) => string {
  const byKey = byExternalId(priceTypes);
  const ours = priceTypes.find(({ priceTypeId }) => priceTypeId === wanted?.toLowerCase());
  const isWanted = (idSpace: string, externalId: string): boolean =>
    wanted === null || (ours ? idSpace === ours.idSpace && externalId === ours.externalId : externalId === wanted);

  const spaces = new Map<string, Map<string, OfType>>();
  const meet = (idSpace: string, externalId: string): OfType => {
    const type = byKey.get({ idSpace, externalId });
    const currency = type?.currency ?? null;
    return {
      isWanted: isWanted(idSpace, externalId),
      isIndex: /^\d+$/.test(externalId),
      before: byteText(`{"priceType":${quoted(externalId)},"priceTypeName":${quoted(type?.name)},"amount":`),
      currency: currency === null ? null : byteText(currency),
      behind: new Map(),
    };
  };

  return (json, idSpace) => {
    if (json === '{}') return '[]';
    let types = spaces.get(idSpace);
    if (!types) {
      types = new Map();
      spaces.set(idSpace, types);
    }
    const known = types;
    const typeOf = (externalId: string): OfType => {
      const before = known.get(externalId);
      if (before) return before;
      const type = meet(textOf(plainField(idSpace) ?? ''), textOf(externalId));
      known.set(externalId, type);
      return type;
    };
    return `[${usualPrices(json, typeOf) ?? anyPrices(json, typeOf)}]`;
  };
}

type TypeOf = (externalId: string) => OfType;

/** Of types with one price each, that say an amount and perhaps a currency: not parsed, only cut. @returns null = there is more in it */
function usualPrices(json: string, typeOf: TypeOf): string | null {
  if (json.includes('\\')) return null;
  let list = '';
  for (let at = 2; ; ) {
    const idEnd = json.indexOf('"', at);
    if (!json.startsWith(OPENS, idEnd)) return null;
    const amountAt = idEnd + OPENS.length;
    const amountEnd = json.indexOf('"', amountAt);
    const end = json.indexOf(CLOSES, amountEnd);
    const type = typeOf(json.slice(at, idEnd));
    const behind = behindAmount(json.slice(amountEnd + 1, end), type);
    if (behind === null || type.isIndex) return null;
    if (type.isWanted)
      list += `${list === '' ? '' : ','}${type.before}${json.slice(amountAt - 1, amountEnd + 1)}${behind}`;
    at = end + CLOSES.length;
    if (at === json.length - 1) return list;
    if (!json.startsWith(NEXT, at)) return null;
    at += NEXT.length;
  }
}

function behindAmount(said: string, { behind, currency: ofType }: OfType): string | null {
  const known = behind.get(said);
  if (known !== undefined) return known;
  const found = CURRENCY.exec(said);
  if (found === null) return null;
  const [, currency] = found;
  const made = restOf({ amount: '', ...(currency !== undefined && { currency }) }, ofType);
  behind.set(said, made);
  return made;
}

function anyPrices(json: string, typeOf: TypeOf): string {
  return Object.entries(JSON.parse(json) as Prices)
    .map(([externalId, prices]) => ({ type: typeOf(externalId), prices }))
    .filter(({ type }) => type.isWanted)
    .flatMap(({ type, prices }) =>
      prices.map((price) => `${type.before}${quoted(price.amount)}${restOf(price, type.currency)}`),
    )
    .join(',');
}

const restOf = (price: Price, currency: string | null): string =>
  `,"currency":${quoted(price.currency ?? currency)},"minQuantity":${quoted(price.minQuantity)},"unit":${quoted(price.unit)}` +
  `,"coefficient":${quoted(price.coefficient)},"presentation":${quoted(price.presentation)},"extra":${price.extra === undefined ? '{}' : JSON.stringify(price.extra)}}`;
