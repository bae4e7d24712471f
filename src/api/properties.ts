import type { z } from 'zod';
import type { Sql } from '../db/open.js';
import { listProperties, readPropertiesById, type WholePropertyRow } from '../store/catalogue/list-properties.js';
import { catalogueList } from './catalogue-list.js';
import { oneOf } from './http/one-of.js';
import { jsonRoute, type Route } from './http/route.js';
import { EitherIdParams, EitherIdQuery } from './schemas/either-id.js';
import { Property, PropertyPage } from './schemas/property.js';
import { readDictionariesOf } from './views/property-dictionary.js';

/** Properties with the dictionaries of the shop that they take their values from, in one more statement. */
async function propertiesJson(
  sql: Sql,
  shopId: string,
  rows: readonly WholePropertyRow[],
): Promise<z.input<typeof Property>[]> {
  const dictionaries = await readDictionariesOf(sql, shopId, rows);
  return rows.map((row) => {
    const { propertyId, variants, ...property } = row;
    const { dictionaryId, externalId = '', name = null } = dictionaries.of(row) ?? {};
    return {
      id: propertyId,
      ...property,
      variants: Object.entries(variants).map(([id, value]) => ({ id, value })),
      dictionary: dictionaryId === undefined ? null : { id: dictionaryId, externalId, name },
    };
  });
}

const list = catalogueList({
  path: '/properties',
  operationId: 'listProperties',
  summary: 'Properties of products and offers, with the values that they may have',
  page: PropertyPage,
  read: listProperties,
  show: async (rows, { services, shopId }) => await propertiesJson(services.db.knex, shopId, rows),
});

const one = jsonRoute(
  {
    method: 'get',
    path: '/properties/{id}',
    operationId: 'getProperty',
    tag: 'Catalogue',
    summary: 'One property, also one that is not active',
    params: EitherIdParams,
    query: EitherIdQuery,
    followsSeq: true,
    status: 200,
    reply: Property,
    answer: 'The property.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params: { id }, query: { idSpace = null } }) => {
    const sql = services.db.knex;
    const row = oneOf(await readPropertiesById(sql, shopId, { id, idSpace }), id);
    const [body] = await propertiesJson(sql, shopId, [row]);
    if (!body) throw new Error('a property was lost on its way to JSON');
    return { body };
  },
);

export const propertyRoutes: readonly Route[] = [list, one];
