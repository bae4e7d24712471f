import type { InspectorFactory } from '../inspector.js';
import { References } from '../references.js';

/** Prices of a type that nobody describes: without its name and currency a price cannot be shown. */
export const priceTypes: InspectorFactory = (findings, set) => {
  const types = new References();
  let firstPrice: { file: string; line: number; scope: string } | undefined;
  return {
    record(record, file) {
      if (record.kind === 'priceType') types.define(record.id);
      if (record.kind !== 'offer') return;
      const place = { file, line: record.line, scope: record.catalogueId };
      if (record.prices?.length) firstPrice ??= place;
      for (const { priceTypeId } of record.prices ?? []) types.refer(priceTypeId, place);
    },
    end() {
      if (types.size === 0) {
        if (!firstPrice) return;
        const { file, line, scope } = firstPrice;
        findings.add(
          'price-types-absent',
          { file, line },
          { severity: set.hasFullPackage(scope) ? 'warning' : 'note' },
        );
        return;
      }
      // The list of price types is always given whole, also with changes.
      for (const { id, file, line } of types.open()) findings.add('price-type-unknown', { file, line, value: id });
    },
  };
};
