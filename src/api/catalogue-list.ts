import type { z } from 'zod';
import type { Sql } from '../db/open.js';
import type { ActiveFilter, Page, PageRequest } from '../store/list-page.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { type Call, jsonRoute, type Route } from './http/route.js';
import { ReferenceQuery } from './schemas/reference.js';

type ListCall = Call<object, z.output<typeof ReferenceQuery>, object>;

/** What one of the small lists of the catalogue (groups, price types, warehouses) has of its own. */
interface CatalogueList<Row, Item extends z.ZodType> {
  /** `/groups`; also the name that its cursors carry. */
  readonly path: string;
  readonly operationId: string;
  /** Section of the document; default `Catalogue`. */
  readonly tag?: string;
  readonly summary: string;
  readonly page: z.ZodObject<{ items: z.ZodArray<Item>; next: z.ZodNullable<z.ZodString> }>;
  read(sql: Sql, shopId: string, filter: { readonly active: ActiveFilter }, page: PageRequest): Promise<Page<Row>>;
  show(rows: readonly Row[], call: ListCall): Promise<z.input<Item>[]>;
}

/** The route of a small list of the catalogue. */
export function catalogueList<Row, Item extends z.ZodType>(list: CatalogueList<Row, Item>): Route {
  return jsonRoute(
    {
      method: 'get',
      path: list.path,
      operationId: list.operationId,
      tag: list.tag ?? 'Catalogue',
      summary: list.summary,
      description: 'Ordered by id; with `updatedAfter` by `updatedAt`.',
      query: ReferenceQuery,
      // Lists outside the catalogue show persons: these are not kept in memory.
      ...(list.tag === undefined && { followsSeq: true }),
      status: 200,
      reply: list.page,
      answer: 'One page.',
      errors: ['UZ1501'],
    },
    async (call) => {
      const { active, limit, cursor, updatedAfter = null } = call.query;
      const name = updatedAfter === null ? list.path : `${list.path}-updated`;
      const request = { limit, after: readCursor(name, cursor), updatedAfter };
      const page = await list.read(call.services.db.knex, call.shopId, { active }, request);
      const items = await list.show(page.items, call);
      return { body: { items, next: writeCursor(name, page.next) } as z.input<typeof list.page> };
    },
  );
}
