import { z } from 'zod';
import { Decimal, Extra, Id, maybeText, orNull } from './primitives.js';

/** Parts that products and offers have in common. */

export const Unit = z
  .object({
    code: maybeText('Code in the national classifier (ОКЕИ, КСПОВО), as 1C says it.'),
    name: maybeText('`шт`'),
    fullName: maybeText('`Штука`'),
    international: maybeText('`PCE`'),
    unece: maybeText(
      'What the code means, Russian or Ukrainian: letters of UN/ECE recommendation 20 (`PCE`, `KGM`); null = not known.',
    ),
    conversions: z
      .array(
        z.object({
          unit: z.string(),
          coefficient: orNull(Decimal).describe('Base units in one of this unit.'),
          extra: Extra,
        }),
      )
      .describe('Other units of this product.'),
  })
  .meta({ id: 'Unit' });

export const Tax = z
  .object({
    name: z.string().describe('`НДС`'),
    rate: maybeText('A decimal (`20`), a fraction (`20/120`), or `none` for «Без НДС».'),
    included: z.boolean().nullable().describe('Whether prices hold it.'),
    excise: z.boolean().nullable().describe('Whether it is an excise.'),
  })
  .meta({ id: 'Tax' });

export const PropertyValue = z
  .object({
    id: z.string().describe('Id of the property in 1C.'),
    name: maybeText('Null while the property itself has not come.'),
    value: maybeText('The text, also of a value that 1C names by its id in a dictionary; several are joined by `, `.'),
    values: z.array(z.string()).describe('Each text by itself.'),
  })
  .meta({ id: 'PropertyValue' });

export const Requisite = z
  .object({ name: z.string(), values: z.array(z.string()) })
  .meta({ id: 'Requisite', description: 'A requisite (реквизит) of 1C, as it came.' });

export const Picture = z
  .object({
    id: Id,
    url: z
      .string()
      .describe(
        'Where its bytes are: absolute when PUBLIC_URL is set. Another one when they change. Takes the API key, like everything here.',
      ),
    description: maybeText('What 1C says of it.'),
    contentType: z.string().meta({ example: 'image/jpeg' }),
    size: z.int().describe('Bytes.'),
  })
  .meta({ id: 'Picture', description: 'A picture or file whose bytes have arrived.' });

export const Characteristics = z
  .record(z.string(), z.string())
  .describe('What this variant is: name → value, like {"Размер": "42"}. Empty = no characteristic.');

export const CharacteristicValue = z
  .object({ id: maybeText('Id of the characteristic’s property in 1C.'), name: z.string(), value: z.string() })
  .meta({ id: 'CharacteristicValue', description: 'One of ХарактеристикиТовара, as it came.' });

export const Price = z
  .object({
    priceType: z.string().describe('Id of the price type in 1C: `externalId` of /v1/price-types.'),
    priceTypeName: maybeText('Null while the price type itself has not come.'),
    amount: Decimal,
    currency: maybeText('Of the price, else of its type, in ISO 4217 where that is known; null = 1C names none.'),
    minQuantity: orNull(Decimal).describe('The price holds from this quantity on.'),
    unit: maybeText('The unit that the price is for, when 1C names it.'),
    coefficient: orNull(Decimal).describe('Base units in that unit.'),
    presentation: maybeText('The price in words of 1C: `120 руб. за шт`.'),
    extra: Extra,
  })
  .meta({ id: 'Price' });

export const Stock = z
  .object({
    total: orNull(Decimal).describe('Null = 1C never said.'),
    warehouses: z.record(z.string(), Decimal).describe('`externalId` of a warehouse → quantity.'),
  })
  .meta({ id: 'Stock' });
