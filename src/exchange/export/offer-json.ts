import type { ExportNumbers, ExportOffer, NumberColumn, OfferColumn } from '../../store/catalogue/export-rows.js';
import type { ChannelOffer } from '../channels/channel-prices.js';
import { fileUrl } from '../file-url.js';
import type { ExportNames, LotNames } from './export-names.js';
import {
  characteristicNames,
  characteristicsJson,
  filesJson,
  momentOf,
  propertiesJson,
  quoted,
  requisitesJson,
  unitJson,
} from './item-json.js';

/** What the members of products and offers are made with. */
export interface Scene {
  readonly names: ExportNames;
  readonly lot: LotNames;
  readonly publicUrl: string | undefined;
  /** The prices of an offer, of the JSON of its column. */
  pricesJson(json: string, idSpace: string): string;
}

/** An offer with its numbers. */
export interface OfferRow {
  readonly offer: ExportOffer;
  readonly numbers: ExportNumbers;
}

interface Member {
  readonly columns?: readonly OfferColumn[];
  readonly numbers?: readonly NumberColumn[];
  json(row: OfferRow, scene: Scene): string;
}

const text = (column: OfferColumn): Member => ({ columns: [column], json: ({ offer }) => quoted(offer[column]) });

const files = (kind: 'picture' | 'file'): Member => ({
  columns: ['pictures'],
  json: ({ offer }, { lot, publicUrl }) =>
    filesJson(offer.pictures, kind, offer.idSpace ?? '', lot, (file) => fileUrl(publicUrl, file)),
});

/** The members of an offer within its product, as `GET /v1/products` shows them. */
export const OFFER_MEMBERS: Readonly<Record<string, Member>> = {
  id: text('id'),
  externalId: {
    json: ({ offer }) =>
      quoted(
        offer.characteristicId
          ? `${offer.productExternalId}#${offer.characteristicId}`
          : (offer.productExternalId ?? ''),
      ),
  },
  name: text('name'),
  sku: text('sku'),
  barcode: text('barcode'),
  code: text('code'),
  characteristics: {
    columns: ['characteristics'],
    json: ({ offer }) => (offer.characteristics === null ? '{}' : characteristicNames(offer.characteristics)),
  },
  characteristicValues: {
    columns: ['characteristics'],
    json: ({ offer }) => characteristicsJson(offer.characteristics),
  },
  properties: {
    columns: ['properties'],
    json: ({ offer }, { names }) => propertiesJson(offer.properties, offer.idSpace ?? '', names),
  },
  requisites: { columns: ['requisites'], json: ({ offer }) => requisitesJson(offer.requisites) },
  pictures: files('picture'),
  files: files('file'),
  unit: { columns: ['unit'], json: ({ offer }) => unitJson(offer.unit) },
  weight: text('weight'),
  prices: {
    numbers: ['prices'],
    json: ({ offer, numbers }, { pricesJson }) => pricesJson(numbers.prices ?? '{}', offer.idSpace ?? ''),
  },
  stock: {
    numbers: ['stock', 'stockTotal'],
    json: ({ numbers }) => `{"total":${quoted(numbers.stockTotal)},"warehouses":${numbers.stock ?? '{}'}}`,
  },
  extra: { columns: ['extra'], json: ({ offer }) => offer.extra ?? '{}' },
  active: { json: ({ offer }) => (offer.active === 't' ? 'true' : 'false') },
  updatedAt: { json: ({ numbers }) => `"${momentOf(numbers.updatedAt ?? '')}"` },
};

/** What an offer has besides in a channel. @param offer undefined: the channel says nothing of it */
export function inChannelJson(offer: ChannelOffer | undefined): string {
  const price = offer?.price
    ? JSON.stringify({ ...offer.price, before: offer.before, rules: offer.steps.map((step) => step.rule.ruleId) })
    : 'null';
  return `"channelPrice":${price},"channelStock":${quoted(offer?.stock)}`;
}
