import type { NodeSettings } from '../../nodes/exchange-node.js';
import type { FeedRecord } from '../../records.js';

/** What the heads of a feed have said so far: whether its records are a full catalogue or changes. */
export interface FeedContext {
  readonly hasClassifier: boolean;
  /** The records of the current catalogue are a full export. */
  readonly catalogueFull: boolean;
  readonly packageFull: boolean;
  readonly changesPackage: boolean;
  /** Catalogues whose head said "only changes": with a classifier in the same feed they end the open run. */
  readonly changedCatalogues: readonly string[];
}

export const FEED_START: FeedContext = {
  hasClassifier: false,
  catalogueFull: false,
  packageFull: false,
  changesPackage: false,
  changedCatalogues: [],
};

/** The context after a record; only heads change it. A missing attribute means changes, unless the node says otherwise. */
export function advance(context: FeedContext, record: FeedRecord, settings: NodeSettings): FeedContext {
  const isFull = (onlyChanges: boolean | undefined) =>
    onlyChanges === false || (onlyChanges === undefined && settings.missingAttributeMeans === 'full');
  switch (record.kind) {
    case 'classifier':
      return { ...context, hasClassifier: true };
    case 'catalogue':
      // A head without Товары is the same in every file that 3.x cuts by kind: it tells nothing of a full export.
      if (record.headOnly) return { ...context, catalogueFull: false };
      return {
        ...context,
        catalogueFull: isFull(record.onlyChanges),
        changedCatalogues:
          record.onlyChanges === true ? [...context.changedCatalogues, record.id] : context.changedCatalogues,
      };
    case 'offerPackage':
      return {
        ...context,
        packageFull: !record.changesPackage && isFull(record.onlyChanges),
        changesPackage: record.changesPackage,
      };
    default:
      return context;
  }
}
