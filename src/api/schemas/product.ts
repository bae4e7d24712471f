import { z } from 'zod';
import { channelQuery } from './channel.js';
import { CharacteristicValue, Picture, PropertyValue, Requisite, Tax, Unit } from './item-parts.js';
import { pageOf } from './list.js';
import { type OFFER_PARTS, ProductOffer } from './offer.js';
import { type PartMembers, partsQuery } from './parts.js';
import { Decimal, ExternalId, Extra, Id, IdSpace, maybeText, moment, orNull } from './primitives.js';

const Whole = z.object({
  id: Id,
  externalId: ExternalId,
  idSpace: IdSpace,
  sku: maybeText('Артикул.'),
  barcode: maybeText('Штрихкод.'),
  code: maybeText('Код.'),
  name: maybeText('Наименование.'),
  fullName: maybeText('Полное наименование.'),
  description: maybeText('Описание: plain text.'),
  descriptionHtml: maybeText('The description in HTML as 1C sent it: clean it before you show it.'),
  groups: z
    .array(z.object({ id: Id.nullable(), externalId: ExternalId, name: maybeText('Name of the group.') }))
    .describe('`id` and `name` are null while the group itself has not come.'),
  properties: z.array(PropertyValue),
  characteristicValues: z
    .array(CharacteristicValue)
    .describe('ХарактеристикиТовара of the product itself; those of its variants are in `offers`.'),
  requisites: z.array(Requisite),
  pictures: z.array(Picture).describe('In the order of 1C, the main one first; only those whose bytes have arrived.'),
  files: z.array(Picture).describe('Other files (instructions, certificates).'),
  unit: orNull(Unit),
  weight: orNull(Decimal),
  manufacturer: maybeText('Изготовитель.'),
  brand: maybeText('Торговая марка.'),
  country: maybeText('Страна.'),
  taxes: z.array(Tax),
  extra: Extra,
  active: z.boolean().describe('Whether some 1C has it in its catalogue and has not marked it as deleted.'),
  offers: z
    .array(ProductOffer)
    .describe('The offers that are active; /v1/offers?productId=…&active=all gives the others too.'),
  updatedAt: moment('When the product, one of its offers or one of its pictures was written last.'),
});

/** A read that names no parts shows all members; else only `id` is sure. */
export const Product = Whole.partial().extend({ id: Id }).meta({ id: 'Product' });

/** Every member of a product, in the order in which they are shown. */
export const PRODUCT_MEMBERS = Object.keys(Whole.shape) as (keyof z.input<typeof Whole>)[];

/** What `include` of products may name. Parts of offers are of its offers too, and prices and stock show the offers. */
export const PRODUCT_PARTS = {
  offers: ['offers'],
  prices: ['offers'],
  stock: ['offers'],
  groups: ['groups'],
  properties: ['properties'],
  characteristics: ['characteristicValues'],
  requisites: ['requisites'],
  pictures: ['pictures'],
  files: ['files'],
  description: ['description', 'descriptionHtml'],
  unit: ['unit'],
  taxes: ['taxes'],
  extra: ['extra'],
} as const satisfies PartMembers & { readonly [Part in keyof typeof OFFER_PARTS]: readonly string[] };

/** `include` and `fields` of products. */
export const productParts = partsQuery(Object.keys(PRODUCT_PARTS), PRODUCT_MEMBERS);

export const OneProductQuery = z.strictObject({ ...channelQuery, ...productParts });

export const ProductPage = pageOf(Product).meta({ id: 'ProductPage' });
