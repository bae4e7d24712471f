import type { z } from 'zod';
import { type CatalogueRow, listCatalogues, readCataloguesById } from '../store/catalogue/read-catalogues.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { oneOf } from './http/one-of.js';
import { jsonRoute, type Route } from './http/route.js';
import { Catalogue, CataloguePage, CatalogueQuery } from './schemas/catalogue.js';
import { EitherIdParams, EitherIdQuery } from './schemas/either-id.js';

const shown = ({ catalogueId, ...row }: CatalogueRow): z.input<typeof Catalogue> => ({ id: catalogueId, ...row });

const list = jsonRoute(
  {
    method: 'get',
    path: '/catalogues',
    operationId: 'listCatalogues',
    tag: 'Catalogue',
    summary: 'Catalogues: what each says of itself',
    description: 'Ordered by id; with `updatedAfter` by `updatedAt`.',
    query: CatalogueQuery,
    status: 200,
    reply: CataloguePage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, query: { limit, cursor, updatedAfter = null } }) => {
    const name = updatedAfter === null ? 'catalogues' : 'catalogues-updated';
    const request = { limit, after: readCursor(name, cursor), updatedAfter };
    const page = await listCatalogues(services.db.knex, shopId, request);
    return { body: { items: page.items.map(shown), next: writeCursor(name, page.next) } };
  },
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/catalogues/{id}',
    operationId: 'getCatalogue',
    tag: 'Catalogue',
    summary: 'One catalogue',
    params: EitherIdParams,
    query: EitherIdQuery,
    status: 200,
    reply: Catalogue,
    answer: 'The catalogue.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params: { id }, query: { idSpace = null } }) => ({
    body: shown(oneOf(await readCataloguesById(services.db.knex, shopId, { id, idSpace }), id)),
  }),
);

export const catalogueRoutes: readonly Route[] = [list, one];
