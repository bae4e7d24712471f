import { z } from 'zod';
import { pageOf } from './list.js';
import { ExternalId, Extra, Id, IdSpace, maybeText, moment } from './primitives.js';

export const Counterparty = z
  .object({
    id: Id,
    externalId: ExternalId,
    idSpace: IdSpace,
    name: maybeText('Наименование.'),
    type: z.enum(['person', 'company']),
    fullName: maybeText('Полное or официальное наименование.'),
    roles: z.array(z.string()).describe('As 1C names them: `Покупатель`, `Поставщик` …'),
    taxId: maybeText('ИНН, ЄДРПОУ.'),
    address: maybeText('In one line.'),
    contacts: z.array(z.object({ type: z.string(), value: z.string() })),
    active: z.boolean().describe('False: marked as deleted in 1C.'),
    extra: Extra,
    updatedAt: moment('When it was written last.'),
  })
  .meta({ id: 'Counterparty', description: 'A customer or supplier as 1C has it (Контрагент of CommerceML 3).' });

export const CounterpartyPage = pageOf(Counterparty).meta({ id: 'CounterpartyPage' });
