import type { z } from 'zod';
import type { OfferRow } from '../../store/catalogue/read-offers.js';
import type { Price } from '../schemas/item-parts.js';
import type { Offer, ProductOffer } from '../schemas/offer.js';
import type { ItemContext } from './context.js';
import { characteristicsJson, propertiesJson, requisitesJson, unitJson } from './item.js';
import { filesJson } from './picture.js';

/** An offer as it stands within its product. */
export function productOfferJson(offer: OfferRow, context: ItemContext): z.input<typeof ProductOffer> {
  return {
    id: offer.offerId,
    externalId: offer.characteristicId
      ? `${offer.productExternalId}#${offer.characteristicId}`
      : offer.productExternalId,
    name: offer.name,
    sku: offer.sku,
    barcode: offer.barcode,
    code: offer.code,
    characteristics: Object.fromEntries(offer.characteristics.map(({ name, value }) => [name, value])),
    characteristicValues: characteristicsJson(offer.characteristics),
    properties: propertiesJson(offer, context.properties),
    requisites: requisitesJson(offer.requisites),
    pictures: filesJson(offer, 'picture', context.files, context.publicUrl),
    files: filesJson(offer, 'file', context.files, context.publicUrl),
    unit: unitJson(offer.unit),
    weight: offer.weight,
    prices: pricesJson(offer, context),
    stock: { total: offer.stockTotal, warehouses: { ...offer.stock } },
    extra: { ...offer.extra },
    active: offer.active,
    updatedAt: offer.updatedAt,
  };
}

/** An offer by itself. */
export function offerJson(offer: OfferRow, context: ItemContext): z.input<typeof Offer> {
  return {
    ...productOfferJson(offer, context),
    idSpace: offer.idSpace,
    product: { id: offer.productId, externalId: offer.productExternalId },
  };
}

function pricesJson(offer: OfferRow, context: ItemContext): z.input<typeof Price>[] {
  return Object.entries(offer.prices).flatMap(([priceType, prices]) => {
    const type = context.priceTypes.get({ idSpace: offer.idSpace, externalId: priceType });
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
