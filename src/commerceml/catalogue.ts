import type { CatalogueRecord, ProductRecord } from '../records.js';
import { defined } from './defined.js';
import type { FeedContext } from './feed-context.js';
import { requisiteValue } from './fields/requisites.js';
import { readTaxRates } from './fields/taxes.js';
import { type BegunItem, elementOr, readItem } from './item-fields.js';
import { itemId } from './item-id.js';
import { NAME, PRODUCT_REQUISITES } from './names.js';
import { type Emit, endRecord, finishRecord, startRecord, unusable } from './record-base.js';
import { lateHead } from './section-head.js';
import type { Recognition, Section } from './xml/cutter.js';
import type { Fields } from './xml/fields.js';
import type { XmlNode } from './xml/node.js';

/** `Каталог{Ид, ИдКлассификатора?, Наименование, Товары/Товар*}` → its head and its products (commerceml.md §2.2). */
export function catalogueSection(feed: FeedContext, emit: Emit): Section {
  let catalogueId = '';
  let recognition: Recognition | undefined;
  return {
    isRecord: (name) => name === NAME.product,
    isList: (name) => name === NAME.products,
    head(node, hasProducts) {
      const head = readCatalogue(node, hasProducts, feed);
      catalogueId = head.id;
      const context = JSON.stringify([head.id, head.onlyChanges]);
      recognition = { of: 'product', catalogueId, context };
      emit(head);
    },
    recognition: () => recognition,
    record(node) {
      emit(readProduct(node, catalogueId, feed) ?? unusable(node, `${NAME.catalogue}/${NAME.product}`, 'empty-id'));
    },
    end(late) {
      const other = lateHead(late, catalogueId);
      if (other) emit(other);
    },
  };
}

function readCatalogue(node: XmlNode, hasProducts: boolean, feed: FeedContext): CatalogueRecord {
  const head = startRecord(node, feed);
  const fields = defined({
    kind: 'catalogue' as const,
    id: head.textOr('', NAME.id),
    classifierId: head.text(NAME.classifierId),
    name: head.text(NAME.name),
    description: head.text(NAME.description),
    onlyChanges: head.boolean(NAME.onlyChanges) ?? undefined,
    headOnly: hasProducts || head.has(NAME.products) ? undefined : (true as const),
  });
  return { ...fields, ...endRecord(head) };
}

/** One `Товар`; undefined when it has no id. */
function readProduct(node: XmlNode, catalogueId: string, feed: FeedContext): ProductRecord | undefined {
  const product = startRecord(node, feed);
  const ids = itemId(product.textOr('', NAME.id));
  if (!ids) return undefined;
  const { id, productId, characteristicId } = ids;
  const record: BegunItem<ProductRecord> = { kind: 'product', catalogueId, id, productId, characteristicId };
  const index = readItem(product, record);
  const fullName = elementOr(product, NAME.fullName, index, PRODUCT_REQUISITES.fullName);
  if (fullName !== undefined) record.fullName = fullName;
  const description = product.text(NAME.description);
  if (description !== undefined) record.description = description;
  const descriptionHtml = requisiteValue(index, PRODUCT_REQUISITES.descriptionHtml);
  if (descriptionHtml !== undefined) record.descriptionHtml = descriptionHtml;
  const groups = readGroups(product);
  if (groups) record.groups = groups;
  const manufacturer = readManufacturer(product);
  if (manufacturer !== undefined) record.manufacturer = manufacturer;
  const brand = product.text(NAME.brand);
  if (brand !== undefined) record.brand = brand;
  const country = product.text(NAME.country);
  if (country !== undefined) record.country = country;
  const taxes = readTaxRates(product);
  if (taxes) record.taxes = taxes;
  finishRecord(record, product);
  return record as ProductRecord;
}

/** `Группы/Ид*`; `<Группы/>` = []. */
function readGroups(product: Fields): string[] | undefined {
  const lists = product.all(NAME.groups);
  if (lists.length === 0) return undefined;
  const ids = lists.flatMap((list) => list.texts(NAME.id));
  return ids.length < 2 ? ids : [...new Set(ids)];
}

/** `Изготовитель` (or `Производитель`): a text, or a counterparty of which the name is taken. */
function readManufacturer(product: Fields): string | null | undefined {
  let empty: null | undefined;
  for (const maker of [...product.all(NAME.maker), ...product.all(NAME.producer)]) {
    const text = maker.ownText;
    const name = text === '' ? maker.text(NAME.name, NAME.officialName, NAME.fullName) : text;
    if (name) return name;
    if (maker.node.leaf) empty = null;
  }
  return empty;
}
