import { z } from 'zod';
import { Picture, Tax } from './item-parts.js';
import { catalogueQuery, pageOf } from './list.js';
import { ExternalId, Extra, Id, IdSpace, maybeText, moment, orNull } from './primitives.js';

/** The small tables of a catalogue. */

const common = {
  id: Id,
  externalId: ExternalId,
  idSpace: IdSpace,
  name: maybeText('Наименование.'),
  active: z.boolean(),
  extra: Extra,
  updatedAt: moment('When it was written last.'),
};

export const Group = z
  .object({
    ...common,
    parent: z
      .object({ id: Id.nullable(), externalId: ExternalId })
      .nullable()
      .describe('Null = at the top. `id` is null while the parent itself has not come.'),
    description: maybeText('Описание.'),
    picture: orNull(Picture),
    sort: z.int().describe('Position among its siblings, from 0.'),
  })
  .meta({ id: 'Group' });

export const PriceType = z
  .object({ ...common, currency: maybeText('In ISO 4217 where that is known.'), taxes: z.array(Tax) })
  .meta({ id: 'PriceType' });

export const Warehouse = z
  .object({
    ...common,
    comment: maybeText('Комментарий.'),
    address: maybeText('Адрес.'),
    contacts: z.array(z.object({ type: z.string(), value: z.string() })),
  })
  .meta({ id: 'Warehouse' });

export const GroupPage = pageOf(Group).meta({ id: 'GroupPage' });
export const PriceTypePage = pageOf(PriceType).meta({ id: 'PriceTypePage' });
export const WarehousePage = pageOf(Warehouse).meta({ id: 'WarehousePage' });

export const ReferenceQuery = z.strictObject(catalogueQuery);
