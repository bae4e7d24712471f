import type { ExportProduct, ProductColumn } from '../../store/catalogue/export-rows.js';
import { fileUrl } from '../file-url.js';
import {
  characteristicsJson,
  filesJson,
  momentOf,
  propertiesJson,
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

interface Member {
  readonly columns?: readonly ProductColumn[];
  json(row: ProductRow, scene: Scene): string;
}

const text = (column: ProductColumn): Member => ({ columns: [column], json: ({ product }) => quoted(product[column]) });

const files = (kind: 'picture' | 'file'): Member => ({
  columns: ['pictures'],
  json: ({ product }, { lot, publicUrl }) =>
    filesJson(product.pictures, kind, product.idSpace ?? '', lot, (file) => fileUrl(publicUrl, file)),
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
    json: ({ product }, scene) => groupsJson(product, scene),
  },
  characteristicValues: {
    columns: ['characteristics'],
    json: ({ product }) => characteristicsJson(product.characteristics),
  },
  properties: {
    columns: ['properties'],
    json: ({ product }, { names }) => propertiesJson(product.properties, product.idSpace ?? '', names),
  },
  requisites: { columns: ['requisites'], json: ({ product }) => requisitesJson(product.requisites) },
  pictures: files('picture'),
  files: files('file'),
  unit: { columns: ['unit'], json: ({ product }) => unitJson(product.unit) },
  weight: text('weight'),
  manufacturer: text('manufacturer'),
  brand: text('brand'),
  country: text('country'),
  taxes: { columns: ['taxes'], json: ({ product }) => taxesJson(product.taxes ?? '[]') },
  extra: { columns: ['extra'], json: ({ product }) => product.extra ?? '{}' },
  active: { json: ({ product }) => (product.active === 't' ? 'true' : 'false') },
  updatedAt: { json: (row) => `"${updatedAt(row)}"` },
};

function groupsJson({ groupIds, idSpace }: ExportProduct, { names }: Scene): string {
  if (groupIds === null || groupIds === '[]') return '[]';
  const groups = (JSON.parse(groupIds) as string[]).map((externalId) => {
    const group = names.group.get({ idSpace: idSpace ?? '', externalId });
    return { id: group?.groupId ?? null, externalId, name: group?.name ?? null };
  });
  return JSON.stringify(groups);
}

function updatedAt({ product, offers }: ProductRow): string {
  let latest = momentOf(product.updatedAt ?? '');
  for (const { numbers } of offers) {
    const at = momentOf(numbers.updatedAt ?? '');
    if (at > latest) latest = at;
  }
  return latest;
}
