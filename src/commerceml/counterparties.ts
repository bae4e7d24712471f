import type { CounterpartyRecord, FeedRecord } from '../records.js';
import { defined } from './defined.js';
import type { FeedContext } from './feed-context.js';
import { readAddress, readContacts } from './fields/contacts.js';
import { ADDRESSES, TAX_IDS } from './fields/counterparty.js';
import { readDeleted } from './fields/deletion.js';
import { NAME } from './names.js';
import { type Emit, endRecord, startRecord, unusable } from './record-base.js';
import { plainSection } from './section-head.js';
import type { Section } from './xml/cutter.js';
import type { XmlNode } from './xml/node.js';

/** `Контрагенты/Контрагент*` of 3.x (commerceml.md §2.9): each is a record. */
export function counterpartiesSection(feed: FeedContext, emit: Emit): Section {
  return {
    ...plainSection(feed, emit),
    isRecord: (name) => name === NAME.counterparty,
    record: (node) => emit(readCounterpartyRecord(node, feed)),
  };
}

/** The fields of a counterparty in any order; `Роль` may be repeated (commerceml.md §4.6). */
function readCounterpartyRecord(node: XmlNode, feed: FeedContext): FeedRecord {
  const party = startRecord(node, feed);
  const id = party.text(NAME.id);
  if (!id) return unusable(node, `${NAME.counterparties}/${NAME.counterparty}`, 'empty-id');
  const official = party.text(NAME.officialName);
  const fields: Omit<CounterpartyRecord, 'line' | 'extra' | 'warnings'> = defined({
    kind: 'counterparty' as const,
    id,
    name: party.text(NAME.name),
    type: official ? ('company' as const) : ('person' as const),
    fullName: official || party.text(NAME.fullName),
    roles: party.has(NAME.role) ? [...new Set(party.texts(NAME.role))] : undefined,
    taxId: party.text(...TAX_IDS),
    address: readAddress(party, ...ADDRESSES),
    contacts: readContacts(party),
    deleted: readDeleted(party),
  });
  return { ...fields, ...endRecord(party) };
}
