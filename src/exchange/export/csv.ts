import type { ExportForm } from './export-task.js';
import {
  cheapest,
  costOf,
  type ExportedOffer,
  type ExportedProduct,
  parsedProducts,
  stockOf,
} from './exported-product.js';
import type { ExportWriter, WriterScene } from './write-export.js';

const BOM = '\ufeff';
/** What spreadsheets take for a formula, or for what hides one. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]/;

type Cell = (product: ExportedProduct, offer: ExportedOffer | undefined) => string | null | undefined;

/** Text of people. */
const text =
  (cell: Cell): Cell =>
  (product, offer) => {
    const value = cell(product, offer) ?? '';
    return FORMULA.test(value) ? `'${value}` : value;
  };

const pairs = (list: readonly { readonly name: string | null; readonly value: string }[]): string =>
  list.map(({ name, value }) => `${name ?? ''}: ${value}`).join('; ');

/** What there is of every offer, in its order. Ids, codes and numbers are what they are: only texts may look like formulas. */
const COLUMNS: Readonly<Record<string, Cell>> = {
  product_id: (product) => product.id,
  product_external_id: text((product) => product.externalId),
  offer_id: (_, offer) => offer?.id,
  offer_external_id: text((_, offer) => offer?.externalId),
  sku: text((product, offer) => offer?.sku ?? product.sku),
  barcode: text((product, offer) => offer?.barcode ?? product.barcode),
  code: text((product) => product.code),
  name: text((product) => product.name),
  offer_name: text((_, offer) => offer?.name),
  characteristics: text((_, offer) => pairs(offer?.characteristicValues ?? [])),
  groups: text((product) => product.groups.map(({ name }) => name ?? '').join('; ')),
  manufacturer: text((product) => product.manufacturer),
  brand: text((product) => product.brand),
  country: text((product) => product.country),
  weight: (product, offer) => offer?.weight ?? product.weight,
  properties: text((product, offer) =>
    pairs(
      [...product.properties, ...(offer?.properties ?? [])].map(({ name, values }) => ({
        name,
        value: values.join(', '),
      })),
    ),
  ),
  description: text((product) => product.description),
  pictures: (product, offer) => [...(offer?.pictures ?? []), ...product.pictures].map(({ url }) => url).join(' '),
  active: (product) => String(product.active),
  updated_at: (product) => product.updatedAt,
};

/**
 * A table of offers by RFC 4180, its head in the first line; a product without offers has a line too. With a price type or a channel there
 * is one price, else a column for each price type.
 */
export function csvWriter({ bom }: Extract<ExportForm, { format: 'csv' }>, scene: WriterScene): ExportWriter {
  const columns = { ...COLUMNS, ...priceColumns(scene) };
  const lineOf = (cells: readonly (string | null | undefined)[]) => `${cells.map(cellText).join(',')}\r\n`;
  const line = (product: ExportedProduct, offer: ExportedOffer | undefined) =>
    lineOf(Object.values(columns).map((cell) => cell(product, offer)));
  return {
    head: (bom ? BOM : '') + lineOf(Object.keys(columns).map((name) => (FORMULA.test(name) ? `'${name}` : name))),
    rows: (lines) =>
      parsedProducts(lines).map((product) =>
        product.offers.length === 0
          ? line(product, undefined)
          : product.offers.map((offer) => line(product, offer)).join(''),
      ),
    tail: '',
  };
}

const cellText = (value: string | null | undefined): string =>
  value == null ? '' : NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

function priceColumns({ priceTypes, channel, priceType }: WriterScene): Readonly<Record<string, Cell>> {
  const stock: Cell = (_, offer) => offer && stockOf(offer);
  if (channel !== null || priceType !== null) {
    return {
      price: (_, offer) => offer && costOf(offer)?.amount,
      currency: text((_, offer) => offer && costOf(offer)?.currency),
      stock,
    };
  }
  const names = new Map(priceTypes.map(({ externalId, name }) => [externalId, name]));
  const each = [...names].map(([id, name]): [string, Cell] => [
    `price ${id}${name === null ? '' : ` ${name}`}`,
    (_, offer) => offer && cheapest(offer.prices.filter((price) => price.priceType === id))?.amount,
  ]);
  return { ...Object.fromEntries(each), stock };
}
