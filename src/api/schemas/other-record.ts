import { z } from 'zod';
import { pageOf, pageQuery, UpdatedAfter } from './list.js';
import { Content, filledText, Id, IdSpace, moment } from './primitives.js';

const Name = z
  .string()
  .describe('Of the element, with the one that it stands in when that is not the root.')
  .meta({ example: 'Скидки' });

export const OtherRecord = z
  .object({
    id: Id,
    name: Name,
    externalId: z.string().describe('The id in 1C; of an element that has none, a digest of its content.'),
    idSpace: IdSpace,
    content: Content,
    updatedAt: moment('When it was written last.'),
  })
  .meta({
    id: 'OtherRecord',
    description:
      'What no other resource has, whole: elements that Uzel does not interpret, and what classifiers and offer packages say of themselves.',
  });

export const OtherRecordName = z
  .object({ name: Name, count: z.int().describe('How many records have it.') })
  .meta({ id: 'OtherRecordName' });

export const OtherRecordPage = pageOf(OtherRecord).meta({ id: 'OtherRecordPage' });
export const OtherRecordNamePage = pageOf(OtherRecordName).meta({ id: 'OtherRecordNamePage' });

export const OtherRecordQuery = z.strictObject({
  ...pageQuery,
  name: filledText(1000).optional().describe('Only elements of this name; /v1/other-records/names has all names.'),
  updatedAfter: UpdatedAfter.optional(),
});
