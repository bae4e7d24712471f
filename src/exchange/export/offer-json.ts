import { byteText } from '../../db/byte-text.js';
import { COPY_NULL } from '../../db/copy-out.js';
import {
  type ExportNumbers,
  type ExportOffer,
  type ExportPlaces,
  KEYS,
  type NumberColumn,
  type OfferColumn,
} from '../../store/catalogue/export-rows.js';
import type { ChannelOffer } from '../channels/channel-prices.js';
import type { ExportNames, LotNames } from './export-names.js';
import {
  asItIs,
  characteristicNames,
  characteristicsJson,
  jsonOf,
  momentOf,
  quoted,
  requisitesJson,
  unitJson,
} from './item-json.js';

/** What the members of products and offers are made with. */
export interface Scene {
  readonly names: ExportNames;
  readonly lot: LotNames;
  /** The prices of an offer, of the JSON of its column. */
  pricesJson(json: string, idSpace: string): string;
}

/** An offer with its numbers. */
export interface OfferRow {
  readonly offer: ExportOffer;
  readonly numbers: ExportNumbers;
}

type Show = (row: OfferRow, scene: Scene) => string;

/** Of what it is made, and how, once it is known where the columns stand. */
interface Member {
  readonly columns?: readonly OfferColumn[];
  readonly numbers?: readonly NumberColumn[];
  at(places: ExportPlaces): Show;
}

const made = (column: OfferColumn, of: (field: string | undefined) => string): Member => ({
  columns: [column],
  at: ({ offer: { [column]: place = -1 } }) => {
    return ({ offer }) => of(offer[place]);
  },
});
const text = (column: OfferColumn): Member => made(column, quoted);
const always = (show: Show): Member => ({ at: () => show });

const files = (kind: 'picture' | 'file'): Member => ({
  columns: ['pictures'],
  at:
    () =>
    ({ offer }, { lot }) =>
      lot.filesOf(offer, kind),
});

const key = KEYS.offer;

/** The members of an offer within its product, as `GET /v1/products` shows them. */
export const OFFER_MEMBERS: Readonly<Record<string, Member>> = {
  id: text('id'),
  externalId: always(({ offer }) => {
    const [product = '', characteristic = ''] = [offer[key.productExternalId], offer[key.characteristicId]];
    return quoted(characteristic === '' ? product : `${product}#${characteristic}`);
  }),
  name: text('name'),
  sku: text('sku'),
  barcode: text('barcode'),
  code: text('code'),
  characteristics: made('characteristics', characteristicNames),
  characteristicValues: made('characteristics', characteristicsJson),
  properties: {
    columns: ['properties'],
    at:
      () =>
      ({ offer }, { lot }) =>
        lot.propertiesOf(offer),
  },
  requisites: made('requisites', requisitesJson),
  pictures: files('picture'),
  files: files('file'),
  unit: made('unit', unitJson),
  weight: text('weight'),
  prices: {
    numbers: ['prices'],
    at:
      ({ numbers: { prices = -1 } }) =>
      ({ offer, numbers }, { pricesJson }) =>
        pricesJson(jsonOf(numbers[prices]) ?? '{}', offer[key.idSpace] ?? ''),
  },
  stock: {
    numbers: ['stock', 'stockTotal'],
    at:
      ({ numbers: { stock = -1, stockTotal = -1 } }) =>
      ({ numbers }) =>
        `{"total":${quoted(numbers[stockTotal])},"warehouses":${jsonOf(numbers[stock]) ?? '{}'}}`,
  },
  extra: made('extra', asItIs('{}')),
  active: always(({ offer }) => (offer[key.active] === 't' ? 'true' : 'false')),
  updatedAt: always(({ numbers }) => `"${momentOf(numbers[KEYS.numbers.updatedAt] ?? '')}"`),
};

/** What an offer has besides in a channel, a byte text. @param offer undefined: the channel says nothing of it */
export function inChannelJson(offer: ChannelOffer | undefined): string {
  const price = offer?.price
    ? JSON.stringify({ ...offer.price, before: offer.before, rules: offer.steps.map((step) => step.rule.ruleId) })
    : 'null';
  return byteText(`"channelPrice":${price},"channelStock":${quoted(offer?.stock ?? COPY_NULL)}`);
}
