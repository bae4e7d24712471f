import type { z } from 'zod';
import type { Sql } from '../../db/open.js';
import { readGroupNames } from '../../store/catalogue/read-groups.js';
import { readOffersOf } from '../../store/catalogue/read-offers.js';
import type { ProductRow } from '../../store/catalogue/read-products.js';
import type { Product } from '../schemas/product.js';
import { readItemContext } from './context.js';
import { characteristicsJson, propertiesJson, requisitesJson, taxesJson, unitJson } from './item.js';
import { productOfferJson } from './offer.js';
import { filesJson } from './picture.js';

export type ProductJson = z.input<typeof Product>;

/** Products with all that they show: five statements, or seven (see readItemContext), however many they are. */
export async function productsJson(
  sql: Sql,
  shopId: string,
  publicUrl: string | undefined,
  products: readonly ProductRow[],
): Promise<ProductJson[]> {
  const groupKeys = products.flatMap((product) =>
    product.groupIds.map((externalId) => ({ idSpace: product.idSpace, externalId })),
  );
  const [offers, groups] = await Promise.all([
    readOffersOf(sql, shopId, products),
    readGroupNames(sql, shopId, groupKeys),
  ]);
  const shown = (product: ProductRow) => (offers.get(product.productId) ?? []).filter((offer) => offer.active);
  const context = await readItemContext(sql, shopId, publicUrl, { products, offers: products.flatMap(shown) });
  return products.map((product) => ({
    id: product.productId,
    externalId: product.externalId,
    idSpace: product.idSpace,
    sku: product.sku,
    barcode: product.barcode,
    code: product.code,
    name: product.name,
    fullName: product.fullName,
    description: product.description,
    descriptionHtml: product.descriptionHtml,
    groups: product.groupIds.map((externalId) => {
      const group = groups.get({ idSpace: product.idSpace, externalId });
      return { id: group?.groupId ?? null, externalId, name: group?.name ?? null };
    }),
    characteristicValues: characteristicsJson(product.characteristics),
    properties: propertiesJson(product, context.properties),
    requisites: requisitesJson(product.requisites),
    pictures: filesJson(product, 'picture', context.files, publicUrl),
    files: filesJson(product, 'file', context.files, publicUrl),
    unit: unitJson(product.unit),
    weight: product.weight,
    manufacturer: product.manufacturer,
    brand: product.brand,
    country: product.country,
    taxes: taxesJson(product.taxes),
    extra: { ...product.extra },
    active: product.active,
    offers: shown(product).map((offer) => productOfferJson(offer, context)),
    updatedAt: product.updatedAt,
  }));
}
