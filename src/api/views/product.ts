import type { z } from 'zod';
import { type OfferColumn, type OfferRow, readOffersOf } from '../../store/catalogue/read-offers.js';
import type { ProductChoice, ProductColumn, ProductRow } from '../../store/catalogue/read-products.js';
import { membersAsked } from '../http/parts.js';
import { OFFER_PARTS } from '../schemas/offer.js';
import type { PartsAsked } from '../schemas/parts.js';
import { PRODUCT_MEMBERS, PRODUCT_PARTS, type Product } from '../schemas/product.js';
import { type ItemContext, type ReadFrom, readItemContext } from './context.js';
import { characteristicsJson, propertiesJson, requisitesJson, taxesJson, unitJson } from './item.js';
import { columnsOfOffer, type OfferMember, offerJson, WHOLE_PRODUCT_OFFER } from './offer.js';
import { filesJson } from './picture.js';

export type ProductJson = z.input<typeof Product>;
type Member = keyof ProductJson;

/** Which members of products are shown, and of the offers within them. */
export interface ProductParts {
  readonly members: readonly Member[];
  /** Empty: no offers. */
  readonly offers: readonly OfferMember[];
}

/** What `include` and `fields` ask for. */
export function productParts(asked: PartsAsked = {}): ProductParts {
  const members = membersAsked(PRODUCT_MEMBERS, PRODUCT_PARTS, asked);
  const { include } = asked;
  const offers = members.includes('offers') ? membersAsked(WHOLE_PRODUCT_OFFER, OFFER_PARTS, { include }) : [];
  return { members, offers };
}

const WHOLE = productParts();

/** What must be read of products to show their parts. When they changed last is seen in their offers where these are read anyway. */
export function choiceOf({ members, offers }: ProductParts): ProductChoice {
  const columns = new Set(members.flatMap((member) => MEMBERS[member][0]));
  return { columns, updatedAt: offers.length > 0 ? 'row' : 'all' };
}

/** A product with what else it shows. */
interface Shown {
  readonly offers: readonly OfferRow[];
  readonly offerMembers: readonly OfferMember[];
  readonly context: ItemContext;
}

/** Of each member: the columns that it is made of, and how. */
const MEMBERS: {
  readonly [M in Member]-?: readonly [
    columns: readonly ProductColumn[],
    show: (product: ProductRow, shown: Shown) => ProductJson[M],
  ];
} = {
  id: [[], (product) => product.productId],
  externalId: [[], (product) => product.externalId],
  idSpace: [[], (product) => product.idSpace],
  sku: [['sku'], (product) => product.sku],
  barcode: [['barcode'], (product) => product.barcode],
  code: [['code'], (product) => product.code],
  name: [['name'], (product) => product.name],
  fullName: [['fullName'], (product) => product.fullName],
  description: [['description'], (product) => product.description],
  descriptionHtml: [['descriptionHtml'], (product) => product.descriptionHtml],
  groups: [['groupIds'], (product, { context }) => groupsJson(product, context)],
  properties: [['properties'], (product, { context }) => propertiesJson(product, context.properties)],
  characteristicValues: [['characteristics'], (product) => characteristicsJson(product.characteristics)],
  requisites: [['requisites'], (product) => requisitesJson(product.requisites)],
  pictures: [['pictures'], (product, { context }) => filesJson(product, 'picture', context.files, context.publicUrl)],
  files: [['pictures'], (product, { context }) => filesJson(product, 'file', context.files, context.publicUrl)],
  unit: [['unit'], (product) => unitJson(product.unit)],
  weight: [['weight'], (product) => product.weight],
  manufacturer: [['manufacturer'], (product) => product.manufacturer],
  brand: [['brand'], (product) => product.brand],
  country: [['country'], (product) => product.country],
  taxes: [['taxes'], (product) => taxesJson(product.taxes)],
  extra: [['extra'], (product) => ({ ...product.extra })],
  active: [['active'], (product) => product.active],
  offers: [
    [],
    (_, { offers, offerMembers, context }) =>
      offers.filter((offer) => offer.active).map((offer) => offerJson(offer, context, offerMembers)),
  ],
  updatedAt: [['updatedAt'], (product, { offers }) => lastOf(product, offers)],
};

/**
 * Products with the parts that are asked for: one statement for their offers and, of files and of what is not known in memory, one each
 * (see readItemContext), however many they are.
 * @param products with the columns of `choiceOf`
 * @param parts absent: all
 */
export async function productsJson(
  from: ReadFrom,
  products: readonly ProductRow[],
  parts: ProductParts = WHOLE,
): Promise<ProductJson[]> {
  const wanted = columnsOfOffer(parts.offers);
  const columns: ReadonlySet<OfferColumn> = parts.members.includes('updatedAt')
    ? new Set([...wanted, 'updatedAt'])
    : wanted;
  const offers = parts.offers.length > 0 ? await readOffersOf(from.sql, from.shopId, products, columns) : undefined;
  const offersOf = ({ productId }: ProductRow) => offers?.get(productId) ?? [];
  const context = await readItemContext(from, [
    ...products,
    ...products.flatMap((product) => offersOf(product).filter(({ active }) => active)),
  ]);
  return products.map((product) => {
    const shown: Shown = { offers: offersOf(product), offerMembers: parts.offers, context };
    const json: Record<string, unknown> = {};
    for (const member of parts.members) json[member] = MEMBERS[member][1](product, shown);
    return json as ProductJson;
  });
}

const groupsJson = (product: ProductRow, { groups }: ItemContext) =>
  product.groupIds.map((externalId) => {
    const group = groups.get({ idSpace: product.idSpace, externalId });
    return { id: group?.groupId ?? null, externalId, name: group?.name ?? null };
  });

/** Also of offers that are not on sale: they may have been a moment ago. */
const lastOf = ({ updatedAt }: ProductRow, offers: readonly OfferRow[]): string =>
  offers.reduce((last, offer) => (offer.updatedAt > last ? offer.updatedAt : last), updatedAt);
