import type { CatalogueRecord, ProductRecord } from '../records.js';
import { defined } from './defined.js';
import type { FeedContext } from './feed-context.js';
import { requisiteValue } from './fields/requisites.js';
import { readTaxRates } from './fields/taxes.js';
import { elementOr, readItem } from './item-fields.js';
import { itemId } from './item-id.js';
import { NAME, PRODUCT_REQUISITES } from './names.js';
import { type Emit, endRecord, startRecord, unusable } from './record-base.js';
import { lateHead } from './section-head.js';
import type { Section } from './xml/cutter.js';
import type { Fields } from './xml/fields.js';
import type { XmlNode } from './xml/node.js';

/** `Каталог{Ид, ИдКлассификатора?, Наименование, Товары/Товар*}` → its head and its products (commerceml.md §2.2). */
export function catalogueSection(feed: FeedContext, emit: Emit): Section {
  let catalogueId = '';
  return {
    isRecord: (name) => name === NAME.product,
    isList: (name) => name === NAME.products,
    head(node, hasProducts) {
      const head = readCatalogue(node, hasProducts, feed);
      catalogueId = head.id;
      emit(head);
    },
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
  const { fields, index } = readItem(product, ids);
  const own = defined({
    fullName: elementOr(product, NAME.fullName, index, PRODUCT_REQUISITES.fullName),
    description: product.text(NAME.description),
    descriptionHtml: requisiteValue(index, PRODUCT_REQUISITES.descriptionHtml),
    groups: readGroups(product),
    manufacturer: readManufacturer(product),
    brand: product.text(NAME.brand),
    country: product.text(NAME.country),
    taxes: readTaxRates(product),
  });
  return { kind: 'product', catalogueId, ...fields, ...own, ...endRecord(product) };
}

/** `Группы/Ид*`; `<Группы/>` = []. */
function readGroups(product: Fields): string[] | undefined {
  const lists = product.all(NAME.groups);
  return lists.length === 0 ? undefined : [...new Set(lists.flatMap((list) => list.texts(NAME.id)))];
}

/** `Изготовитель` (or `Производитель`): a text, or a counterparty of which the name is taken. */
function readManufacturer(product: Fields): string | null | undefined {
  let empty: null | undefined;
  for (const maker of [...product.all(NAME.maker), ...product.all(NAME.producer)]) {
    const text = maker.ownText;
    const name = text === '' ? maker.text(NAME.name, NAME.officialName, NAME.fullName) : text;
    if (name) return name;
    if (maker.node.children === undefined) empty = null;
  }
  return empty;
}
