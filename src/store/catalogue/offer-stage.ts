import type { Tx } from '../../db/open.js';
import { NUMBER_COLUMNS, OFFER_COLUMNS } from './item-columns.js';
import { copyItems } from './item-copy.js';
import { hasKeysAlone, type OfferRows } from './offer-rows.js';

const KEYS = ['new_id', 'product_external_id', 'characteristic_id'];
const ABOUT = ['said', 'numbers_said', 'ord', 'flags', 'catalogue_no'];
const NUMBERS = NUMBER_COLUMNS.map((column) => column.name);

/**
 * Copies offers into the temporary table `stage_offers` of the connection, which is emptied at the commit: `said` (bits of the columns),
 * `numbers_said` (bits of the numbers), `ord` (position in `rows`), `flags`, `catalogue_no`, the keys, the columns, the numbers. What a row
 * does not say may be null there.
 * @param catalogues the numbers of the catalogues that the rows name
 */
export async function stageOffers(
  tx: Tx,
  rows: OfferRows,
  which: readonly number[],
  catalogues: ReadonlyMap<string, number>,
): Promise<void> {
  const columns = [...OFFER_COLUMNS, ...NUMBER_COLUMNS].map(({ name, type }) => `${name} ${type}`);
  await makeStage(tx, 'stage_offers', columns);
  const before = aboutRow(rows, catalogues);
  const whole = which.filter((index) => !hasKeysAlone(rows, index));
  const names = [...ABOUT, ...KEYS, ...OFFER_COLUMNS.map((column) => column.name), ...NUMBERS];
  await copyItems(tx, 'stage_offers', names, [rows, rows.numbers], whole, { before });
  await copyNumbers(
    tx,
    'stage_offers',
    rows,
    which.filter((index) => hasKeysAlone(rows, index)),
    before,
  );
}

/** The same of rows that have their keys alone, into `stage_numbers`. */
export async function stageNumbers(
  tx: Tx,
  rows: OfferRows,
  which: readonly number[],
  catalogues: ReadonlyMap<string, number>,
): Promise<void> {
  await makeStage(
    tx,
    'stage_numbers',
    NUMBER_COLUMNS.map(({ name, type }) => `${name} ${type}`),
  );
  await copyNumbers(tx, 'stage_numbers', rows, which, aboutRow(rows, catalogues));
}

const copyNumbers = async (
  tx: Tx,
  stage: string,
  rows: OfferRows,
  which: readonly number[],
  before: (index: number) => string,
): Promise<void> =>
  await copyItems(tx, stage, [...ABOUT, ...KEYS, ...NUMBERS], [rows, rows.numbers], which, { before });

function aboutRow(rows: OfferRows, catalogues: ReadonlyMap<string, number>): (index: number) => string {
  const { said, numbers, flags, catalogueOf } = rows;
  const catalogueNumbers = rows.catalogueIds.map((id) => catalogues.get(id));
  return (index) =>
    `${said[index]}\t${numbers.said[index]}\t${index}\t${flags[index]}\t${catalogueNumbers[catalogueOf[index] ?? 0]}\t`;
}

async function makeStage(tx: Tx, stage: string, columns: readonly string[]): Promise<void> {
  const about = [
    ...ABOUT.map((name) => `${name} int`),
    'new_id uuid',
    'product_external_id text',
    'characteristic_id text',
  ];
  await tx.raw(
    `create temporary table if not exists ${stage} (${[...about, ...columns].join(', ')}) on commit delete rows; delete from ${stage}`,
  );
}

/** SQL: offer `o` is the one of the stage's row `s`. */
export const SAME_OFFER = `o.shop_id = :shop and o.id_space = :space
  and o.product_external_id = s.product_external_id and o.characteristic_id = s.characteristic_id`;

/** SQL of the numbers of offer `o`. */
export const NUMBERS_OF_OFFER = `select n.prices, n.stock, n.stock_total, n.exchange_id, n.made_by
  from offer_numbers n where n.shop_id = :shop and n.offer_id = o.offer_id offset 0`;

/**
 * SQL that joins the rows `t` which an update is about to those `f` of a query that has found their offers. Of a number that is said to be 1
 * PostgreSQL expects few, so it looks for each by its key; of a boolean it expects half of all, and reads the table, or compares each with each.
 * @param isToBeWritten name of a column of the query: 1, or null
 */
export const whereFound = (isToBeWritten: string): string =>
  `t.shop_id = :shop and t.offer_id = f.offer_id and f.${isToBeWritten} = 1`;
