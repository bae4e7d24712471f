import { z } from 'zod';
import { catalogueQuery, pageOf } from './list.js';
import { ExternalId, Extra, Id, IdSpace, maybeText, moment } from './primitives.js';

const common = {
  id: Id,
  externalId: ExternalId,
  idSpace: IdSpace,
  name: maybeText('Наименование.'),
  active: z.boolean().describe('False: marked as deleted in 1C.'),
  extra: Extra,
  updatedAt: moment('When it was written last.'),
};

export const Dictionary = z
  .object({
    ...common,
    fields: z
      .array(
        z.object({
          id: z.string().describe('Id of the field in 1C.'),
          name: maybeText('Наименование.'),
          valueType: maybeText('`ТипЗначений` as 1C writes it: `Строка`, `Число` …'),
        }),
      )
      .describe('What its items may say.'),
  })
  .meta({ id: 'Dictionary', description: 'A dictionary that the shop made in its 1C (ПользовательскиеСправочники).' });

export const DictionaryItem = z
  .object({
    ...common,
    values: z.array(
      z.object({
        id: maybeText('Id of the field, when 1C names it by its id.'),
        name: maybeText('Name of the field, when it is known.'),
        values: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'DictionaryItem' });

export const DictionaryPage = pageOf(Dictionary).meta({ id: 'DictionaryPage' });
export const DictionaryItemPage = pageOf(DictionaryItem).meta({ id: 'DictionaryItemPage' });

export const DictionaryItemQuery = z.strictObject(catalogueQuery);
