import type { Change } from '../changes/record-changes.js';
import type { CatalogueTable } from './before-images.js';
import type { StagedColumn } from './stage.js';

/** The small tables of a catalogue: what products and offers refer to. One description each; one way to write them all. */
export interface ReferenceTable {
  readonly table: CatalogueTable;
  readonly id: string;
  readonly entity: Change['entity'];
  /** The 1C ids that make a row known in its id space; default: its own alone. */
  readonly keys?: readonly string[];
  readonly columns: readonly StagedColumn[];
}

const text = (name: string): StagedColumn => ({ name, type: 'text' });
const flag = (name: string): StagedColumn => ({ name, type: 'boolean' });
const jsonb = (name: string): StagedColumn => ({ name, type: 'jsonb' });

export const GROUPS: ReferenceTable = {
  table: 'groups',
  id: 'group_id',
  entity: 'group',
  columns: [
    text('parent_external_id'),
    text('name'),
    text('description'),
    text('picture'),
    { name: 'sort', type: 'int' },
    flag('active'),
    jsonb('extra'),
  ],
};

export const PROPERTIES: ReferenceTable = {
  table: 'properties',
  id: 'property_id',
  entity: 'property',
  columns: [
    text('name'),
    text('description'),
    text('value_type'),
    flag('multiple'),
    flag('required'),
    flag('for_products'),
    flag('for_offers'),
    flag('for_documents'),
    jsonb('variants'),
    flag('active'),
    jsonb('extra'),
  ],
};

export const PRICE_TYPES: ReferenceTable = {
  table: 'price_types',
  id: 'price_type_id',
  entity: 'priceType',
  columns: [text('name'), text('currency'), jsonb('taxes'), flag('active'), jsonb('extra')],
};

export const WAREHOUSES: ReferenceTable = {
  table: 'warehouses',
  id: 'warehouse_id',
  entity: 'warehouse',
  columns: [text('name'), text('comment'), text('address'), jsonb('contacts'), flag('active'), jsonb('extra')],
};

export const UNITS: ReferenceTable = {
  table: 'units',
  id: 'unit_id',
  entity: 'unit',
  columns: [text('code'), text('short_name'), text('full_name'), text('international'), flag('active'), jsonb('extra')],
};

export const DICTIONARIES: ReferenceTable = {
  table: 'dictionaries',
  id: 'dictionary_id',
  entity: 'dictionary',
  columns: [text('name'), jsonb('fields'), flag('active'), jsonb('extra')],
};

/** Ids of items are told apart by their dictionary: they need not be guids. */
export const DICTIONARY_ITEMS: ReferenceTable = {
  table: 'dictionary_items',
  id: 'item_id',
  entity: 'dictionaryItem',
  keys: ['dictionary_external_id', 'external_id'],
  columns: [text('name'), jsonb('field_values'), flag('active'), jsonb('extra')],
};

export const COUNTERPARTIES: ReferenceTable = {
  table: 'counterparties',
  id: 'counterparty_id',
  entity: 'counterparty',
  columns: [
    text('name'),
    text('type'),
    text('full_name'),
    jsonb('roles'),
    text('tax_id'),
    text('address'),
    jsonb('contacts'),
    flag('active'),
    jsonb('extra'),
  ],
};
