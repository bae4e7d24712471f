import { NAME } from '../../commerceml/names.js';
import type { InspectorFactory } from '../inspector.js';

/** Heads that do not say whether they are full, and exports that lie mixed in one folder (commerceml.md §5 no. 2). */
export const extents: InspectorFactory = (findings, set) => {
  /** Files in which a classifier stands: a portion ≥ 2 has none. */
  const withClassifier = new Set<string>();
  return {
    record(record, file) {
      if (record.kind === 'classifier') withClassifier.add(file);
      const isHead = record.kind === 'catalogue' || (record.kind === 'offerPackage' && !record.changesPackage);
      if (!isHead || record.onlyChanges !== undefined) return;
      const subject = record.kind === 'catalogue' ? NAME.catalogue : NAME.offerPackage;
      findings.add('extent-unsaid', { file, line: record.line }, { subject });
    },
    end() {
      const { present } = set;
      if (present.length > 1) {
        for (const { id, name, files } of present)
          findings.add('several-catalogues', { file: files[0] ?? '', value: name ? `${id} (${name})` : id });
      }
      for (const { id, extent } of present) {
        if (extent !== 'full') continue;
        // Further portions say "changes" as a rule, but have no classifier.
        for (const file of set.filesSaying(id, 'changes'))
          if (withClassifier.has(file)) findings.add('full-and-changes', { file, value: id });
      }
    },
  };
};
