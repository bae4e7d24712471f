import type { Sql } from '../../db/open.js';
import { DELIVERIES, PAYMENT_METHODS, STATUSES, type WordDirectory } from '../customers/directory-keys.js';

/** The words that the shop gives to choose from, and that its orders use or used; each is its own id. */
export interface OrderDictionary {
  readonly statuses: readonly string[];
  readonly payments: readonly string[];
  readonly deliveries: readonly string[];
}

/** More of a kind are no dictionary but a mistake; a client shows them all to its user. */
const MOST = 500;
/** A longer word names nothing that a person could choose from a list, and no index of PostgreSQL takes it (2,704 bytes). */
const LONGEST_BYTES = 2000;

/** Which directory of the shop has words of a kind. */
const DIRECTORY = { status: STATUSES, payment: PAYMENT_METHODS, delivery: DELIVERIES } as const;
const KIND = { [STATUSES]: 'status', [PAYMENT_METHODS]: 'payment', [DELIVERIES]: 'delivery' } as const satisfies Record<
  WordDirectory,
  keyof typeof DIRECTORY
>;

/** Kind of word → where the orders have it, as SQL that selects it and how many orders do. */
const SOURCES = {
  status: 'select status, count(*) from orders where shop_id = :shop group by 1',
  payment: `select payment ->> 'name', count(*) from orders, jsonb_array_elements(payments) as payment where shop_id = :shop group by 1`,
  delivery: `select delivery ->> 'name', count(*) from orders where shop_id = :shop group by 1`,
} as const;

/**
 * The statuses, payments and deliveries of a shop, each once, in alphabetical order: those that its directories have in use, those that
 * stand in an order now, and those that a former call found. A word that a person has mapped in 1C stays, also when the last order has left it. Of too many,
 * as where a storefront writes the number of a parcel into the name of its delivery, the first that were listed stay, and free
 * places go to those that most orders use. Called by mode=info.
 */
export async function readOrderDictionary(sql: Sql, shopId: string): Promise<OrderDictionary> {
  return {
    statuses: await words(sql, shopId, 'status'),
    payments: await words(sql, shopId, 'payment'),
    deliveries: await words(sql, shopId, 'delivery'),
  };
}

const KNOWN = 'from order_words as known where known.shop_id = :shop and known.kind = :kind';

async function words(sql: Sql, shopId: string, kind: keyof typeof SOURCES): Promise<string[]> {
  const keys = { shop: shopId, kind, most: MOST, longest: LONGEST_BYTES };
  // Inserted in the order of the words: two calls at once that met in another order would wait for each other.
  await sql.raw(
    `insert into order_words (shop_id, kind, word)
     select :shop, :kind, word from (
       select word from (${SOURCES[kind]}) as found(word, orders)
       where btrim(word) <> '' and octet_length(word) <= :longest and not exists (select ${KNOWN} and known.word = found.word)
       order by orders desc, word limit greatest(0, :most - (select count(*) ${KNOWN}))) as fresh
     order by word on conflict do nothing`,
    keys,
  );
  const listed = await sql.raw<{ rows: { word: string }[] }>(
    `select word from (
       (select word ${KNOWN} order by known.since, known.word limit :most)
       union select written_key from directory_entries where shop_id = :shop and directory = :directory and active
     ) as listed order by word`,
    { ...keys, directory: DIRECTORY[kind] },
  );
  return listed.rows.map((row) => row.word);
}

/** Words that a shop's orders have now, or that a 1C was offered, without those of the directory; nothing is written. */
export async function wordsInOrders(sql: Sql, shopId: string, directory: WordDirectory): Promise<string[]> {
  const kind = KIND[directory];
  const found = await sql.raw<{ rows: { word: string }[] }>(
    `select word from (select word from (
       select known.word, known.since, 0::bigint as orders ${KNOWN}
       union all
       select word, null, orders from (${SOURCES[kind]}) as found(word, orders)
       where btrim(word) <> '' and octet_length(word) <= :longest and not exists (select ${KNOWN} and known.word = found.word)
     ) as seen
     where not exists (select from directory_entries t
       where t.shop_id = :shop and t.directory = :directory and t.entry_key = btrim(normalize(seen.word)))
     order by since nulls last, orders desc, word limit :most) as most order by word`,
    { shop: shopId, kind, directory, most: MOST, longest: LONGEST_BYTES },
  );
  return found.rows.map((row) => row.word);
}
