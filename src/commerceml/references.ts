import type { FeedRecord, PriceTypeRecord, UnitRecord, WarehouseRecord } from '../records.js';
import { defined } from './defined.js';
import type { FeedContext } from './feed-context.js';
import { readAddress, readContacts } from './fields/contacts.js';
import { readCurrencyOf } from './fields/currency.js';
import { readDeleted } from './fields/deletion.js';
import { readTax } from './fields/taxes.js';
import { NAME } from './names.js';
import { type Emit, endRecord, startRecord, unusable } from './record-base.js';
import type { Section } from './xml/cutter.js';
import { contentOf, type XmlNode } from './xml/node.js';

/** `ТипЦены`. Its `Ид` may be missing (the schema allows it): then prices name it by its name. */
export function readPriceType(node: XmlNode, feed: FeedContext): FeedRecord {
  const type = startRecord(node, feed);
  const name = type.text(NAME.name);
  const id = type.text(NAME.id) ?? name;
  if (!id) return unusable(node, NAME.priceType, 'empty-id');
  const taxes = type.all(NAME.tax);
  const fields: Omit<PriceTypeRecord, 'line' | 'extra' | 'warnings'> = defined({
    kind: 'priceType' as const,
    id,
    name,
    currency: readCurrencyOf(type),
    taxes: taxes.length === 0 ? undefined : taxes.map(readTax),
    deleted: readDeleted(type),
  });
  return { ...fields, ...endRecord(type) };
}

export function readWarehouse(node: XmlNode, feed: FeedContext): FeedRecord {
  const warehouse = startRecord(node, feed);
  const id = warehouse.text(NAME.id);
  if (!id) return unusable(node, NAME.warehouse, 'empty-id');
  const fields: Omit<WarehouseRecord, 'line' | 'extra' | 'warnings'> = defined({
    kind: 'warehouse' as const,
    id,
    name: warehouse.text(NAME.name),
    comment: warehouse.text(NAME.comment),
    address: readAddress(warehouse, NAME.address),
    contacts: readContacts(warehouse),
    deleted: readDeleted(warehouse),
  });
  return { ...fields, ...endRecord(warehouse) };
}

/** `ЕдиницаИзмерения` of a dictionary; УНФ gives it no `Ид`, then its code is the id. */
export function readUnitRecord(node: XmlNode, feed: FeedContext): FeedRecord {
  const unit = startRecord(node, feed);
  const code = unit.text(NAME.code);
  const id = unit.text(NAME.id) ?? code;
  if (!id) return unusable(node, NAME.unitOfMeasure, 'empty-id');
  const fields: Omit<UnitRecord, 'line' | 'extra' | 'warnings'> = defined({
    kind: 'unit' as const,
    id,
    code,
    shortName: unit.text(NAME.unitShortName, NAME.name),
    fullName: unit.text(NAME.unitFullName),
    international: unit.text(NAME.unitInternational),
    deleted: readDeleted(unit),
  });
  return { ...fields, ...endRecord(unit) };
}

/**
 * A child of the root that Uzel does not interpret (`Скидки`, `ВидыДисконтныхКарт`, `ДисконтныеКарты` … of 3.x): each of its
 * children is a record of its own, called `Скидки/Скидка`, with the attributes of the root's child.
 */
export function otherSection(root: XmlNode, emit: Emit): Section {
  const attributes = [...(root.attributes ?? [])].map(([key, value]): [string, string] => [`@${key}`, value]);
  let children = 0;
  return {
    isRecord: () => true,
    isList: () => false,
    head: () => undefined,
    record(node) {
      children += 1;
      const extra = { ...Object.fromEntries(attributes), ...contentOf(node) };
      emit({ kind: 'other', name: `${root.name}/${node.name}`, line: node.line, extra, warnings: [] });
    },
    end() {
      if (children > 0) return;
      emit({ kind: 'other', name: root.name, line: root.line, extra: contentOf(root), warnings: [] });
    },
  };
}
