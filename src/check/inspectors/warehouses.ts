import type { InspectorFactory } from '../inspector.js';
import { References } from '../references.js';

/** Stock of warehouses that nobody describes. Runs of stock alone never describe them (`ИзмененияПакетаПредложений`, rests of 3.x). */
export const warehouses: InspectorFactory = (findings, set) => {
  const known = new References();
  let firstStock: { file: string; line: number } | undefined;
  return {
    record(record, file) {
      if (record.kind === 'warehouse') known.define(record.id);
      if (record.kind !== 'offer') return;
      for (const id of Object.keys(record.stock?.warehouses ?? {})) {
        firstStock ??= { file, line: record.line };
        known.refer(id, { file, line: record.line, scope: record.catalogueId });
      }
    },
    end() {
      if (known.size === 0) {
        if (firstStock) findings.add('warehouses-absent', firstStock);
        return;
      }
      const isFull = ({ scope }: { scope: string }): boolean => set.isFull(scope) || set.hasFullPackage(scope);
      for (const place of known.open((one) => (isFull(one) ? 1 : 0))) {
        const { id, file, line } = place;
        const severity = isFull(place) ? 'warning' : 'note';
        findings.add('warehouse-unknown', { file, line, value: id }, { severity });
      }
    },
  };
};
