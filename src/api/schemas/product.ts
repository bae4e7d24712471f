import { z } from 'zod';
import { CharacteristicValue, Picture, PropertyValue, Requisite, Tax, Unit } from './item-parts.js';
import { catalogueQuery, pageOf } from './list.js';
import { ProductOffer } from './offer.js';
import { Decimal, ExternalId, Extra, filledText, Id, IdSpace, maybeText, moment, orNull } from './primitives.js';

export const Product = z
  .object({
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
  })
  .meta({ id: 'Product' });

export const ProductPage = pageOf(Product).meta({ id: 'ProductPage' });

export const ProductQuery = z.strictObject({
  ...catalogueQuery,
  group: filledText(255)
    .optional()
    .describe('Our id or 1C id of a group: the products of it and of all groups below it.'),
  q: filledText(200)
    .transform((value) => value.trim())
    .optional()
    .describe(
      'Part of a name, sku or barcode, of the product or of an offer of it; letters match whatever their case.',
    ),
});
