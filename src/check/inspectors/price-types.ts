import type { InspectorFactory } from '../inspector.js';
import { References } from '../references.js';

/** Between a file and a catalogue. */
const OF = '\n';

/** Prices of a type that nobody describes: without its name and currency a price cannot be shown. */
export const priceTypes: InspectorFactory = (findings, set) => {
  const types = new References();
  /** Files that list price types themselves: such a list is whole, also with changes. */
  const listing = new Set<string>();
  /** Where prices stand first, in each catalogue. */
  const prices = new References();
  return {
    record(record, file) {
      if (record.kind === 'priceType') {
        types.define(record.id);
        listing.add(file);
      }
      if (record.kind !== 'offer') return;
      const place = { file, line: record.line, scope: record.catalogueId };
      if (record.prices?.length) prices.refer('', place);
      for (const { priceTypeId } of record.prices ?? [])
        types.refer(priceTypeId, { ...place, scope: file + OF + record.catalogueId });
    },
    end() {
      if (types.size === 0) {
        const isFull = ({ scope }: { scope: string }): boolean => set.hasFullPackage(scope);
        for (const first of prices.open((one) => (isFull(one) ? 1 : 0))) {
          const { file, line } = first;
          findings.add('price-types-absent', { file, line }, { severity: isFull(first) ? 'warning' : 'note' });
        }
        return;
      }
      // Cut by kind, changes list in another file only those types that have changed.
      const isWhole = ({ file, scope }: { file: string; scope: string }): boolean => {
        const catalogue = scope.slice(file.length + OF.length);
        return listing.has(file) || set.isFull(catalogue) || set.hasFullPackage(catalogue);
      };
      for (const place of types.open((one) => (isWhole(one) ? 1 : 0))) {
        const { id, file, line } = place;
        findings.add(
          'price-type-unknown',
          { file, line, value: id },
          { severity: isWhole(place) ? 'error' : 'warning' },
        );
      }
    },
  };
};
