import { createHash } from 'node:crypto';
import type { Sql } from '../db/open.js';
import { UzelError } from '../errors.js';
import {
  listProducts,
  type ProductChoice,
  type ProductRow,
  readProductsInOrder,
} from '../store/catalogue/read-products.js';
import { logMoment } from '../store/changes/log-moment.js';
import type { Page, PageRequest } from '../store/list-page.js';
import { findProducts, isByPrice, type ListingOrder, narrowListed, sureTerms } from '../store/listing/find-products.js';
import { type Listed, readListed } from '../store/listing/listing-state.js';
import { isOneRare } from '../store/listing/term-counts.js';
import type { Call } from './http/call.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { InvalidRequest } from './http/invalid-request.js';
import { shareLookUps } from './http/shared-look-ups.js';
import { readConditions } from './product-conditions.js';
import type { ProductQuery } from './schemas/product-query.js';

/** The products of one page, and what the answer says of them. */
interface FoundProducts {
  readonly rows: readonly ProductRow[];
  /** The cursor of the next page; null = this was the last. */
  readonly next: string | null;
  /** The change of the log that what was found is up to date with; what is shown of it is as new as the answer. */
  readonly seq: number;
  /** Found in another way as long as the listing is being made, or not all that is there while some of it could not be made. */
  readonly passing?: boolean;
}

/** Asked by each page: those that come together ask once. */
const lookUps = new WeakMap<Sql, (shopId: string) => Promise<Listed | null>>();

function listedOf(sql: Sql): (shopId: string) => Promise<Listed | null> {
  const known = lookUps.get(sql) ?? shareLookUps(async (shopId: string) => await readListed(sql, shopId));
  lookUps.set(sql, known);
  return known;
}

type ListCall = Call<object, ProductQuery, object>;

/** What says nothing about which products are meant. */
const NO_FILTERS = new Set(['limit', 'cursor', 'channel', 'include', 'fields']);
/** What the catalogue itself is asked for: exact, without a lag. */
const OF_CATALOGUE = new Set([...NO_FILTERS, 'active', 'externalId', 'updatedAfter', 'priceType']);
/** What the catalogue answers where there is no listing: slowly, and `q` as a part of a name, sku or barcode, letter by letter. */
const WITHOUT_LISTING = new Set(['group', 'q']);
/** Before all that can have been written. */
const EVER = '0001-01-01T00:00:00.000000Z';

/**
 * The products that a query asks for, one page. Without filters, or with those that the catalogue can answer by itself, it is read
 * itself; else the listing is, which follows it a moment later.
 * @param choice what of the products is read; absent: all
 * @throws InvalidRequest for a foreign cursor, and for what needs the listing where there is none; UZ1527 while it is being made
 */
export async function findProductPage(call: ListCall, choice: ProductChoice = {}): Promise<FoundProducts> {
  const { query, services, shopId } = call;
  const needing = listingParameters(query);
  const listed = needing.length === 0 || !services.config.LISTING ? null : await listedOf(services.db.knex)(shopId);
  const sort = query.sort ?? defaultSort(query, listed !== null);
  const list = `products:${sort}:${digestOf(query)}`;
  const page: PageRequest = {
    limit: query.limit,
    after: readCursor(list, query.cursor, KEYS[sort]),
    updatedAfter: sort === 'updatedAt' ? (query.updatedAfter ?? EVER) : null,
  };
  const answer = (rows: readonly ProductRow[], { next }: Pick<Page<unknown>, 'next'>, seq: number): FoundProducts => ({
    ...{ rows, seq, passing: listed?.isTroubled ?? false },
    next: writeCursor(list, next),
  });

  if (listed === null) {
    refuseWithoutListing(services.config.LISTING, needing);
    const found = await listProducts(
      services.db.knex,
      shopId,
      { ...catalogueFilter(query), group: query.group ?? null },
      page,
      choice,
    );
    return { ...answer(found.items, found, call.seq), passing: services.config.LISTING && needing.length > 0 };
  }
  const { doneNo: listedNo } = listed;
  // A log without changes says nothing of a shop that is being set up.
  const asOf = call.seq > 0 ? { listed, moment: await logMoment(services.db.knex, shopId, call.seq) } : undefined;
  const { conditions, isPossible } = await readConditions(services.db.knex, shopId, query, asOf);
  if (!isPossible) return answer([], { next: null }, listedNo);
  if (sort === 'updatedAt') {
    const also = narrowListed(services.db.knex, shopId, { ...conditions, externalId: null });
    const filter = { ...catalogueFilter(query), group: null, text: null, also };
    const found = await listProducts(services.db.knex, shopId, filter, page, choice);
    return answer(found.items, found, listedNo);
  }
  const isFew = isByPrice(sort) && (await isOneRare(services.db.knex, shopId, sureTerms(conditions), listed));
  const found = await findProducts(services.db.knex, shopId, { ...conditions, isFew }, sort, page);
  return answer(await readProductsInOrder(services.db.knex, shopId, found.items, choice), found, listedNo);
}

const defaultSort = ({ updatedAfter, q }: ProductQuery, isListed: boolean) => {
  if (updatedAfter !== undefined) return 'updatedAt';
  return q !== undefined && isListed ? 'relevance' : 'id';
};

const NAME_KEY = /^[^\p{Cc}]*$/u;
const AMOUNT = /^-?\d{1,40}(\.\d{1,40})?$/;
const FITNESS = /^\d{1,9}$/;
/** What stands in the cursors of an order, besides the id. */
const KEYS: Readonly<Record<ListingOrder | 'updatedAt', RegExp | undefined>> = {
  ...{ id: undefined, updatedAt: undefined },
  ...{ name: NAME_KEY, '-name': NAME_KEY },
  ...{ price: AMOUNT, '-price': AMOUNT, relevance: FITNESS },
};

/** A cursor goes on with the filters that it was given for. */
function digestOf(query: ProductQuery): string {
  const filters = Object.entries(query).filter(
    ([name, value]) => !NO_FILTERS.has(name) && name !== 'sort' && value !== undefined,
  );
  const text = JSON.stringify(filters.sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

/** The parameters that the catalogue cannot answer by itself. */
function listingParameters(query: ProductQuery): string[] {
  const { sort = 'id' } = query;
  const filters = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || name === 'sort' || OF_CATALOGUE.has(name) ? [] : [name],
  );
  return sort === 'id' || sort === 'updatedAt' ? filters : [...filters, 'sort'];
}

/** @throws InvalidRequest where there is never one, UZ1527 while it is being made, for parameters that need it */
export function refuseWithoutListing(isOn: boolean, needing: readonly string[]): void {
  const refused = needing.filter((name) => !WITHOUT_LISTING.has(name));
  if (refused.length === 0) return;
  if (!isOn) {
    const message = 'This needs LISTING=true in the settings of the server.';
    throw new InvalidRequest(refused.map((path) => ({ path, message })));
  }
  throw new UzelError(
    'UZ1527',
    'What filters and sorting read is being made for the first time, or anew after a crash of the database. Try again in a minute.',
  );
}

const catalogueFilter = ({ active, q, externalId }: ProductQuery) => ({
  active,
  text: q ?? null,
  externalId: externalId ?? null,
});
