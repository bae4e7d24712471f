import type { Tx } from '../../db/open.js';
import { isUniqueViolation } from '../unique-violation.js';
import type { ItemKind } from './item-numbers.js';
import { KeyFilter } from './key-filter.js';
import type { WriteScope } from './write-scope.js';

/**
 * What an import need not ask the database for: an id space that had no product (no offer) when its first step came has only what the import
 * has written since. A first load would else look up each key in vain, a tenth of PostgreSQL's time.
 *
 * It is no more than an assumption, since another node may bring goods between two steps: then the unique key of the table refuses
 * a row, and `relying` writes the step once more, asking for every key from there on.
 */
export class AbsentKeys {
  /** 1C ids of products that the import has come upon; null = the id space had some before. */
  readonly #met: Partial<Record<ItemKind, KeyFilter | null>> = {};
  #isMistaken = false;

  /**
   * Which of these may have products, or offers: those that must be asked for. Under the id space's lock.
   * @param products 1C ids; they count as met from now on
   */
  async among(tx: Tx, scope: WriteScope, kind: ItemKind, products: readonly string[]): Promise<readonly string[]> {
    if (this.#isMistaken) return products;
    let met = this.#met[kind];
    if (met === undefined) {
      met = (await hasAny(tx, scope, kind)) ? null : new KeyFilter();
      this.#met[kind] = met;
    }
    if (met === null) return products;
    return products.filter((product) => met.meet(product));
  }

  /** Runs a transaction that relies on `among`, and once more if a key was there after all. */
  async relying<T>(transaction: () => Promise<T>): Promise<T> {
    try {
      return await transaction();
    } catch (error) {
      if (this.#isMistaken || !isUniqueViolation(error)) throw error;
      this.#isMistaken = true;
      return await transaction();
    }
  }
}

/** In the order of the unique key, by whose index it is then found. */
async function hasAny(tx: Tx, { shopId, idSpace }: WriteScope, kind: ItemKind): Promise<boolean> {
  const key = kind === 'product' ? 'external_id' : 'product_external_id';
  const found = await tx.raw<{ rows: object[] }>(
    `select 1 from ${kind}s where shop_id = ? and id_space = ? order by shop_id, id_space, ${key} limit 1`,
    [shopId, idSpace],
  );
  return found.rows.length > 0;
}
