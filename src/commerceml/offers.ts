import type { OfferPackageRecord, OfferRecord } from '../records.js';
import { defined } from './defined.js';
import type { FeedContext } from './feed-context.js';
import { readPrices } from './fields/prices.js';
import { readStock } from './fields/stock.js';
import { type BegunItem, readItem } from './item-fields.js';
import { itemId } from './item-id.js';
import { NAME } from './names.js';
import { type Emit, endRecord, finishRecord, startRecord, unusable } from './record-base.js';
import { readPriceType, readWarehouse } from './references.js';
import { lateHead } from './section-head.js';
import type { Recognition, Section } from './xml/cutter.js';
import type { XmlNode } from './xml/node.js';

const LISTS: ReadonlySet<string> = new Set([NAME.offers, NAME.priceTypes, NAME.warehouses]);
const RECORDS: ReadonlySet<string> = new Set([NAME.offer, NAME.priceType, NAME.warehouse]);

/** `ПакетПредложений` or `ИзмененияПакетаПредложений` → its head, its price types and warehouses, its offers. */
export function offersSection(feed: FeedContext, emit: Emit): Section {
  let head: OfferPackageRecord | undefined;
  let recognition: Recognition | undefined;
  return {
    isRecord: (name) => RECORDS.has(name),
    isList: (name) => LISTS.has(name),
    head(node) {
      head = readPackage(node, feed);
      const context = JSON.stringify([head.id, head.catalogueId, head.onlyChanges, head.changesPackage]);
      recognition = { of: 'offer', catalogueId: head.catalogueId ?? '', context };
      emit(head);
    },
    recognition: () => recognition,
    record(node) {
      if (node.name === NAME.offer) emit(readOffer(node, head, feed) ?? unusable(node, NAME.offer, 'empty-id'));
      else emit(node.name === NAME.priceType ? readPriceType(node, feed) : readWarehouse(node, feed));
    },
    end(late) {
      const other = lateHead(late, head?.id ?? '');
      if (other) emit(other);
    },
  };
}

function readPackage(node: XmlNode, feed: FeedContext): OfferPackageRecord {
  const head = startRecord(node, feed);
  const id = head.textOr('', NAME.id);
  const fields = defined({
    kind: 'offerPackage' as const,
    id,
    catalogueId: head.text(NAME.catalogueId) ?? catalogueOf(id),
    name: head.text(NAME.name),
    onlyChanges: head.boolean(NAME.onlyChanges) ?? undefined,
    changesPackage: node.name === NAME.offerPackageChanges,
  });
  return { ...fields, ...endRecord(head) };
}

/** A package is called after its catalogue: `<catalogue>#` (commerceml.md §2.6), and `#<catalogue>` in 3.x. */
function catalogueOf(packageId: string): string {
  const [left = '', right = ''] = packageId.split('#', 2);
  return left.trim() || right.trim();
}

/** One `Предложение`; undefined when it has no id. */
function readOffer(node: XmlNode, head: OfferPackageRecord | undefined, feed: FeedContext): OfferRecord | undefined {
  const offer = startRecord(node, feed);
  const written = offer.textOr('', NAME.id);
  const own = itemId(written);
  // Beside an id that has a characteristic already, ИдХарактеристики stays for `extra`.
  const ids = own?.characteristicId === '' ? itemId(written, offer.textOr('', NAME.characteristicId)) : own;
  if (!ids) return undefined;
  const { id, productId, characteristicId } = ids;
  const [packageId, catalogueId] = [head?.id ?? '', head?.catalogueId ?? ''];
  const record: BegunItem<OfferRecord> = { kind: 'offer', packageId, catalogueId, id, productId, characteristicId };
  readItem(offer, record);
  const prices = readPrices(offer);
  if (prices) record.prices = prices;
  const stock = readStock(offer);
  if (stock) record.stock = stock;
  finishRecord(record, offer);
  return record as OfferRecord;
}
