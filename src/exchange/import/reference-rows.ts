import type {
  CounterpartyRecord,
  DictionaryItemRecord,
  DictionaryRecord,
  GroupRecord,
  PriceTypeRecord,
  PropertyRecord,
  UnitRecord,
  WarehouseRecord,
} from '../../records.js';
import { json, type StagedRow, type StagedValue } from '../../store/catalogue/stage.js';

type Value = StagedValue | undefined;

const flag = (value: boolean | undefined): Value => (value === undefined ? undefined : value ? 't' : 'f');
const active = (record: { readonly deleted: boolean }): Value => (record.deleted ? 'f' : 't');

export const groupRow = (record: GroupRecord): StagedRow => ({
  keys: [record.id],
  values: [
    record.parentId,
    record.name,
    record.description,
    record.picture,
    String(record.sort),
    active(record),
    json(record.extra),
  ],
});

export const propertyRow = (record: PropertyRecord): StagedRow => ({
  keys: [record.id],
  values: [
    record.name,
    record.description,
    record.valueType,
    flag(record.multiple),
    flag(record.required),
    flag(record.forProducts),
    flag(record.forOffers),
    flag(record.forDocuments),
    json(record.variants),
    active(record),
    json(record.extra),
  ],
});

/** @param defaultCurrency the node's, for a price type that names none */
export function priceTypeRow(record: PriceTypeRecord, defaultCurrency: string | undefined): StagedRow {
  const named = record.currency ?? undefined;
  const currency = named ?? (defaultCurrency === undefined ? record.currency : { unlessKnown: defaultCurrency });
  return {
    keys: [record.id],
    values: [record.name, currency, json(record.taxes), active(record), json(record.extra)],
  };
}

export const warehouseRow = (record: WarehouseRecord): StagedRow => ({
  keys: [record.id],
  values: [record.name, record.comment, record.address, json(record.contacts), active(record), json(record.extra)],
});

export const unitRow = (record: UnitRecord): StagedRow => ({
  keys: [record.id],
  values: [record.code, record.shortName, record.fullName, record.international, active(record), json(record.extra)],
});

export const dictionaryRow = (record: DictionaryRecord): StagedRow => ({
  keys: [record.id],
  values: [record.name, json(record.fields), active(record), json(record.extra)],
});

export const dictionaryItemRow = (record: DictionaryItemRecord): StagedRow => ({
  keys: [record.dictionaryId, record.id],
  values: [record.name, json(record.values), active(record), json(record.extra)],
});

export const counterpartyRow = (record: CounterpartyRecord): StagedRow => ({
  keys: [record.id],
  values: [
    record.name,
    record.type,
    record.fullName,
    json(record.roles),
    record.taxId,
    record.address,
    json(record.contacts),
    active(record),
    json(record.extra),
  ],
});
