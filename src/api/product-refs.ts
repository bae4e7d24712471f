import { putRefs, removeRef } from '../exchange/matching/product-refs.js';
import { knownProducts, listRefs, readRef, refsOfProduct } from '../store/matching/product-refs.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { InvalidRequest } from './http/invalid-request.js';
import { IdParams, jsonRoute, notFound, type Route, silentRoute } from './http/route.js';
import {
  ProductRef,
  ProductRefInput,
  ProductRefList,
  ProductRefPage,
  ProductRefsInput,
  RefsQuery,
  SystemParams,
  SystemRefParams,
} from './schemas/matching.js';
import { refJson, systemOf } from './views/matching.js';
import { cutByRef, NO_ID } from './views/ref-pages.js';

const ProductSystemParams = IdParams.extend(SystemParams.shape);

const ofProduct = jsonRoute(
  {
    method: 'get',
    path: '/products/{id}/refs',
    operationId: 'listProductRefs',
    tag: 'Matching',
    summary: 'What your systems call a product',
    params: IdParams,
    status: 200,
    reply: ProductRefList,
    answer: 'All of them, in the order of the systems’ names.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const sql = services.db.knex;
    const items = await refsOfProduct(sql, shopId, params.id);
    if (items.length === 0 && (await knownProducts(sql, shopId, [params.id])).size === 0) throw notFound(params.id);
    return { body: { items: items.map(refJson) } };
  },
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/products/{id}/refs/{system}',
    operationId: 'getProductRef',
    tag: 'Matching',
    summary: 'What one of your systems calls a product',
    params: ProductSystemParams,
    status: 200,
    reply: ProductRef,
    answer: 'The reference.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const ref = await readRef(services.db.knex, shopId, { system: systemOf(params), productId: params.id });
    if (!ref) throw notFound(`${params.id}/${params.system}`);
    return { body: refJson(ref) };
  },
);

const put = jsonRoute(
  {
    method: 'put',
    path: '/products/{id}/refs/{system}',
    operationId: 'putProductRef',
    tag: 'Matching',
    summary: 'Says what one of your systems calls a product',
    description:
      'A product that 1C takes away keeps it. An item of the system with this ref is matched by that, and no run changes it.',
    params: ProductSystemParams,
    body: ProductRefInput,
    idempotent: true,
    status: 200,
    reply: ProductRef,
    answer: 'The reference as it is now.',
    errors: ['UZ1501', 'UZ1507', 'UZ1526'],
  },
  async ({ services, shopId, params, body }) => {
    const system = systemOf(params);
    const productId = params.id.toLowerCase();
    if ((await knownProducts(services.db.knex, shopId, [productId])).size === 0) throw notFound(params.id);
    await putRefs(services.db, shopId, system, [{ productId, ref: body.ref }]);
    const ref = await readRef(services.db.knex, shopId, { system, productId });
    if (!ref) throw notFound(`${params.id}/${params.system}`); // taken away again by another meanwhile
    return { body: refJson(ref) };
  },
);

const remove = silentRoute(
  {
    method: 'delete',
    path: '/products/{id}/refs/{system}',
    operationId: 'deleteProductRef',
    tag: 'Matching',
    summary: 'Takes away what one of your systems calls a product',
    description: 'An item of the system with this ref is matched by runs again.',
    params: ProductSystemParams,
    idempotent: true,
    status: 204,
    answer: 'It is gone.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params }) => {
    if (!(await removeRef(services.db, shopId, systemOf(params), params.id))) {
      throw notFound(`${params.id}/${params.system}`);
    }
  },
);

const ofSystem = jsonRoute(
  {
    method: 'get',
    path: '/refs/{system}',
    operationId: 'listRefs',
    tag: 'Matching',
    summary: 'All that one of your systems calls products',
    description: 'Ordered by ref.',
    params: SystemParams,
    query: RefsQuery,
    status: 200,
    reply: ProductRefPage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, params, query: { limit, cursor } }) => {
    const system = systemOf(params);
    const name = `refs/${system}`;
    const after = readCursor(name, cursor, /./s)?.key ?? null;
    const { items, last } = cutByRef(await listRefs(services.db.knex, shopId, system, { limit, after }), limit);
    return {
      body: { items: items.map(refJson), next: writeCursor(name, last === null ? null : { id: NO_ID, key: last }) },
    };
  },
);

const byRef = jsonRoute(
  {
    method: 'get',
    path: '/refs/{system}/{ref}',
    operationId: 'findProductByRef',
    tag: 'Matching',
    summary: 'The product that one of your systems calls so',
    params: SystemRefParams,
    status: 200,
    reply: ProductRef,
    answer: 'The reference with our id of the product.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const ref = await readRef(services.db.knex, shopId, { system: systemOf(params), ref: params.ref });
    if (!ref) throw notFound(params.ref);
    return { body: refJson(ref) };
  },
);

const putMany = silentRoute(
  {
    method: 'put',
    path: '/refs/{system}',
    operationId: 'putRefs',
    tag: 'Matching',
    summary: 'Says what one of your systems calls products, up to 1,000 at a time',
    description: 'All of them or, when one is refused, none. May be repeated. Products may exchange their refs.',
    params: SystemParams,
    body: ProductRefsInput,
    idempotent: true,
    status: 204,
    answer: 'They are written.',
    errors: ['UZ1501', 'UZ1526'],
  },
  async ({ services, shopId, params, body }) => {
    const given = body.items.map(({ product, ref }) => ({ productId: product, ref }));
    const known = await knownProducts(
      services.db.knex,
      shopId,
      given.map(({ productId }) => productId),
    );
    const unknown = given.flatMap(({ productId }, at) => (known.has(productId) ? [] : [at]));
    if (unknown.length > 0) {
      const message = 'There is no such product. GET /v1/products lists them.';
      throw new InvalidRequest(unknown.map((at) => ({ path: `items.${at}.product`, message })));
    }
    await putRefs(services.db, shopId, systemOf(params), given);
  },
);

export const productRefRoutes: readonly Route[] = [ofProduct, one, put, remove, ofSystem, byRef, putMany];
