import type { Sql } from '../../db/open.js';
import type { FileReference, PropertyValue } from '../../records.js';
import type { ByExternalId, ExternalKey } from '../../store/catalogue/read-by-external-id.js';
import { readFilesByPath, type StoredFile } from '../../store/catalogue/read-files.js';
import type { OfferRow } from '../../store/catalogue/read-offers.js';
import { readPriceTypes } from '../../store/catalogue/read-price-types.js';
import type { PropertyRow } from '../../store/catalogue/read-properties.js';
import { readItemProperties } from './item-properties.js';

/** What the products and offers of a page refer to: read once for the whole page, so its cost does not grow with its length. */
export interface ItemContext {
  readonly publicUrl: string | undefined;
  readonly files: ByExternalId<StoredFile>;
  readonly properties: ByExternalId<PropertyRow>;
  readonly priceTypes: ByExternalId<ExternalKey & { readonly name: string | null; readonly currency: string | null }>;
}

interface Item {
  readonly idSpace: string;
  readonly pictures: readonly FileReference[];
  readonly properties: readonly PropertyValue[];
}

/** Reads what these products and offers refer to, in three statements, and two more when values stand in dictionaries of the shop. */
export async function readItemContext(
  sql: Sql,
  shopId: string,
  publicUrl: string | undefined,
  items: { readonly products?: readonly Item[]; readonly offers: readonly OfferRow[] },
): Promise<ItemContext> {
  const all: Item[] = [...(items.products ?? []), ...items.offers];
  const key = (item: { readonly idSpace: string }, externalId: string): ExternalKey => ({
    idSpace: item.idSpace,
    externalId,
  });
  const [files, properties, priceTypes] = await Promise.all([
    readFilesByPath(
      sql,
      shopId,
      all.flatMap((item) => item.pictures.map((picture) => key(item, picture.path))),
    ),
    readItemProperties(sql, shopId, all),
    readPriceTypes(
      sql,
      shopId,
      items.offers.flatMap((offer) => Object.keys(offer.prices).map((id) => key(offer, id))),
    ),
  ]);
  return { publicUrl, files, properties, priceTypes };
}
