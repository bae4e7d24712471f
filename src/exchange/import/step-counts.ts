import type { Change } from '../../store/changes.js';
import type { DecidedItems } from '../hooks/catalogue-hooks.js';
import type { StepRecords } from './step-records.js';

/** Rows that may be counted by what became of them, and how many of each a step names. */
function named(step: StepRecords, items: DecidedItems): Partial<Record<Change['entity'], number>> {
  const products = [...items.products.written.values()];
  const offers = new Set([
    ...products.filter((record) => record.characteristicId !== '').map(keyOf),
    ...[...items.offers.written.values()].map(keyOf),
  ]);
  return {
    product: new Set(products.map((record) => record.productId)).size,
    offer: offers.size,
    group: step.groups.size,
    property: step.properties.size,
    priceType: step.priceTypes.size,
    warehouse: step.warehouses.size,
    unit: step.units.size,
    dictionary: step.dictionaries.size,
    dictionaryItem: step.dictionaryItems.size,
    counterparty: step.counterparties.size,
  };
}

const keyOf = (record: { readonly productId: string; readonly characteristicId: string }): string =>
  `${record.productId}#${record.characteristicId}`;

/**
 * What a step did to rows: `product.new`, `product.changed`, `product.removed` (taken off sale), `product.unchanged`, and the same of
 * the other entities; zeros are left out. A row that several steps name is counted in each.
 * @param changes what the step wrote
 */
export function rowCounts(step: StepRecords, items: DecidedItems, changes: readonly Change[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (name: string, by: number) => {
    if (by > 0) counts[name] = (counts[name] ?? 0) + by;
  };
  const writtenOf = new Map<string, Map<string, NonNullable<Change['how']>>>();
  for (const { entity, entityId, action, how } of changes) {
    if (how === undefined) {
      if (action === 'removed') count(`${entity}.removed`, 1);
      continue;
    }
    const written = writtenOf.get(entity) ?? new Map();
    // A row that is made and written again in one step is new.
    if (written.get(entityId) !== 'new') written.set(entityId, how);
    writtenOf.set(entity, written);
  }
  for (const [entity, rows] of Object.entries(named(step, items))) {
    const hows = [...(writtenOf.get(entity)?.values() ?? [])];
    for (const how of ['new', 'changed', 'removed'] as const) {
      count(`${entity}.${how}`, hows.filter((one) => one === how).length);
    }
    count(`${entity}.removed`, hows.filter((one) => one === 'retired').length);
    count(`${entity}.unchanged`, rows - hows.filter((one) => one !== 'retired').length);
  }
  return counts;
}
