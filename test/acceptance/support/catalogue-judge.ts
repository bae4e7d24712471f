import Big from 'big.js';
import type { ExpectedCatalogue, ExpectedOffer } from './catalogue-oracle.js';
import type { Rest, RestOffer, RestProduct } from './rest.js';

/** What REST shows of the catalogue of one 1C. */
export interface ShownCatalogue {
  readonly products: readonly ShownProduct[];
  readonly offers: readonly ShownOffer[];
  readonly groups: readonly Named[];
  readonly priceTypes: readonly Named[];
  readonly warehouses: readonly Named[];
}

export interface Named {
  readonly externalId: string;
  readonly name: string | null;
}

export interface ShownProduct extends RestProduct {
  readonly unit: { readonly code: string | null; readonly name: string | null; readonly unece: string | null } | null;
}

export interface ShownOffer extends RestOffer {
  readonly active: boolean;
  readonly prices: (RestOffer['prices'][number] & { readonly priceTypeName: string | null })[];
  readonly properties: { readonly id: string; readonly name: string | null; readonly value: string | null }[];
}

/** All rows of an id space, inactive ones too, in the order of their ids. */
export async function shownCatalogue(rest: Rest, idSpace: string): Promise<ShownCatalogue> {
  const rows = async <Row extends { readonly externalId: string }>(path: string): Promise<Row[]> => {
    const all = await rest.all<Row & { readonly idSpace: string }>(path);
    return all
      .filter((row) => row.idSpace === idSpace)
      .sort((a, b) => (a.externalId < b.externalId ? -1 : Number(a.externalId > b.externalId)));
  };
  return {
    products: await rows<ShownProduct>('/products?active=all'),
    offers: await rows<ShownOffer>('/offers?active=all'),
    groups: await rows<Named>('/groups'),
    priceTypes: await rows<Named>('/price-types'),
    warehouses: await rows<Named>('/warehouses'),
  };
}

/** The same without what differs between two stores of the same content: our ids, moments, the id space. */
export function withoutOurs(catalogue: ShownCatalogue): unknown {
  return JSON.parse(
    JSON.stringify(catalogue, (key, value: unknown) => {
      if (key === 'updatedAt' || key === 'idSpace') return undefined;
      return key === 'id' && typeof value === 'string' && OUR_ID.test(value) ? undefined : value;
    }),
  );
}

/** Our ids are UUIDs of version 7; 1C's guids are of versions 1 and 4. */
const OUR_ID = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** Where the catalogue is not what the files say, one line each; empty = nowhere. */
export function differences(shown: ShownCatalogue, expected: ExpectedCatalogue): string[] {
  const found: string[] = [
    ...ids('group', shown.groups, expected.groups),
    ...ids('price type', shown.priceTypes, expected.priceTypes),
    ...ids('warehouse', shown.warehouses, expected.warehouses),
    ...ids('product', shown.products, expected.products.keys()),
    ...ids('offer', shown.offers, expected.offers.keys()),
  ];
  for (const product of shown.products) {
    const wanted = expected.products.get(product.externalId);
    if (!wanted) continue;
    const said = JSON.stringify([
      product.sku ?? undefined,
      product.groups.map((group) => group.externalId),
      !product.active,
    ]);
    const meant = JSON.stringify([wanted.sku, wanted.groups, wanted.deleted]);
    if (said !== meant) found.push(`product ${product.externalId}: ${said} instead of ${meant}`);
    if (!wanted.names.has(product.name ?? '')) found.push(`product ${product.externalId}: is called ${product.name}`);
  }
  for (const offer of shown.offers) {
    const wanted = expected.offers.get(offer.externalId);
    if (wanted) found.push(...offerDifferences(offer, wanted));
  }
  return found;
}

function* ids(what: string, rows: readonly { readonly externalId: string }[], wanted: Iterable<string>) {
  const left = new Set(wanted);
  for (const { externalId } of rows) if (!left.delete(externalId)) yield `${what} ${externalId}: is in no file`;
  for (const externalId of left) yield `${what} ${externalId}: is missing`;
}

function* offerDifferences(offer: ShownOffer, wanted: ExpectedOffer): Generator<string> {
  const said = offer.prices.map(({ priceType, amount }) => `${priceType} ${decimal(amount)}`).sort();
  const meant = [...wanted.prices]
    .flatMap(([type, amounts]) => amounts.map((amount) => `${type} ${decimal(amount)}`))
    .sort();
  if (said.join() !== meant.join()) yield `offer ${offer.externalId}: prices ${said} instead of ${meant}`;
  const places = Object.entries(offer.stock.warehouses).map(([place, quantity]) => `${place} ${decimal(quantity)}`);
  const quantities = [...wanted.warehouses].map(([place, quantity]) => `${place} ${decimal(quantity)}`);
  if (places.sort().join() !== quantities.sort().join())
    yield `offer ${offer.externalId}: stock ${places} instead of ${quantities}`;
  const sum = [...wanted.warehouses.values()].reduce((total, quantity) => total.plus(decimal(quantity)), new Big(0));
  const total = wanted.total ?? (wanted.warehouses.size > 0 ? sum.toFixed() : undefined);
  if ((offer.stock.total === null ? undefined : decimal(offer.stock.total)) !== (total && decimal(total)))
    yield `offer ${offer.externalId}: total ${offer.stock.total} instead of ${total}`;
  if (offer.active === wanted.deleted) yield `offer ${offer.externalId}: active ${offer.active}`;
}

/** The exact value of a decimal as 1C writes it, whatever the separators. */
function decimal(text: string): string {
  return new Big(text.replace(/\s/g, '').replace(',', '.')).toFixed();
}
