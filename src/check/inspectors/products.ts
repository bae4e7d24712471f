import type { InspectorFactory } from '../inspector.js';
import { References } from '../references.js';

/**
 * Offers whose product is nowhere: an error where the full catalogue is here; else legitimate, since a changes export names
 * products that were sent before.
 */
export const products: InspectorFactory = (findings, set) => {
  const known = new References();
  const packages = new Map<string, { file: string; line: number }>();
  let offers: { file: string; line: number } | undefined;
  return {
    record(record, file) {
      if (record.kind === 'product') known.define(record.productId);
      if (record.kind === 'offerPackage' && !packages.has(record.catalogueId) && packages.size < MOST_PACKAGES)
        packages.set(record.catalogueId, { file, line: record.line });
      if (record.kind !== 'offer') return;
      offers ??= { file, line: record.line };
      // What is taken off sale needs no product: that may have been deleted with it.
      if (!record.deleted) known.refer(record.productId, { file, line: record.line, scope: record.catalogueId });
    },
    end() {
      if (set.present.length === 0) {
        if (offers) findings.add('catalogue-absent', offers);
        return;
      }
      for (const [id, place] of packages)
        if (!set.hasCatalogue(id)) findings.add('catalogue-mismatch', { ...place, value: id });
      if (known.overflow) return findings.add('ids-not-compared', { file: '' });
      const weigh = ({ scope }: { scope: string }) => (set.isFull(scope) ? 2 : set.hasCatalogue(scope) ? 1 : 0);
      for (const { id, file, line, scope } of known.open(weigh)) {
        if (!set.hasCatalogue(scope)) continue; // told as catalogue-mismatch
        const severity = set.isFull(scope) ? 'error' : 'note';
        findings.add('offer-without-product', { file, line, value: id }, { severity });
      }
    },
  };
};

const MOST_PACKAGES = 10_000;
