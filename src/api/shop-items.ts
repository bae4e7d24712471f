import { putShopItems, removeShopItems } from '../exchange/matching/shop-items.js';
import { listShopItems, listSystems } from '../store/matching/shop-items.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { jsonRoute, notFound, type Route, silentRoute } from './http/route.js';
import {
  RefsQuery,
  ShopItemPage,
  ShopItemsInput,
  ShopSystemList,
  SystemParams,
  SystemRefParams,
} from './schemas/matching.js';
import { systemOf } from './views/matching.js';
import { cutByRef, NO_ID } from './views/ref-pages.js';

const systems = jsonRoute(
  {
    method: 'get',
    path: '/shop-items',
    operationId: 'listShopSystems',
    tag: 'Matching',
    summary: 'Your systems, and how much of each is kept',
    status: 200,
    reply: ShopSystemList,
    answer: 'All of them, in the order of their names.',
    errors: [],
  },
  async ({ services, shopId }) => ({ body: { items: [...(await listSystems(services.db.knex, shopId))] } }),
);

const list = jsonRoute(
  {
    method: 'get',
    path: '/shop-items/{system}',
    operationId: 'listShopItems',
    tag: 'Matching',
    summary: 'What a system of yours had before 1C came',
    description: 'Ordered by ref.',
    params: SystemParams,
    query: RefsQuery,
    status: 200,
    reply: ShopItemPage,
    answer: 'One page; empty for a system without items.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, params, query: { limit, cursor } }) => {
    const system = systemOf(params);
    const name = `shop-items/${system}`;
    const after = readCursor(name, cursor, /./s)?.key ?? null;
    const { items, last } = cutByRef(await listShopItems(services.db.knex, shopId, system, { limit, after }), limit);
    return { body: { items: [...items], next: writeCursor(name, last === null ? null : { id: NO_ID, key: last }) } };
  },
);

const put = silentRoute(
  {
    method: 'put',
    path: '/shop-items/{system}',
    operationId: 'putShopItems',
    tag: 'Matching',
    summary: 'Writes items of a system, up to 1,000 at a time',
    description:
      'Items that are not named stay. An item that a product has a reference to is matched with it at once; the others by POST /v1/matching/run.',
    params: SystemParams,
    body: ShopItemsInput,
    idempotent: true,
    status: 204,
    answer: 'They are written.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, params, body }) => {
    const items = body.items.map(
      ({ ref, externalId = null, sku = null, barcode = null, code = null, name = null }) => ({
        ...{ ref, externalId, sku, barcode, code, name },
      }),
    );
    await putShopItems(services.db, shopId, systemOf(params), items);
  },
);

const removeAll = silentRoute(
  {
    method: 'delete',
    path: '/shop-items/{system}',
    operationId: 'deleteShopItems',
    tag: 'Matching',
    summary: 'Removes all items of a system and their matches',
    description: 'References of products stay.',
    params: SystemParams,
    idempotent: true,
    status: 204,
    answer: 'The system has no items.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, params }) => {
    await removeShopItems(services.db, shopId, systemOf(params));
  },
);

const remove = silentRoute(
  {
    method: 'delete',
    path: '/shop-items/{system}/{ref}',
    operationId: 'deleteShopItem',
    tag: 'Matching',
    summary: 'Removes an item of a system and its match',
    description: 'The reference of its product stays.',
    params: SystemRefParams,
    idempotent: true,
    status: 204,
    answer: 'It is gone.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params }) => {
    if ((await removeShopItems(services.db, shopId, systemOf(params), params.ref)) === 0) throw notFound(params.ref);
  },
);

export const shopItemRoutes: readonly Route[] = [systems, list, put, removeAll, remove];
