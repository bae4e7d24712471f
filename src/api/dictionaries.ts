import type { z } from 'zod';
import {
  type DictionaryItemRow,
  type DictionaryRow,
  listDictionaries,
  listDictionaryItems,
  readDictionary,
} from '../store/catalogue/read-dictionaries.js';
import { catalogueList } from './catalogue-list.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import {
  Dictionary,
  type DictionaryItem,
  DictionaryItemPage,
  DictionaryItemQuery,
  DictionaryPage,
} from './schemas/dictionary.js';

const shown = ({ dictionaryId, fields, ...row }: DictionaryRow): z.input<typeof Dictionary> => ({
  id: dictionaryId,
  ...row,
  fields: (fields ?? []).map(({ id, name, valueType }) => ({ id, name: name ?? null, valueType: valueType ?? null })),
});

/** A value that names its field by id is shown with the field's name. */
function shownItem(
  { itemId, values, ...row }: DictionaryItemRow,
  fieldNames: ReadonlyMap<string, string | undefined>,
): z.input<typeof DictionaryItem> {
  const named = (values ?? []).map(({ id, name, values: texts }) => ({
    id: id ?? null,
    name: name ?? (id === undefined ? undefined : fieldNames.get(id)) ?? null,
    values: [...texts],
  }));
  return { id: itemId, ...row, values: named };
}

const list = catalogueList({
  path: '/dictionaries',
  operationId: 'listDictionaries',
  summary: 'Dictionaries that the shop made in its 1C',
  page: DictionaryPage,
  read: listDictionaries,
  show: async (rows) => rows.map(shown),
});

const one = jsonRoute(
  {
    method: 'get',
    path: '/dictionaries/{id}',
    operationId: 'getDictionary',
    tag: 'Catalogue',
    summary: 'One dictionary, also one that is not active',
    params: IdParams,
    status: 200,
    reply: Dictionary,
    answer: 'The dictionary, without its items.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const row = await readDictionary(services.db.knex, shopId, params.id);
    if (!row) throw notFound(params.id);
    return { body: shown(row) };
  },
);

const items = jsonRoute(
  {
    method: 'get',
    path: '/dictionaries/{id}/items',
    operationId: 'listDictionaryItems',
    tag: 'Catalogue',
    summary: 'The items of a dictionary',
    description: 'Ordered by id; with `updatedAfter` by `updatedAt`.',
    params: IdParams,
    query: DictionaryItemQuery,
    status: 200,
    reply: DictionaryItemPage,
    answer: 'One page.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params, query }) => {
    const sql = services.db.knex;
    const { active, limit, cursor, updatedAfter = null } = query;
    const name = `dictionary-items/${params.id}${updatedAfter === null ? '' : '-updated'}`;
    const after = readCursor(name, cursor);
    const dictionary = await readDictionary(sql, shopId, params.id);
    if (!dictionary) throw notFound(params.id);
    const page = await listDictionaryItems(sql, shopId, { dictionary, active }, { limit, after, updatedAfter });
    const fieldNames = new Map(dictionary.fields?.map((field) => [field.id, field.name]));
    const shownItems = page.items.map((item) => shownItem(item, fieldNames));
    return { body: { items: shownItems, next: writeCursor(name, page.next) } };
  },
);

export const dictionaryRoutes: readonly Route[] = [list, one, items];
