import { type ExportPlaces, type ExportProduct, KEYS, type ProductColumn } from '../../store/catalogue/export-rows.js';
import {
  asItIs,
  characteristicsJson,
  jsonOf,
  momentOf,
  quoted,
  requisitesJson,
  taxesJson,
  unitJson,
} from './item-json.js';
import type { OfferRow, Scene } from './offer-json.js';

/** A product with its offers: all of them count for `updatedAt`, those on sale are shown. */
export interface ProductRow {
  readonly product: ExportProduct;
  readonly offers: readonly OfferRow[];
}

type Show = (row: ProductRow, scene: Scene) => string;

/** Of what it is made, and how, once it is known where the columns stand. */
interface Member {
  readonly columns?: readonly ProductColumn[];
  at(places: ExportPlaces['product']): Show;
}

const made = (column: ProductColumn, of: (field: string | undefined) => string): Member => ({
  columns: [column],
  at:
    ({ [column]: place = -1 }) =>
    ({ product }) =>
      of(product[place]),
});
const text = (column: ProductColumn): Member => made(column, quoted);
const always = (show: Show): Member => ({ at: () => show });

const files = (kind: 'picture' | 'file'): Member => ({
  columns: ['pictures'],
  at:
    () =>
    ({ product }, { lot }) =>
      lot.filesOf(product, kind),
});

/** The members of a product but its offers, as `GET /v1/products` shows them. */
export const PRODUCT_MEMBERS: Readonly<Record<string, Member>> = {
  id: text('id'),
  externalId: text('externalId'),
  idSpace: text('idSpace'),
  sku: text('sku'),
  barcode: text('barcode'),
  code: text('code'),
  name: text('name'),
  fullName: text('fullName'),
  description: text('description'),
  descriptionHtml: text('descriptionHtml'),
  groups: {
    columns: ['groupIds'],
    at:
      ({ groupIds = -1 }) =>
      ({ product }, { names }) =>
        names.groupsJson(jsonOf(product[groupIds]) ?? '[]', product[KEYS.product.idSpace] ?? ''),
  },
  characteristicValues: made('characteristics', characteristicsJson),
  properties: {
    columns: ['properties'],
    at:
      () =>
      ({ product }, { lot }) =>
        lot.propertiesOf(product),
  },
  requisites: made('requisites', requisitesJson),
  pictures: files('picture'),
  files: files('file'),
  unit: made('unit', unitJson),
  weight: text('weight'),
  manufacturer: text('manufacturer'),
  brand: text('brand'),
  country: text('country'),
  taxes: made('taxes', taxesJson),
  extra: made('extra', asItIs('{}')),
  active: always(({ product }) => (product[KEYS.product.active] === 't' ? 'true' : 'false')),
  updatedAt: always((row) => `"${momentOf(lastOf(row))}"`),
};

/** As texts they sort as moments do: an offset stands before a point, and both before a digit. */
function lastOf({ product, offers }: ProductRow): string {
  let last = product[KEYS.product.updatedAt] ?? '';
  for (const { numbers } of offers) {
    const at = numbers[KEYS.numbers.updatedAt] ?? '';
    if (at > last) last = at;
  }
  return last;
}
