import {
  catalogueEnvelope,
  classifierEnvelope,
  type Envelope,
  offersEnvelope,
} from '../../src/commerceml/catalogue-out-envelope.js';
import { groupsXml } from '../../src/commerceml/catalogue-out-groups.js';
import { type OfferOut, offerXml } from '../../src/commerceml/catalogue-out-offer.js';
import { type ProductOut, productXml } from '../../src/commerceml/catalogue-out-product.js';
import { propertyXml } from '../../src/commerceml/catalogue-out-property.js';
import { classifierReferences } from '../../src/commerceml/catalogue-out-references.js';
import type { CatalogueOutShape } from '../../src/commerceml/catalogue-out-shape.js';
import { NAME } from '../../src/commerceml/names.js';
import { encodeXml } from '../../src/commerceml/order-encoding.js';

/** A small shop, and its catalogue as it goes to 1C. */

export const CATALOGUE = '0d6f1c55-9a3f-5f58-8c2e-3d1f0b7a4e61';

export const shapeOf = (schemaVersion: string, encoding: CatalogueOutShape['encoding'] = 'windows-1251') =>
  ({
    encoding,
    schemaVersion,
    generatedAt: new Date('2026-11-21T08:00:00Z'),
    timeZone: 'Europe/Kyiv',
    currency: (iso) => (iso === 'RUB' ? 'руб' : iso),
    catalogueId: CATALOGUE,
    owner: 'shop.example',
  }) satisfies CatalogueOutShape;

export const GROUPS = [
  { id: 'g1', parentId: null, name: 'Меблі & сон', description: 'Усе для «сну»' },
  { id: 'g2', parentId: 'g1', name: 'Матраци', description: null },
  { id: 'g3', parentId: 'g2', name: 'Дитячі', description: null },
  { id: 'g4', parentId: null, name: 'Подушки', description: null },
] as const;

export const PROPERTIES = [
  {
    id: 'p1',
    name: 'Колір',
    description: null,
    valueType: 'dictionary',
    multiple: true,
    required: true,
    forProducts: true,
    forOffers: false,
    forDocuments: null,
    variants: { v1: 'Білий', v2: 'Синій < чорний' },
  },
  {
    id: 'p2',
    name: 'Вид',
    description: 'Який він є',
    valueType: 'string',
    multiple: null,
    required: null,
    forProducts: null,
    forOffers: null,
    forDocuments: null,
    variants: { Пружинний: 'Пружинний', Латекс: 'Латекс' },
  },
] as const;

export const PRICE_TYPES = [
  { id: 't1', name: 'Роздріб', currency: 'UAH', taxes: [{ name: 'НДС', included: true }] },
  { id: 't2', name: 'Опт', currency: 'RUB', taxes: null },
] as const;

export const WAREHOUSES = [
  { id: 'w1', name: 'Київ', comment: 'Головний', address: 'вул. Хрещатик, 1' },
  { id: 'w2', name: 'Львів', comment: null, address: null },
] as const;

export const UNITS = [{ id: '796', code: '796', shortName: 'шт', fullName: 'Штука', international: 'PCE' }] as const;

export const PRODUCT: ProductOut = {
  id: 'a1',
  sku: 'M-1 "С"',
  barcode: '4820000000017',
  code: '00-0001',
  name: 'Матрац «Сон» 90×200 ₴',
  fullName: 'Матрац ортопедичний «Сон»',
  description: 'Рядок 1\nРядок 2 & <b>',
  descriptionHtml: '<p>Рядок&nbsp;1</p>',
  groups: ['g2', 'g4'],
  unit: {
    code: '796',
    name: 'шт',
    fullName: 'Штука',
    international: 'PCE',
    conversions: [{ unit: '778', coefficient: '10' }],
  },
  weight: '12.500',
  manufacturer: 'ТОВ «Сон & Ко»',
  brand: 'Сон',
  country: 'Україна',
  taxes: [
    { name: 'НДС', rate: '20' },
    { name: 'ПДВ', rate: 'none' },
  ],
  properties: [
    { id: 'p1', values: ['v1', 'v2'] },
    { id: 'p2', name: 'Вид', values: ['Латекс'] },
  ],
  characteristics: [],
  requisites: [
    { name: 'ВидНоменклатуры', values: ['Товар'] },
    { name: 'Файл', values: ['import_files/ab/guide.pdf'] },
    { name: 'ОписаниеФайла', values: ['import_files/ab/1.jpg#Вигляд спереду'] },
  ],
  pictures: [
    { path: 'import_files/ab/1.jpg', description: 'Вигляд спереду', kind: 'picture' },
    { path: 'import_files/ab/2.jpg', kind: 'picture' },
    { path: 'import_files/ab/guide.pdf', kind: 'file' },
  ],
};

export const OFFER: OfferOut = {
  productId: 'a1',
  characteristicId: 'b1',
  sku: 'M-1-90',
  barcode: '4820000000024',
  code: null,
  name: 'Матрац «Сон» (90)',
  unit: { code: '796', name: 'шт', fullName: 'Штука' },
  weight: null,
  characteristics: [{ id: 'c1', name: 'Розмір', value: '90×200' }],
  properties: [{ id: 'p1', values: ['v2'] }],
  requisites: [],
  pictures: [],
  prices: {
    t1: [
      { amount: '1999.90', currency: 'UAH', unit: 'шт', coefficient: '1', presentation: '1 999,90 UAH за шт' },
      { amount: '1899.00', currency: 'UAH', minQuantity: '10' },
    ],
    t2: [{ amount: '5000', currency: 'RUB' }],
  },
  stock: { w1: '3', w2: '-1.5' },
  stockTotal: '1.5',
};

export const documentOf = ({ head, tail }: Envelope, elements: string, shape: CatalogueOutShape): Buffer =>
  encodeXml(`${head}${elements}${tail}`, shape.encoding);

/** The four kinds of portions of the small shop. */
export function portionsOf(
  shape: CatalogueOutShape,
  { product = PRODUCT, offer = OFFER }: { product?: ProductOut; offer?: OfferOut } = {},
): Record<'classifier' | 'properties' | 'products' | 'offers', Buffer> {
  const references = { priceTypes: PRICE_TYPES, warehouses: WAREHOUSES, units: UNITS };
  return {
    classifier: documentOf(
      classifierEnvelope(shape),
      groupsXml(GROUPS) + classifierReferences(shape, references),
      shape,
    ),
    properties: documentOf(
      classifierEnvelope(shape, NAME.properties),
      PROPERTIES.map((property) => propertyXml(property, shape)).join(''),
      shape,
    ),
    products: documentOf(catalogueEnvelope(shape), productXml(product, shape), shape),
    offers: documentOf(offersEnvelope(shape, PRICE_TYPES, WAREHOUSES), offerXml(offer, shape), shape),
  };
}
