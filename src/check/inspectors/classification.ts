import type { PropertyRecord, PropertyValue } from '../../records.js';
import type { InspectorFactory } from '../inspector.js';
import { References } from '../references.js';

/** Between a property's id and a value of its dictionary. */
const OF = '\n';

/**
 * Groups, properties and dictionary values that products and offers name and no `Классификатор` has: a warning in a full export, a
 * note in changes (a partial export may leave out what was sent before; commerceml.md §2.6).
 */
export const classification: InspectorFactory = (findings, set) => {
  const groups = new References();
  const properties = new References();
  const variants = new References(MOST_VARIANTS);
  const dictionaries = new Set<string>();
  const plain = new Set<string>();
  /** Where groups or properties are named first, in each catalogue. */
  const uses = new References();
  const define = (property: PropertyRecord): void => {
    properties.define(property.id);
    if (!isDictionary(property)) {
      plain.add(property.id);
      return;
    }
    dictionaries.add(property.id);
    for (const id of Object.keys(property.variants ?? {})) variants.define(property.id + OF + id);
  };
  const refer = (values: readonly PropertyValue[], place: { file: string; line: number; scope: string }): void => {
    for (const { id, values: texts } of values) {
      properties.refer(id, place);
      if (plain.has(id)) continue;
      // Until the property is described nobody knows whether its values are ids.
      for (const text of texts)
        if (text.length <= LONGEST_ID && text !== NOTHING) variants.refer(id + OF + text, place);
    }
  };
  return {
    record(record, file) {
      if (record.kind === 'group') groups.define(record.id);
      if (record.kind === 'property') define(record);
      if (record.kind !== 'product' && record.kind !== 'offer') return;
      const place = { file, line: record.line, scope: record.catalogueId };
      if (record.properties?.length || (record.kind === 'product' && record.groups?.length)) uses.refer('', place);
      if (record.properties) refer(record.properties, place);
      if (record.kind === 'product') for (const id of record.groups ?? []) groups.refer(id, place);
    },
    end() {
      const weigh = ({ scope }: { scope: string }) => (set.isFull(scope) ? 1 : 0);
      const severity = (scope: string) => (set.isFull(scope) ? ('warning' as const) : ('note' as const));
      if (set.classifierFiles.size === 0) {
        for (const { file, line, scope } of uses.open(weigh))
          findings.add('classifier-absent', { file, line }, { severity: severity(scope) });
        return;
      }
      const lists = [
        ['group-unknown', groups],
        ['property-unknown', properties],
      ] as const;
      for (const [code, list] of lists) {
        if (list.overflow) findings.add('ids-not-compared', { file: '' });
        else
          for (const { id, file, line, scope } of list.open(weigh))
            findings.add(code, { file, line, value: id }, { severity: severity(scope) });
      }
      if (variants.overflow) return findings.add('ids-not-compared', { file: '' });
      for (const { id, file, line, scope } of variants.open(weigh)) {
        const [property = '', value = ''] = id.split(OF);
        // One file may describe it with its dictionary and another without.
        if (!dictionaries.has(property) || plain.has(property)) continue;
        findings.add('variant-unknown', { file, line, value: `${value} (${property})` }, { severity: severity(scope) });
      }
    },
  };
};

/** 1C's reference to nothing. */
const NOTHING = '00000000-0000-0000-0000-000000000000';
/** Values that wait for the description of their property. */
const MOST_VARIANTS = 1_000_000;
/** Longer texts are no ids. */
const LONGEST_ID = 100;

/** A property whose values are named by ids: of one that lists plain texts a value may be any text. */
function isDictionary({ variants }: PropertyRecord): boolean {
  return variants !== undefined && Object.entries(variants).some(([id, text]) => id !== text);
}
