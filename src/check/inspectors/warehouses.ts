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
      for (const { id, file, line, scope } of known.open()) {
        const severity = set.isFull(scope) || set.hasFullPackage(scope) ? 'warning' : 'note';
        findings.add('warehouse-unknown', { file, line, value: id }, { severity });
      }
    },
  };
};
