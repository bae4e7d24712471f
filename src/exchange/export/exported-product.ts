import { choosePrice } from '../../pricing/choose-price.js';

/** What formats that people's programs read take of a product: parts of what `GET /v1/products` shows. */

export interface ExportedPrice {
  readonly priceType: string;
  readonly priceTypeName: string | null;
  readonly amount: string;
  readonly currency: string | null;
  readonly minQuantity?: string | null;
}

interface ExportedProperty {
  readonly name: string | null;
  readonly values: readonly string[];
}

export interface ExportedOffer {
  readonly id: string;
  readonly externalId: string;
  readonly name: string | null;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly characteristicValues: readonly { readonly name: string; readonly value: string }[];
  readonly properties: readonly ExportedProperty[];
  readonly pictures: readonly { readonly url: string }[];
  readonly prices: readonly ExportedPrice[];
  readonly stock: { readonly total: string | null };
  readonly weight: string | null;
  /** When the export is for a channel. */
  readonly channelPrice?: { readonly amount: string; readonly currency: string } | null;
  readonly channelStock?: string | null;
}

export interface ExportedProduct {
  readonly id: string;
  readonly externalId: string;
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly groups: readonly { readonly id: string | null; readonly name: string | null }[];
  readonly properties: readonly ExportedProperty[];
  readonly pictures: readonly { readonly url: string }[];
  readonly manufacturer: string | null;
  readonly brand: string | null;
  readonly country: string | null;
  readonly weight: string | null;
  readonly active: boolean;
  readonly updatedAt: string;
  readonly offers: readonly ExportedOffer[];
}

/** The members that are read for them. */
export const EXPORTED_PARTS = {
  product:
    'id externalId sku barcode code name description groups properties pictures manufacturer brand country weight active updatedAt offers'.split(
      ' ',
    ),
  offer: 'id externalId name sku barcode characteristicValues properties pictures prices stock weight'.split(' '),
};

/** Products out of the JSON that was made of them. */
export const parsedProducts = (lines: readonly string[]): readonly ExportedProduct[] =>
  lines.map((line) => JSON.parse(line) as ExportedProduct);

/** Of prices by quantity the one for the least. */
export const cheapest = (prices: readonly ExportedPrice[]): ExportedPrice | undefined =>
  choosePrice(prices.map(({ minQuantity, ...price }) => ({ ...price, ...(minQuantity != null && { minQuantity }) })));

/** What an offer costs: in the channel when one was asked for, else in 1C. */
export function costOf({
  channelPrice,
  prices,
}: ExportedOffer): { readonly amount: string; readonly currency: string | null } | undefined {
  return channelPrice === undefined ? cheapest(prices) : (channelPrice ?? undefined);
}

/** How much of it there is, the same way; null = not known. */
export const stockOf = ({ channelStock, stock }: ExportedOffer): string | null =>
  channelStock === undefined ? stock.total : channelStock;
