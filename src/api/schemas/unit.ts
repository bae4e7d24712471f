import { z } from 'zod';
import { pageOf } from './list.js';
import { ExternalId, Extra, Id, IdSpace, maybeText, moment } from './primitives.js';

export const UnitOfMeasure = z
  .object({
    id: Id,
    externalId: ExternalId,
    idSpace: IdSpace,
    code: maybeText('Code in the national classifier (ОКЕИ, КСПОВО), as 1C says it.'),
    name: maybeText('НаименованиеКраткое: `шт`.'),
    fullName: maybeText('НаименованиеПолное: `Штука`.'),
    international: maybeText('МеждународноеСокращение: `PCE`.'),
    unece: maybeText(
      'What the code means, Russian or Ukrainian: letters of UN/ECE recommendation 20 (`PCE`, `KGM`); null = not known.',
    ),
    active: z.boolean().describe('False: marked as deleted in 1C.'),
    extra: Extra,
    updatedAt: moment('When it was written last.'),
  })
  .meta({ id: 'UnitOfMeasure', description: 'A unit of the classifier (ЕдиницаИзмерения).' });

export const UnitOfMeasurePage = pageOf(UnitOfMeasure).meta({ id: 'UnitOfMeasurePage' });
