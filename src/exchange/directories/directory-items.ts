import { readBoolean, readDateTime } from '../../commerceml/values.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { DirectoryEntry } from '../../nodes/node-kind.js';
import type { DictionaryItemRecord, DictionaryRecord } from '../../records.js';
import type { EMPLOYEES, PROMO_CODES } from '../../store/customers/directory-keys.js';
import { momentIn } from '../local-time.js';
import { type DirectoryField, type ReadFields, readFields } from './directory-fields.js';

export type FedDirectory = typeof EMPLOYEES | typeof PROMO_CODES;

/** An item that does not become an entry: what the directory has of it stays. */
export interface RefusedItem {
  readonly item: DictionaryItemRecord;
  /** Why, in Russian, for the journal. */
  readonly reason: string;
}

export interface EntriesOfItems {
  readonly entries: readonly DirectoryEntry[];
  readonly refused: readonly RefusedItem[];
}

/** Longer ones are no codes and no numbers of people. */
const LONGEST_KEY = 100;

/**
 * The entries that the items of a user dictionary are (commerceml.md §2.9). Fields are known by their names in Russian, Ukrainian and
 * English (`directory-fields`); what is not known goes into `content`. Dates without a zone are of the node's zone; a last day without a
 * time lasts to its end. What is marked as deleted is inactive.
 */
export function entriesOfItems(
  node: Pick<ExchangeNode, 'timeZone'>,
  directory: FedDirectory,
  fields: DictionaryRecord['fields'],
  items: readonly DictionaryItemRecord[],
): EntriesOfItems {
  const entries: DirectoryEntry[] = [];
  const refused: RefusedItem[] = [];
  for (const item of items) {
    try {
      entries.push(entryOf(node, directory, item, readFields(item, fields)));
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      refused.push({ item, reason: error.message });
    }
  }
  return { entries, refused };
}

/** What an item says cannot be used. */
class Unusable extends Error {}

function entryOf(
  { timeZone }: Pick<ExchangeNode, 'timeZone'>,
  directory: FedDirectory,
  item: DictionaryItemRecord,
  { known, others }: ReadFields,
): DirectoryEntry {
  const name = (item.name ?? known.get('name') ?? '').trim();
  const active = !item.deleted && flag(known, 'active', true) && !flag(known, 'inactive', false);
  const content = Object.fromEntries(others);
  if (directory === 'employees') {
    const key = keyOf(known.get('personnelNumber') ?? known.get('code'), 'нет поля «Табельный номер» или «Код»');
    const contacts = (['email', 'phone'] as const).flatMap((field) => {
      const value = known.get(field);
      return value === undefined ? [] : [[field, value]];
    });
    return { key, name: name || key, active, content: { ...content, ...Object.fromEntries(contacts) } };
  }
  const key = keyOf(
    known.get('promoCode') ?? known.get('code') ?? name,
    'нет поля «Промокод», «Код» или «Наименование»',
  );
  const validFrom = momentOf(known.get('validFrom'), timeZone, 'начало');
  const validTo = momentOf(known.get('validTo'), timeZone, 'конец');
  return { key, name, active, validFrom, validTo, content };
}

function keyOf(text: string | undefined, missing: string): string {
  if (!text) throw new Unusable(missing);
  if (text.length > LONGEST_KEY) throw new Unusable(`код длиннее ${LONGEST_KEY} знаков`);
  return text;
}

function flag(known: ReadonlyMap<DirectoryField, string>, field: 'active' | 'inactive', otherwise: boolean): boolean {
  const text = known.get(field);
  const value = text === undefined ? null : readBoolean(text);
  if (value === undefined) throw new Unusable(`«${text}» не является ответом «да» или «нет»`);
  return value ?? otherwise;
}

const MIDNIGHT = 'T00:00:00';
/** `КонецДня` of 1C. */
const LAST_SECOND = 'T23:59:59';
/** Databases write "for ever" so; in some zones the end of that year is one that no timestamp of ISO 8601 holds. */
const FOR_EVER = '9999-';
/** 1C writes a day without a time as its midnight; a time that names its zone is meant to the second. */
const HAS_ZONE = /(Z|[+-]\d{2}:?\d{2})$/i;

/** ISO 8601 in UTC. The end of a day is its last millisecond. */
function momentOf(text: string | undefined, timeZone: string, bound: 'начало' | 'конец'): string | null {
  const local = text === undefined ? null : readDateTime(text, timeZone);
  if (local === undefined) throw new Unusable(`не удалось прочитать дату «${text}» (${bound} действия)`);
  if (local === null || (bound === 'конец' && local.startsWith(FOR_EVER))) return null;
  if (local.startsWith(FOR_EVER)) throw new Unusable(`дата «${text}» (начало действия) не наступит`);
  const day = local.slice(0, 'yyyy-MM-dd'.length);
  const isWholeDay = local.endsWith(MIDNIGHT) || local.endsWith(LAST_SECOND);
  const isDay = local.length === day.length || (isWholeDay && !HAS_ZONE.test(text ?? ''));
  if (bound === 'начало' || !isDay) return momentIn(local, timeZone).toISOString();
  return new Date(momentIn(nextDay(day), timeZone).getTime() - 1).toISOString();
}

function nextDay(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 'yyyy-MM-dd'.length);
}
