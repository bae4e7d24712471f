import type { Tx } from '../../db/open.js';
import { type KnownRecords, knownItems } from './fingerprints.js';
import { FLAG, type ItemRows } from './item-rows.js';
import { catalogueNumber, isNodeRemoved } from './node-catalogues.js';
import { noteSeen, type UnsettledRun, unsettledRuns } from './run-sightings.js';
import type { WriteScope } from './write-scope.js';

/** What a step of an import shows to be in the node's catalogues, as far as its rows do not tell it one by one. */
export interface StepPresence {
  /** The numbers of its catalogues, by their 1C ids. */
  readonly catalogues: ReadonlyMap<string, number>;
  /** Whether the node was removed while its feed was being imported: what a catalogue of it has is not on sale. */
  readonly isRemoved: boolean;
  /** The node's open and held runs. */
  readonly runs: readonly UnsettledRun[];
  /** 1C ids of products that a row of theirs, or of a characteristic, shows. */
  readonly products: ReadonlySet<string>;
  /** 1C ids of products whose offer without a characteristic is shown. */
  readonly bareOffers: ReadonlySet<string>;
}

/** The products and offers of a step that its feed shows. */
interface Shown {
  readonly products: ItemRows;
  readonly offers: ItemRows;
}

/**
 * Numbers the step's catalogues and asks for the node's runs: under the id space's lock, behind the step's heads.
 * @param known what was recognised
 */
export async function presenceOfStep(
  tx: Tx,
  scope: WriteScope,
  shown: readonly Shown[],
  known: readonly KnownRecords[],
): Promise<StepPresence> {
  const catalogues = new Map<string, number>();
  const named = new Set(shown.flatMap(({ products, offers }) => [...products.catalogues, ...offers.catalogues]));
  for (const id of new Set([...named, ...known.map((records) => records.catalogueId)])) {
    catalogues.set(id, await catalogueNumber(tx, scope, id));
  }
  const isRemoved = catalogues.size > 0 && (await isNodeRemoved(tx, scope));
  const runs = catalogues.size === 0 ? [] : await unsettledRuns(tx, scope);
  const products = new Set(shown.flatMap((of) => idsOf(of.products, () => true)));
  const bareOffers = new Set(
    shown.flatMap((of) => idsOf(of.offers, (index) => of.offers.characteristics[index] === '')),
  );
  return { catalogues, isRemoved, runs, products, bareOffers };
}

const idsOf = (rows: ItemRows, which: (index: number) => boolean): string[] =>
  rows.products.filter(
    (_, index) => which(index) && ((rows.flags[index] ?? 0) & (FLAG.deleted | FLAG.showsNothing)) === 0,
  );

/** Tells the node's runs what the stage of written products or offers shows. */
export async function noteStaged(
  tx: Tx,
  scope: WriteScope,
  { catalogues, runs }: StepPresence,
  entity: 'product' | 'offer',
): Promise<void> {
  if (runs.length === 0) return;
  for (const catalogueNo of catalogues.values()) {
    await noteSeen(tx, scope, runs, { catalogueNo, entity, items: ITEMS[entity], bindings: { no: catalogueNo } });
  }
}

const ITEMS = {
  product: `select o.product_id as item_id, o.item_no, cast(:no as int) = any(o.present_in) as present
    from stage_products s cross join lateral (select * from products o
      where o.shop_id = :shop and o.id_space = :space and o.external_id = s.external_id offset 0) o
    where s.catalogue_no = cast(:no as int) and (s.characteristic = '' or s.flags & ${FLAG.deleted} = 0)`,
  // What is shown by numbers alone and is not on sale is not shown.
  offer: `select o.offer_id as item_id, o.item_no, cast(:no as int) = any(o.present_in) as present
    from stage_offers s cross join lateral (select * from offers o where o.shop_id = :shop and o.id_space = :space
      and o.product_external_id = s.product_external_id and o.characteristic_id = s.characteristic_id offset 0) o
    where s.catalogue_no = cast(:no as int) and s.flags & ${FLAG.showsNothing} = 0
      and (s.flags & ${FLAG.onlyNumbers} = 0 or cast(:no as int) = any(o.present_in))`,
} as const;

/** Tells the node's runs what was recognised (`stageKnown`): before the step's rows are written. */
export async function noteKnown(
  tx: Tx,
  scope: WriteScope,
  { catalogues, runs }: StepPresence,
  known: readonly KnownRecords[],
): Promise<void> {
  if (runs.length === 0) return;
  for (const catalogue of new Set(known.map((records) => records.catalogueId))) {
    const catalogueNo = catalogues.get(catalogue);
    if (catalogueNo === undefined) throw new Error('a catalogue of the step has no number');
    for (const entity of ['product', 'offer'] as const) {
      await noteSeen(tx, scope, runs, { catalogueNo, entity, items: knownItems(entity), bindings: { catalogue } });
    }
  }
}
