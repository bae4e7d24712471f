import { z } from 'zod';
import { channelOfferFields, channelQuery } from './channel.js';
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
import { type PartMembers, partsQuery } from './parts.js';
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
  ...channelOfferFields,
};

const WholeProductOffer = z.object(offerFields);
const WholeOffer = z.object({
  ...offerFields,
  idSpace: IdSpace,
  product: z
    .object({ id: Id.nullable(), externalId: ExternalId })
    .describe('`id` is null while the product itself has not come.'),
});

/** An offer within its product. A read that names no parts shows all members; else only `id` is sure. */
export const ProductOffer = WholeProductOffer.partial()
  .extend({ id: Id })
  .meta({ id: 'ProductOffer', description: 'What can be bought of a product: itself, or one of its variants.' });

export const Offer = WholeOffer.partial().extend({ id: Id }).meta({ id: 'Offer' });

/** Every member of an offer, in the order in which they are shown. */
export const OFFER_MEMBERS = Object.keys(WholeOffer.shape) as (keyof z.input<typeof WholeOffer>)[];

/** What `include` of offers may name. */
export const OFFER_PARTS = {
  prices: ['prices'],
  stock: ['stock'],
  properties: ['properties'],
  characteristics: ['characteristicValues'],
  requisites: ['requisites'],
  pictures: ['pictures'],
  files: ['files'],
  unit: ['unit'],
  extra: ['extra'],
} as const satisfies PartMembers;

/** `include` and `fields` of offers. */
const offerParts = partsQuery(Object.keys(OFFER_PARTS), OFFER_MEMBERS);

export const OneOfferQuery = z.strictObject({ ...channelQuery, ...offerParts });

export const OfferPage = pageOf(Offer).meta({ id: 'OfferPage' });

export const OfferQuery = z.strictObject({
  ...catalogueQuery,
  ...channelQuery,
  ...offerParts,
  productId: z.uuid().optional().describe('Only the offers of this product (our id).'),
});
