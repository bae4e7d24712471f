import { z } from 'zod';
import {
  Characteristics,
  CharacteristicValue,
  Picture,
  Price,
  PropertyValue,
  Requisite,
  Stock,
  Unit,
} from './item-parts.js';
import { catalogueQuery, pageOf } from './list.js';
import { Decimal, ExternalId, Extra, Id, IdSpace, maybeText, moment, orNull } from './primitives.js';

const offerFields = {
  id: Id,
  externalId: ExternalId.describe('The whole 1C id: `a#b` (product and characteristic), or `a`.'),
  name: maybeText('Name of the variant, when 1C gives it one.'),
  sku: maybeText('Артикул.'),
  barcode: maybeText('Штрихкод.'),
  code: maybeText('Код.'),
  characteristics: Characteristics,
  characteristicValues: z.array(CharacteristicValue).describe('The same in the order of 1C, with their ids.'),
  properties: z.array(PropertyValue),
  requisites: z.array(Requisite),
  pictures: z.array(Picture),
  files: z.array(Picture),
  unit: orNull(Unit),
  weight: orNull(Decimal),
  prices: z.array(Price),
  stock: Stock,
  extra: Extra,
  active: z.boolean(),
  updatedAt: moment('When the offer was written last.'),
};

/** An offer within its product. */
export const ProductOffer = z
  .object(offerFields)
  .meta({ id: 'ProductOffer', description: 'What can be bought of a product: itself, or one of its variants.' });

export const Offer = z
  .object({
    ...offerFields,
    idSpace: IdSpace,
    product: z
      .object({ id: Id.nullable(), externalId: ExternalId })
      .describe('`id` is null while the product itself has not come.'),
  })
  .meta({ id: 'Offer' });

export const OfferPage = pageOf(Offer).meta({ id: 'OfferPage' });

export const OfferQuery = z.strictObject({
  ...catalogueQuery,
  productId: z.uuid().optional().describe('Only the offers of this product (our id).'),
});
