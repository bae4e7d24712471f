import type { z } from 'zod';
import {
  listOtherRecords,
  type OtherRecordRow,
  readOtherNames,
  readOtherRecord,
} from '../store/catalogue/read-other-records.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { OtherRecord, OtherRecordNamePage, OtherRecordPage, OtherRecordQuery } from './schemas/other-record.js';

const shown = ({ recordId, content, ...row }: OtherRecordRow): z.input<typeof OtherRecord> => ({
  id: recordId,
  ...row,
  content: { ...content },
});

const list = jsonRoute(
  {
    method: 'get',
    path: '/other-records',
    operationId: 'listOtherRecords',
    tag: 'Catalogue',
    summary: 'What is kept whole, because no other resource has it',
    description: 'Ordered by id; with `updatedAfter` by `updatedAt`.',
    query: OtherRecordQuery,
    status: 200,
    reply: OtherRecordPage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, query: { name = null, limit, cursor, updatedAfter = null } }) => {
    const order = `other-records/${name ?? ''}${updatedAfter === null ? '' : '-updated'}`;
    const request = { limit, after: readCursor(order, cursor), updatedAfter };
    const page = await listOtherRecords(services.db.knex, shopId, { name }, request);
    return { body: { items: page.items.map(shown), next: writeCursor(order, page.next) } };
  },
);

const names = jsonRoute(
  {
    method: 'get',
    path: '/other-records/names',
    operationId: 'listOtherRecordNames',
    tag: 'Catalogue',
    summary: 'The names of what is kept whole',
    status: 200,
    reply: OtherRecordNamePage,
    answer: 'All names, in one page.',
    errors: [],
  },
  async ({ services, shopId }) => ({
    body: { items: [...(await readOtherNames(services.db.knex, shopId))], next: null },
  }),
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/other-records/{id}',
    operationId: 'getOtherRecord',
    tag: 'Catalogue',
    summary: 'One of what is kept whole',
    params: IdParams,
    status: 200,
    reply: OtherRecord,
    answer: 'The record.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const row = await readOtherRecord(services.db.knex, shopId, params.id);
    if (!row) throw notFound(params.id);
    return { body: shown(row) };
  },
);

export const otherRecordRoutes: readonly Route[] = [list, names, one];
