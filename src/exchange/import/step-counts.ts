import type { KnownItems } from '../../store/catalogue/known-check.js';
import type { Change } from '../../store/changes/record-changes.js';
import type { StepItems } from './step-items.js';
import type { StepContent } from './step-records.js';

/** Rows that may be counted by what became of them, and how many of each a step names. */
function named(
  step: StepContent,
  { products, variants, offers }: StepItems,
  known: KnownItems,
): Partial<Record<Change['entity'], number>> {
  const offerKeys = new Set<string>();
  for (const rows of [variants, offers]) {
    for (const [index, product] of rows.products.entries()) offerKeys.add(`${product}#${rows.characteristics[index]}`);
  }
  return {
    product: new Set(products.products).size + known.products,
    offer: offerKeys.size + known.offers,
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

/**
 * What a step did to rows: `product.new`, `product.changed`, `product.removed` (taken off sale), `product.unchanged`, and the same of
 * the other entities; zeros are left out. A row that several steps name is counted in each.
 * @param known the rows that were recognised, and so not written
 * @param changes what the step wrote
 */
export function rowCounts(
  step: StepContent,
  items: StepItems,
  known: KnownItems,
  changes: readonly Change[],
): Record<string, number> {
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
  for (const [entity, rows] of Object.entries(named(step, items, known))) {
    const hows = [...(writtenOf.get(entity)?.values() ?? [])];
    for (const how of ['new', 'changed', 'removed'] as const) {
      count(`${entity}.${how}`, hows.filter((one) => one === how).length);
    }
    count(`${entity}.removed`, hows.filter((one) => one === 'retired').length);
    count(`${entity}.unchanged`, rows - hows.filter((one) => one !== 'retired').length);
  }
  return counts;
}
