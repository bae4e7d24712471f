import type { Counterparty } from '../../records.js';
import { defined } from '../defined.js';
import { NAME } from '../names.js';
import type { Fields } from '../xml/fields.js';
import { readAddress, readContacts } from './contacts.js';

/** Where the tax id of a counterparty may stand, and its address, in order of preference. */
export const TAX_IDS = [
  NAME.taxId,
  NAME.ukrainianTaxId,
  NAME.ukrainianTaxIdShort,
  NAME.statisticsCode,
  NAME.statisticsCodeLong,
] as const;
export const ADDRESSES = [NAME.registrationAddress, NAME.legalAddress, NAME.address] as const;

/**
 * One `Контрагент` of a document. `ОфициальноеНаименование` makes it a company (commerceml.md §2.8). The tax id is ИНН, or
 * for Ukraine КодПоЕДРПОУ / ЕДРПОУ / ОКПО (one-c-client.md §5).
 */
export function readCounterparty(party: Fields): Counterparty {
  const official = party.text(NAME.officialName) ?? undefined;
  const roles = party.texts(NAME.role);
  const fields = defined({
    id: party.text(NAME.id) ?? undefined,
    name: party.text(NAME.name) ?? undefined,
    type: official === undefined ? ('person' as const) : ('company' as const),
    fullName: official ?? party.text(NAME.fullName) ?? undefined,
    role: roles[0] ?? party.text(NAME.role) ?? undefined,
    roles: roles.length > 1 ? roles : undefined,
    taxId: party.text(...TAX_IDS) ?? undefined,
    address: readAddress(party, ...ADDRESSES) ?? undefined,
    contacts: readContacts(party) ?? [],
  });
  return { ...fields, extra: party.rest() };
}
