import Big from 'big.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { wholeOffers } from '../support/offers-in-database.js';
import type { InboxWorld } from './inbox-world.js';
import type { RealContent } from './real-oracle.js';

type Row = Readonly<Record<string, unknown>>;

/** What the store holds of one node, in the words of the oracle. */
export async function contentOfStore(world: InboxWorld, node: ExchangeNode): Promise<RealContent> {
  const table = async (name: string): Promise<Row[]> => await world.knex(name).where({ id_space: node.idSpace });
  const products = await table('products');
  const offers: Row[] = await wholeOffers(world.knex).where({ id_space: node.idSpace });
  return {
    catalogues: (await table('catalogues')).map((one) => String(one.external_id)).sort(),
    groups: rows(await table('groups')),
    properties: rows(await table('properties'), (one) => Object.keys(one.variants as object).length),
    priceTypes: rows(await table('price_types')),
    warehouses: rows(await table('warehouses')),
    units: rows(await table('units')),
    products: rows(products),
    productParts: products.map((one) => `${one.external_id} ${partsOf(one)}`).sort(),
    offers: offers.map((one) => [keyOf(one), ...(one.active ? [] : ['off'])].join(' ')).sort(),
    prices: offers.flatMap(pricesOf).sort(),
    stock: offers.flatMap(stockOf).sort(),
    totals: offers
      .flatMap((one) => (one.stock_total === null ? [] : `${keyOf(one)} ${new Big(String(one.stock_total)).toFixed()}`))
      .sort(),
    orders: await ordersOf(world, node),
  };
}

function rows(found: readonly Row[], more: (row: Row) => unknown = () => ''): string[] {
  const line = (row: Row): string => [row.external_id, more(row), ...(row.active ? [] : ['off'])].join(' ');
  return found.map((row) => line(row).replaceAll(/ {2,}/g, ' ').trim()).sort();
}

const keyOf = (offer: Row): string => `${offer.product_external_id}#${offer.characteristic_id}`;

function pricesOf(offer: Row): string[] {
  const byType = Object.entries(offer.prices as Record<string, { amount: string }[]>);
  return byType.flatMap(([type, prices]) =>
    prices.map(({ amount }) => `${keyOf(offer)} ${type} ${new Big(amount).toFixed()}`),
  );
}

const stockOf = (offer: Row): string[] =>
  Object.entries(offer.stock as Record<string, string>).map(
    ([warehouse, quantity]) => `${keyOf(offer)} ${warehouse} ${new Big(quantity).toFixed()}`,
  );

function partsOf(product: Row): string {
  const values = (product.properties as { values: unknown[] }[]).flatMap((property) => property.values);
  const { requisites, pictures } = product as { requisites: unknown[]; pictures: unknown[] };
  return [values.length, requisites.length, pictures.length].join(' ');
}

async function ordersOf(world: InboxWorld, node: ExchangeNode): Promise<string[]> {
  const found = await world.knex('orders').where({ owner_node_id: node.nodeId });
  return found
    .map((one) => `${one.one_c_id ?? one.one_c_number} ${new Big(one.total).toFixed()} ${one.lines.length}`)
    .sort();
}
