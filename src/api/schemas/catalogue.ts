import { z } from 'zod';
import { pageOf, pageQuery, UpdatedAfter } from './list.js';
import { ExternalId, Extra, Id, IdSpace, maybeText, moment } from './primitives.js';

export const Catalogue = z
  .object({
    id: Id,
    externalId: ExternalId,
    idSpace: IdSpace,
    name: maybeText('Наименование.'),
    classifierId: maybeText('ИдКлассификатора: the id in 1C of its classifier.'),
    description: maybeText('Описание.'),
    extra: Extra,
    updatedAt: moment('When it was written last.'),
  })
  .meta({ id: 'Catalogue', description: 'What a catalogue (Каталог) says of itself, beside its products.' });

export const CataloguePage = pageOf(Catalogue).meta({ id: 'CataloguePage' });

export const CatalogueQuery = z.strictObject({ ...pageQuery, updatedAfter: UpdatedAfter.optional() });
