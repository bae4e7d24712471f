import type { Tx } from '../../db/open.js';
import type { ExchangeNode } from '../../nodes/exchange-node.js';
import type { ProductRecord } from '../../records.js';
import { markRun, openRun, openRuns } from '../../store/catalogue/full-runs.js';
import { writeCatalogue, writeOthers } from '../../store/catalogue/heads.js';
import { lockIdSpace } from '../../store/catalogue/id-space-lock.js';
import { writeOffers } from '../../store/catalogue/offer-writes.js';
import { noteSightings, type Sighting } from '../../store/catalogue/presence.js';
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
import type { WriteScope } from '../../store/catalogue/write-scope.js';
import type { Change } from '../../store/changes.js';
import { type DecidedItems, undecided } from '../hooks/catalogue-hooks.js';
import { rowsOfRefused } from '../hooks/refused-items.js';
import { endRun } from './full-runs.js';
import { hasOnlyNumbers, itemOfferRow, offerRow, type PackagedOffer, productRow } from './item-rows.js';
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
import type { HeadInStep, StepRecords } from './step-records.js';

/**
 * Writes the catalogue's records of one step: full runs, what products refer to, presence, products, offers.
 * Rows that already say the same are not touched.
 * @param items the step's products and offers as the node's kind lets them in
 */
export async function writeStep(
  tx: Tx,
  node: ExchangeNode,
  scope: WriteScope,
  step: StepRecords,
  items: DecidedItems = undecided(step),
): Promise<Change[]> {
  const changes: Change[] = [];
  if (!step.hasCatalogue) return changes;
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
  const refused = await rowsOfRefused(tx, scope, items);
  await noteSightings(tx, scope, sightings(items));
  const products = [...items.products.written.values(), ...refused.products];
  const variants = products.filter((record) => record.characteristicId !== '');
  const offers = [...items.offers.written.values(), ...refused.offers];
  changes.push(
    ...(await writeProducts(
      tx,
      scope,
      products.map((record) => productRow(record, record.full)),
    )),
    ...(await writeOffers(tx, scope, 'item', variants.map(itemOfferRow))),
    ...(await writeOffers(tx, scope, 'offer', offers.map(offerRow))),
  );
  await writeRest(tx, scope, step);
  return changes;
}

const rows = <R, T>(records: ReadonlyMap<string, R>, row: (record: R) => T): T[] => [...records.values()].map(row);

/** What no other table has: the heads of classifiers and packages, what came behind their records, and records that are kept whole. */
async function writeRest(tx: Tx, scope: WriteScope, step: StepRecords): Promise<void> {
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

/** What a kind refused is not there any more; what it failed on is there, whatever is known of it. */
function sightings({ products, offers }: DecidedItems): Sighting[] {
  return [
    ...[...products.written.values(), ...products.failed].flatMap((record) =>
      sightingsOfProduct(record, record.deleted),
    ),
    ...products.refused.flatMap((record) => sightingsOfProduct(record, true)),
    ...[...offers.written.values(), ...offers.failed].flatMap((record) => sightingsOfOffer(record, record.deleted)),
    ...offers.refused.flatMap((record) => sightingsOfOffer(record, true)),
  ];
}

function sightingsOfProduct(
  { catalogueId, productId, characteristicId }: ProductRecord,
  deleted: boolean,
): readonly Sighting[] {
  const product = { entity: 'product', catalogueId, externalId: productId, present: !deleted } as const;
  if (characteristicId === '') return [product];
  const externalId = `${productId}#${characteristicId}`;
  const offer = { entity: 'offer', catalogueId, externalId, present: !deleted } as const;
  // A deleted characteristic does not delete its product.
  return deleted ? [offer] : [offer, product];
}

function sightingsOfOffer(record: PackagedOffer, deleted: boolean): readonly Sighting[] {
  // Prices and stock alone (ИзмененияПакетаПредложений) do not say that the catalogue has the offer, only a deletion counts.
  if (record.changesPackage && !deleted) return [];
  const externalId = `${record.productId}#${record.characteristicId}`;
  const { catalogueId } = record;
  return [{ entity: 'offer', catalogueId, externalId, present: !deleted, onlyNumbers: hasOnlyNumbers(record) }];
}
