import type { z } from 'zod';
import { unitByCode } from '../commerceml/values.js';
import { listUnits, readUnitsById, type UnitRow } from '../store/catalogue/read-units.js';
import { catalogueList } from './catalogue-list.js';
import { oneOf } from './http/one-of.js';
import { jsonRoute, type Route } from './http/route.js';
import { EitherIdParams, EitherIdQuery } from './schemas/either-id.js';
import { UnitOfMeasure, UnitOfMeasurePage } from './schemas/unit.js';

const shown = ({ unitId, shortName, ...row }: UnitRow): z.input<typeof UnitOfMeasure> => ({
  id: unitId,
  ...row,
  name: shortName,
  unece: (row.code === null ? undefined : unitByCode(row.code)?.unece) ?? null,
});

const list = catalogueList({
  path: '/units',
  operationId: 'listUnits',
  summary: 'Units of measure',
  page: UnitOfMeasurePage,
  read: listUnits,
  show: async (rows) => rows.map(shown),
});

const one = jsonRoute(
  {
    method: 'get',
    path: '/units/{id}',
    operationId: 'getUnit',
    tag: 'Catalogue',
    summary: 'One unit of measure, also one that is not active',
    params: EitherIdParams,
    query: EitherIdQuery,
    followsSeq: true,
    status: 200,
    reply: UnitOfMeasure,
    answer: 'The unit.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params: { id }, query: { idSpace = null } }) => ({
    body: shown(oneOf(await readUnitsById(services.db.knex, shopId, { id, idSpace }), id)),
  }),
);

export const unitRoutes: readonly Route[] = [list, one];
