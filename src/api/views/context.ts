import type { Sql } from '../../db/open.js';
import type { FileReference, PropertyValue } from '../../records.js';
import { type ByExternalId, byExternalId, type ExternalKey } from '../../store/catalogue/read-by-external-id.js';
import { readFilesByPath, type StoredFile } from '../../store/catalogue/read-files.js';
import { readGroupNames } from '../../store/catalogue/read-groups.js';
import type { OfferRow } from '../../store/catalogue/read-offers.js';
import { readPriceTypes } from '../../store/catalogue/read-price-types.js';
import type { PropertyRow } from '../../store/catalogue/read-properties.js';
import { type References, readReferencesCached } from '../../store/catalogue/read-references-cached.js';
import type { Call } from '../http/call.js';
import { readItemProperties } from './item-properties.js';

/** What the products and offers of a page refer to: read once for the whole page, so its cost does not grow with its length. */
export interface ItemContext {
  readonly publicUrl: string | undefined;
  readonly files: ByExternalId<StoredFile>;
  readonly properties: ByExternalId<PropertyRow>;
  readonly priceTypes: ByExternalId<References['priceType']>;
  readonly groups: ByExternalId<References['group']>;
  /** Our id or 1C id of the only price type that is shown; absent: all are. */
  readonly priceType?: string | undefined;
}

/** What of a product or an offer refers to something else. What was not read refers to nothing. */
interface Item {
  readonly idSpace: string;
  readonly pictures?: readonly FileReference[];
  readonly properties?: readonly PropertyValue[];
  readonly groupIds?: readonly string[];
  readonly prices?: OfferRow['prices'];
}

/** Whose catalogue is read, and how new it must be. */
export interface ReadFrom {
  readonly sql: Sql;
  readonly shopId: string;
  readonly publicUrl: string | undefined;
  /** The newest change of the log that must be seen. */
  readonly seq: number;
  /** Our id or 1C id of the only price type that is shown; absent: all are. */
  readonly priceType?: string | undefined;
}

/** What a call reads from. */
export const readFrom = ({
  services,
  shopId,
  seq,
}: Pick<Call<object, object, object>, 'services' | 'shopId' | 'seq'>): ReadFrom => ({
  ...{ sql: services.db.knex, shopId, seq },
  publicUrl: services.config.PUBLIC_URL,
});

/**
 * Reads what these products and offers refer to: groups, properties and price types from memory while they are known there, else, like
 * files, in one statement each; and in two more when values stand in dictionaries of the shop.
 */
export async function readItemContext(from: ReadFrom, items: readonly Item[]): Promise<ItemContext> {
  const { sql, shopId, publicUrl, priceType } = from;
  const keysOf = (idsOf: (item: Item) => readonly string[]): ExternalKey[] =>
    items.flatMap((item) => idsOf(item).map((externalId) => ({ idSpace: item.idSpace, externalId })));
  const [files, properties, priceTypes, groups] = await Promise.all([
    readFilesByPath(
      sql,
      shopId,
      keysOf(({ pictures = [] }) => pictures.map(({ path }) => path)),
    ),
    readItemProperties(from, items),
    known(
      from,
      'priceType',
      readPriceTypes,
      () => keysOf(({ prices = {} }) => Object.keys(prices)),
      (item) => item.prices !== undefined,
    ),
    known(
      from,
      'group',
      readGroupNames,
      () => keysOf(({ groupIds = [] }) => groupIds),
      (item) => (item.groupIds?.length ?? 0) > 0,
    ),
  ]);
  return { publicUrl, files, properties, priceTypes, groups, priceType };

  async function known<K extends 'priceType' | 'group'>(
    { seq }: ReadFrom,
    kind: K,
    read: (sql: Sql, shopId: string, keys: readonly ExternalKey[]) => Promise<ByExternalId<References[K]>>,
    keys: () => readonly ExternalKey[],
    isNamed: (item: Item) => boolean,
  ): Promise<ByExternalId<References[K]>> {
    if (!items.some(isNamed)) return byExternalId<References[K]>([]);
    return (await readReferencesCached(sql, shopId, kind, seq)) ?? (await read(sql, shopId, keys()));
  }
}
