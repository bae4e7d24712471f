import type { Tx } from '../../db/open.js';
import { AbsentKeys } from './absent-keys.js';
import { type ItemKind, StepNumbers } from './item-numbers.js';
import { FLAG, type ItemRows } from './item-rows.js';
import type { KnownInStep } from './known-check.js';
import { catalogueNumber, isNodeRemoved } from './node-catalogues.js';
import { noteSeen, noteSeenNumbers, type UnsettledRun, unsettledRuns } from './run-sightings.js';
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
  /** The numbers of the items that its rows are about. */
  readonly numbers: StepNumbers;
  /** Which keys of its rows need not be asked for. */
  readonly absent: AbsentKeys;
  /** `int8multirange`s of the numbers of the offers that recognised records show. */
  readonly knownOffers: readonly string[];
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
  known: readonly KnownInStep[],
  numbers = new StepNumbers(),
  absent = new AbsentKeys(),
): Promise<StepPresence> {
  const catalogues = new Map<string, number>();
  const named = new Set(shown.flatMap(({ products, offers }) => [...products.catalogues, ...offers.catalogues]));
  for (const id of new Set([...named, ...known.map(({ catalogueId }) => catalogueId)])) {
    catalogues.set(id, await catalogueNumber(tx, scope, id));
  }
  const isRemoved = catalogues.size > 0 && (await isNodeRemoved(tx, scope));
  const runs = catalogues.size === 0 ? [] : await unsettledRuns(tx, scope);
  const products = new Set(shown.flatMap((of) => idsOf(of.products, () => true)));
  const bareOffers = new Set(
    shown.flatMap((of) => idsOf(of.offers, (index) => of.offers.characteristics[index] === '')),
  );
  const knownOffers = known.map(({ shows }) => shows.offer);
  return { catalogues, isRemoved, runs, products, bareOffers, numbers, absent, knownOffers };
}

const idsOf = (rows: ItemRows, which: (index: number) => boolean): string[] =>
  rows.products.filter(
    (_, index) => which(index) && ((rows.flags[index] ?? 0) & (FLAG.deleted | FLAG.showsNothing)) === 0,
  );

/**
 * Learns the numbers of the items that the stage of written products or offers is about, and tells the node's runs what it shows.
 * @param rows what the stage was filled from
 */
export async function noteStaged(
  tx: Tx,
  scope: WriteScope,
  { catalogues, runs, numbers }: StepPresence,
  entity: ItemKind,
  rows: ItemRows,
): Promise<void> {
  const staged = await tx.raw<{ rows: StagedNumbers[] }>(NUMBERS[entity], {
    shop: scope.shopId,
    space: scope.idSpace,
  });
  const { ords = [], items = [], active = [], led = [] } = staged.rows[0] ?? {};
  for (const [place, ord] of ords.entries())
    numbers.note(rows, ord, items[place] ?? 0, active[place] === true, led[place]);
  if (runs.length === 0) return;
  for (const catalogueNo of catalogues.values()) {
    await noteSeen(tx, scope, runs, { catalogueNo, entity, items: ITEMS[entity], bindings: { no: catalogueNo } });
  }
}

interface StagedNumbers {
  readonly ords?: number[];
  readonly items?: number[];
  readonly active?: boolean[];
  readonly led?: boolean[];
}

/** `led`: another characteristic speaks for the product than the row's. */
const NUMBERS = {
  product: `select array_agg(s.ord) as ords, array_agg(cast(o.item_no as float8)) as items, array_agg(o.active) as active,
      array_agg(s.characteristic <> '' and s.characteristic <> o.lead_characteristic) as led
    from stage_products s cross join lateral (select o.item_no, o.active, o.lead_characteristic from products o
      where o.shop_id = :shop and o.id_space = :space and o.external_id = s.external_id offset 0) o having count(*) > 0`,
  offer: `select array_agg(s.ord) as ords, array_agg(cast(o.item_no as float8)) as items, array_agg(o.active) as active
    from stage_offers s cross join lateral (select o.item_no, o.active from offers o where o.shop_id = :shop and o.id_space = :space
      and o.product_external_id = s.product_external_id and o.characteristic_id = s.characteristic_id offset 0) o having count(*) > 0`,
} as const;

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

/** Tells the node's runs what was recognised. */
export async function noteKnown(
  tx: Tx,
  { catalogues, runs }: StepPresence,
  known: readonly KnownInStep[],
): Promise<void> {
  if (runs.length === 0) return;
  for (const { catalogueId, shows } of known) {
    const catalogueNo = catalogues.get(catalogueId);
    if (catalogueNo === undefined) throw new Error('a catalogue of the step has no number');
    for (const entity of ['product', 'offer'] as const) {
      await noteSeenNumbers(tx, runs, { catalogueNo, entity, items: shows[entity] });
    }
  }
}
