import type { z } from 'zod';
import type { OfferColumn, OfferColumns, OfferRow } from '../../store/catalogue/read-offers.js';
import type { Price } from '../schemas/item-parts.js';
import { OFFER_MEMBERS, type Offer } from '../schemas/offer.js';
import type { ItemContext } from './context.js';
import { characteristicsJson, propertiesJson, requisitesJson, unitJson } from './item.js';
import { filesJson } from './picture.js';

export type OfferJson = z.input<typeof Offer>;
/** A member that an offer has by itself; what it has in a channel is put to it later. */
export type OfferMember = Exclude<keyof OfferJson, 'channelPrice' | 'channelStock'>;

/** Of each member: the columns that it is made of, and how. */
const MEMBERS: {
  readonly [M in OfferMember]: readonly [
    columns: readonly OfferColumn[],
    show: (offer: OfferRow, context: ItemContext) => OfferJson[M],
  ];
} = {
  id: [[], (offer) => offer.offerId],
  externalId: [[], (offer) => externalIdOf(offer)],
  name: [['name'], (offer) => offer.name],
  sku: [['sku'], (offer) => offer.sku],
  barcode: [['barcode'], (offer) => offer.barcode],
  code: [['code'], (offer) => offer.code],
  characteristics: [
    ['characteristics'],
    (offer) => Object.fromEntries(offer.characteristics.map(({ name, value }) => [name, value])),
  ],
  characteristicValues: [['characteristics'], (offer) => characteristicsJson(offer.characteristics)],
  properties: [['properties'], (offer, context) => propertiesJson(offer, context.properties)],
  requisites: [['requisites'], (offer) => requisitesJson(offer.requisites)],
  pictures: [['pictures'], (offer, context) => filesJson(offer, 'picture', context.files, context.publicUrl)],
  files: [['pictures'], (offer, context) => filesJson(offer, 'file', context.files, context.publicUrl)],
  unit: [['unit'], (offer) => unitJson(offer.unit)],
  weight: [['weight'], (offer) => offer.weight],
  prices: [['prices'], (offer, context) => pricesJson(offer, context)],
  stock: [['stock', 'stockTotal'], (offer) => stockJson(offer)],
  extra: [['extra'], (offer) => ({ ...offer.extra })],
  active: [['active'], (offer) => offer.active],
  updatedAt: [['updatedAt'], (offer) => offer.updatedAt],
  idSpace: [[], (offer) => offer.idSpace],
  product: [['productId'], (offer) => ({ id: offer.productId, externalId: offer.productExternalId })],
};

/** The members of an offer by itself, in their order. */
export const WHOLE_OFFER: readonly OfferMember[] = OFFER_MEMBERS.filter((member) =>
  Object.hasOwn(MEMBERS, member),
) as OfferMember[];
/** The members of an offer within its product. */
export const WHOLE_PRODUCT_OFFER: readonly OfferMember[] = WHOLE_OFFER.filter(
  (member) => member !== 'idSpace' && member !== 'product',
);

/** What must be read of an offer to show these members. */
export const columnsOfOffer = (members: readonly OfferMember[]): OfferColumns =>
  new Set(members.flatMap((member) => MEMBERS[member][0]));

/** An offer with these members, in their order. Their columns were read. */
export function offerJson(offer: OfferRow, context: ItemContext, members: readonly OfferMember[]): OfferJson {
  const shown: Record<string, unknown> = {};
  for (const member of members) shown[member] = MEMBERS[member][1](offer, context);
  return shown as OfferJson;
}

/** The whole 1C id: `a#b` (product and characteristic), or `a`. */
export const externalIdOf = ({
  productExternalId,
  characteristicId,
}: Pick<OfferRow, 'productExternalId' | 'characteristicId'>): string =>
  characteristicId ? `${productExternalId}#${characteristicId}` : productExternalId;

/** How much there is of an offer. */
export const stockJson = ({
  stock,
  stockTotal,
}: Pick<OfferRow, 'stock' | 'stockTotal'>): NonNullable<OfferJson['stock']> => ({
  total: stockTotal,
  warehouses: { ...stock },
});

/** What an offer costs, each price with the name of its type and its currency; of one price type alone where the context names it. */
export function pricesJson(
  offer: Pick<OfferRow, 'idSpace' | 'prices'>,
  { priceTypes, priceType: only }: Pick<ItemContext, 'priceTypes' | 'priceType'>,
): z.input<typeof Price>[] {
  return Object.entries(offer.prices).flatMap(([priceType, prices]) => {
    const type = priceTypes.get({ idSpace: offer.idSpace, externalId: priceType });
    if (only !== undefined && only !== priceType && only.toLowerCase() !== type?.priceTypeId) return [];
    return prices.map((price) => ({
      priceType,
      priceTypeName: type?.name ?? null,
      amount: price.amount,
      currency: price.currency ?? type?.currency ?? null,
      minQuantity: price.minQuantity ?? null,
      unit: price.unit ?? null,
      coefficient: price.coefficient ?? null,
      presentation: price.presentation ?? null,
      extra: { ...price.extra },
    }));
  });
}
