import { textOf } from '../../db/byte-text.js';
import { jsonField, plainField } from '../../db/copy-out.js';
import type { Tx } from '../../db/open.js';
import { type ExportPlaces, KEYS } from '../../store/catalogue/export-rows.js';
import type { Channel } from '../../store/channels/channels.js';
import type { OfferFacts } from '../../store/channels/offer-facts.js';
import { type ChannelOffer, openPricer } from '../channels/channel-prices.js';
import type { ProductRow } from './product-json.js';

/** What offers cost in a channel, by their ids; null = no channel was asked for. */
export type InChannel = ReadonlyMap<string, ChannelOffer> | null;

/** Opens a channel's prices as they are in a snapshot. @param at when it was taken */
export async function openChannelPrices(
  tx: Tx,
  shopId: string,
  channel: Channel | null,
  at: Date,
  places: ExportPlaces,
): Promise<(rows: readonly ProductRow[]) => Promise<InChannel>> {
  if (channel === null) return async () => null;
  const pricer = await openPricer(tx, shopId, channel, { at });
  return async (rows) => await pricer.price(rows.flatMap((row) => factsOf(row, places)));
}

const textIn = (field: string | undefined): string | null => {
  const plain = field === undefined ? null : plainField(field);
  return plain === null ? null : textOf(plain);
};

const jsonIn = (field: string | undefined, none: string): unknown =>
  JSON.parse(textOf((field === undefined ? null : jsonField(field)) ?? none));

function factsOf({ product, offers }: ProductRow, places: ExportPlaces): OfferFacts[] {
  const ofProduct = (column: keyof ExportPlaces['product']) => product[places.product[column] ?? -1];
  const groupIds = jsonIn(ofProduct('groupIds'), '[]') as string[];
  const { idSpace, productExternalId, characteristicId, id } = KEYS.offer;
  return offers.map(({ offer, numbers }) => ({
    offerId: offer[id] ?? '',
    idSpace: textIn(offer[idSpace]) ?? '',
    productExternalId: textIn(offer[productExternalId]) ?? '',
    characteristicId: textIn(offer[characteristicId]) ?? '',
    name: textIn(offer[places.offer.name ?? -1]),
    prices: jsonIn(numbers[places.numbers.prices ?? -1], '{}') as OfferFacts['prices'],
    stockTotal: textIn(numbers[places.numbers.stockTotal ?? -1]),
    productId: product[KEYS.product.id] ?? null,
    productName: textIn(ofProduct('name')),
    groupIds,
    manufacturer: textIn(ofProduct('manufacturer')),
  }));
}
