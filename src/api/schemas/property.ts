import { z } from 'zod';
import { catalogueQuery, pageOf } from './list.js';
import { ExternalId, Extra, Id, IdSpace, maybeText, moment } from './primitives.js';

const flag = (description: string) => z.boolean().nullable().describe(`${description} Null = 1C does not say.`);

export const Property = z
  .object({
    id: Id,
    externalId: ExternalId,
    idSpace: IdSpace,
    name: maybeText('Наименование.'),
    description: maybeText('Описание.'),
    valueType: z
      .enum(['string', 'number', 'time', 'date', 'boolean', 'dictionary'])
      .nullable()
      .describe('ТипЗначений. Null = 1C does not say.'),
    multiple: flag('Whether a product may have several values.'),
    required: flag('Whether each must have one.'),
    forProducts: flag('Whether it is one of products.'),
    forOffers: flag('Whether it is one of offers.'),
    forDocuments: flag('Whether it is one of documents.'),
    variants: z
      .array(z.object({ id: z.string().describe('Id of the value in 1C.'), value: z.string() }))
      .describe('The values that it may have, where 1C lists them. Products show the text, not the id.'),
    dictionary: z
      .object({ id: Id, externalId: ExternalId, name: maybeText('Name of the dictionary.') })
      .nullable()
      .describe(
        'One of /v1/dictionaries, whose items are the values; products show their names. Null = none, or it cannot be told which.',
      ),
    active: z.boolean().describe('False: marked as deleted in 1C.'),
    extra: Extra,
    updatedAt: moment('When it was written last.'),
  })
  .meta({ id: 'Property', description: 'What products and offers have values of (Свойство).' });

export const PropertyPage = pageOf(Property).meta({ id: 'PropertyPage' });

export const PropertyQuery = z.strictObject(catalogueQuery);
