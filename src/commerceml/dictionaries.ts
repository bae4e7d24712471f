import type { DictionaryItemRecord, DictionaryRecord, FeedRecord } from '../records.js';
import { defined } from './defined.js';
import type { FeedContext } from './feed-context.js';
import { readDeleted } from './fields/deletion.js';
import { NAME } from './names.js';
import { fold } from './names-alike.js';
import { type Emit, endRecord, startRecord, unusable } from './record-base.js';
import { lateHead, plainSection } from './section-head.js';
import type { Section } from './xml/cutter.js';
import type { Fields } from './xml/fields.js';
import type { XmlNode } from './xml/node.js';

type Named<R> = Omit<R, 'line' | 'extra' | 'warnings'>;

/** `ПользовательскиеСправочники/Справочник*` of 3.x (commerceml.md §2.9): one dictionary after the other, item by item. */
export function dictionariesSection(feed: FeedContext, emit: Emit): Section {
  return {
    ...plainSection(feed, emit),
    isRecord: () => false,
    section: (node) => (node.name === NAME.dictionary ? dictionarySection(feed, emit) : undefined),
    record: () => undefined,
  };
}

/** One `Справочник`: its head, then each `ЭлементСправочника`; it may have more items than the memory holds. */
function dictionarySection(feed: FeedContext, emit: Emit): Section {
  let dictionary: DictionaryRecord | undefined;
  return {
    isRecord: (name) => name === NAME.dictionaryItem,
    isList: (name) => name === NAME.dictionaryItems,
    head(node) {
      const head = readDictionary(node, feed);
      if (head.kind === 'dictionary') dictionary = head;
      emit(head);
    },
    record(node) {
      const item = dictionary && readItem(node, dictionary, feed);
      emit(item ?? unusable(node, `${NAME.dictionary}/${NAME.dictionaryItem}`, 'empty-id'));
    },
    end(late) {
      const other = lateHead(late, dictionary?.id ?? '');
      if (other) emit(other);
    },
  };
}

function readDictionary(node: XmlNode, feed: FeedContext): FeedRecord {
  const head = startRecord(node, feed);
  const id = head.text(NAME.id);
  if (!id) return unusable(node, `${NAME.dictionaries}/${NAME.dictionary}`, 'empty-id');
  const fields: Named<DictionaryRecord> = defined({
    kind: 'dictionary' as const,
    id,
    name: head.text(NAME.name),
    fields: head.list(NAME.dictionaryFields, NAME.dictionaryField)?.flatMap(readField),
    deleted: readDeleted(head),
  });
  return { ...fields, ...endRecord(head) };
}

/** `Реквизит{Ид, Наименование, ТипЗначений}`; one that has a name only is called by it. */
function readField(field: Fields): NonNullable<DictionaryRecord['fields']>[number][] {
  const name = field.text(NAME.name) ?? undefined;
  const id = field.text(NAME.id) ?? name;
  if (!id) {
    field.unread();
    return [];
  }
  return [defined({ id, name, valueType: field.text(NAME.valueType) ?? undefined })];
}

/** One `ЭлементСправочника`; undefined when it has no id. */
function readItem(node: XmlNode, dictionary: DictionaryRecord, feed: FeedContext): DictionaryItemRecord | undefined {
  const item = startRecord(node, feed);
  const id = item.text(NAME.id);
  if (!id) return undefined;
  const values = readValues(item);
  const fields: Named<DictionaryItemRecord> = defined({
    kind: 'dictionaryItem' as const,
    dictionaryId: dictionary.id,
    id,
    name: item.text(NAME.name) ?? nameAmong(values, dictionary),
    values,
    deleted: readDeleted(item),
  });
  return { ...fields, ...endRecord(item) };
}

/** `ЗначенияРеквизитов/ЗначениеРеквизита{Ид | Наименование, Значение*}`; one that names no field stays for `extra`. */
function readValues(item: Fields): DictionaryItemRecord['values'] {
  return item.list(NAME.requisites, NAME.requisite)?.flatMap((value) => {
    const id = value.text(NAME.id) ?? undefined;
    const name = value.text(NAME.name) ?? undefined;
    if (id === undefined && name === undefined) {
      value.unread();
      return [];
    }
    return [defined({ id, name, values: value.texts(NAME.value) })];
  });
}

/** The value of the field that is called `Наименование`. */
function nameAmong(values: DictionaryItemRecord['values'], dictionary: DictionaryRecord): string | undefined {
  const isName = (text: string | undefined) => text !== undefined && fold(text) === fold(NAME.name);
  const field = dictionary.fields?.find(({ id, name }) => isName(name) || isName(id));
  const meant = values?.find(({ id, name }) => isName(name) || isName(id) || (id !== undefined && id === field?.id));
  return meant?.values[0];
}
