import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { AbsentKeys } from '../../store/catalogue/absent-keys.js';
import { markRun, openRun, openRuns } from '../../store/catalogue/full-runs.js';
import { writeCatalogue, writeOthers } from '../../store/catalogue/heads.js';
import { lockIdSpace } from '../../store/catalogue/id-space-lock.js';
import type { StepNumbers } from '../../store/catalogue/item-numbers.js';
import { asUnread } from '../../store/catalogue/item-rows.js';
import type { KnownInStep } from '../../store/catalogue/known-check.js';
import { writeOffers } from '../../store/catalogue/offer-writes.js';
import { writeProducts } from '../../store/catalogue/product-writes.js';
import {
  COUNTERPARTIES,
  DICTIONARIES,
  DICTIONARY_ITEMS,
  GROUPS,
  PRICE_TYPES,
  PROPERTIES,
  UNITS,
  WAREHOUSES,
} from '../../store/catalogue/reference-tables.js';
import { writeReferences } from '../../store/catalogue/reference-writes.js';
import { noteKnown, presenceOfStep, type StepPresence } from '../../store/catalogue/step-presence.js';
import type { WriteScope } from '../../store/catalogue/write-scope.js';
import type { Change } from '../../store/changes/record-changes.js';
import { endRun } from './full-runs.js';
import { headRow, isLateHead, lateCatalogue, lateHeadRow, otherRow } from './other-records.js';
import {
  counterpartyRow,
  dictionaryItemRow,
  dictionaryRow,
  groupRow,
  priceTypeRow,
  propertyRow,
  unitRow,
  warehouseRow,
} from './reference-rows.js';
import { itemsOf, type StepItems } from './step-items.js';
import { type HeadInStep, hasCatalogue, type StepContent } from './step-records.js';

/**
 * Writes the catalogue's records of one step: full runs, what products refer to, presence, products, offers.
 * Rows that already say the same are not touched.
 * @param items the step's products and offers as the node's kind lets them in
 */
export async function writeStep(
  tx: Tx,
  node: ExchangeNode,
  scope: WriteScope,
  step: StepContent,
  items: StepItems,
  { known, unread, numbers, absent }: BesideItems = NOTHING_MORE,
): Promise<Change[]> {
  const changes: Change[] = [];
  if (!hasCatalogue(step)) return changes;
  await lockIdSpace(tx, scope);
  for (const head of step.heads) changes.push(...(await writeHead(tx, node, scope, head)));
  changes.push(
    ...(await writeReferences(tx, scope, GROUPS, rows(step.groups, groupRow))),
    ...(await writeReferences(tx, scope, PROPERTIES, rows(step.properties, propertyRow))),
    ...(await writeReferences(
      tx,
      scope,
      PRICE_TYPES,
      rows(step.priceTypes, (record) => priceTypeRow(record, node.settings.defaultCurrency)),
    )),
    ...(await writeReferences(tx, scope, WAREHOUSES, rows(step.warehouses, warehouseRow))),
    ...(await writeReferences(tx, scope, UNITS, rows(step.units, unitRow))),
    ...(await writeReferences(tx, scope, DICTIONARIES, rows(step.dictionaries, dictionaryRow))),
    ...(await writeReferences(tx, scope, DICTIONARY_ITEMS, rows(step.dictionaryItems, dictionaryItemRow))),
    ...(await writeReferences(tx, scope, COUNTERPARTIES, rows(step.counterparties, counterpartyRow))),
  );
  const presence = await presenceOfStep(tx, scope, [items, unread], known, numbers, absent);
  await noteKnown(tx, presence, known);
  changes.push(
    ...(await writeItems(tx, scope, presence, unreadRows(unread))),
    ...(await writeItems(tx, scope, presence, items)),
  );
  await writeRest(tx, scope, step);
  return changes;
}

/** Offers first: a product goes by which of its offers there are. The log of changes names products first. */
async function writeItems(tx: Tx, scope: WriteScope, presence: StepPresence, items: Unread): Promise<Change[]> {
  const offers = [
    ...(await writeOffers(tx, scope, presence, 'item', items.variants)),
    ...(await writeOffers(tx, scope, presence, 'offer', items.offers)),
  ];
  return [...(await writeProducts(tx, scope, presence, items.products)), ...offers];
}

/** What the feed has but the node's kind failed on. */
type Unread = Pick<StepItems, 'products' | 'variants' | 'offers'>;

interface BesideItems {
  /** What was recognised. */
  readonly known: readonly KnownInStep[];
  /** What the feed has but the kind failed on: its rows stay as they were. */
  readonly unread: Unread;
  /** Learns the numbers of the items that the rows are about. */
  readonly numbers?: StepNumbers;
  /** What the import need not ask the database for. */
  readonly absent?: AbsentKeys;
}

const NOTHING_MORE: BesideItems = { known: [], unread: itemsOf([], []) };

const unreadRows = ({ products, variants, offers }: Unread): Unread => ({
  products: asUnread(products),
  variants: asUnread(variants),
  offers: asUnread(offers),
});

const rows = <R, T>(records: ReadonlyMap<string, R>, row: (record: R) => T): T[] => [...records.values()].map(row);

/** What no other table has: the heads of classifiers and packages, what came behind their records, and records that are kept whole. */
async function writeRest(tx: Tx, scope: WriteScope, step: StepContent): Promise<void> {
  const rows = step.heads.flatMap(({ record }) => (record.kind === 'catalogue' ? [] : [headRow(record)]));
  for (const record of step.others) {
    const catalogue = lateCatalogue(record);
    if (catalogue) await writeCatalogue(tx, scope, catalogue);
    else rows.push(isLateHead(record) ? lateHeadRow(record) : otherRow(record));
  }
  await writeOthers(tx, scope, rows);
}

/** What a head does to the full run of its catalogue (commerceml.md §5 no. 2). */
async function writeHead(
  tx: Tx,
  node: ExchangeNode,
  scope: WriteScope,
  { record, context }: HeadInStep,
): Promise<Change[]> {
  switch (record.kind) {
    case 'classifier':
      return endByChanges(tx, node, scope, context.changedCatalogues);
    case 'catalogue': {
      await writeCatalogue(tx, scope, record);
      if (record.headOnly) return [];
      if (context.catalogueFull) await openRun(tx, scope, record.id, { catalogueFull: true });
      else if (record.onlyChanges === true && context.hasClassifier) return endByChanges(tx, node, scope, [record.id]);
      return [];
    }
    case 'offerPackage': {
      if (context.packageFull) {
        await openRun(tx, scope, record.catalogueId, { offersFull: true, offersImported: true });
      } else if (!record.changesPackage) {
        await markRun(tx, scope, record.catalogueId, { offersImported: true });
      }
      return [];
    }
  }
}

/** The next changes have come, with a classifier: the full export that is still open is over. */
async function endByChanges(
  tx: Tx,
  node: ExchangeNode,
  scope: WriteScope,
  catalogueIds: readonly string[],
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const catalogueId of catalogueIds) {
    const filter = { shopId: scope.shopId, nodeId: scope.nodeId, catalogueId, lock: true };
    for (const run of await openRuns(tx, filter)) {
      changes.push(...(await endRun(tx, node, run, 'changes', scope.exchangeId)));
    }
  }
  return changes;
}
