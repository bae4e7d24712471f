import { listProducts, readProduct } from '../store/catalogue/read-products.js';
import { readCursor, writeCursor } from './http/cursor.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { Product, ProductPage, ProductQuery } from './schemas/product.js';
import { productsJson } from './views/product.js';

const list = jsonRoute(
  {
    method: 'get',
    path: '/products',
    operationId: 'listProducts',
    tag: 'Catalogue',
    summary: 'Products with their offers, prices and stock',
    description:
      'Ordered by id: what is written meanwhile is neither skipped nor repeated. With `updatedAfter` ordered by `updatedAt`: what is written meanwhile is met again at the end.',
    query: ProductQuery,
    status: 200,
    reply: ProductPage,
    answer: 'One page.',
    errors: ['UZ1501'],
  },
  async ({ services, shopId, query }) => {
    const name = query.updatedAfter === undefined ? 'products' : 'products-updated';
    const page = await listProducts(
      services.db.knex,
      shopId,
      { active: query.active, group: query.group ?? null, text: query.q ?? null },
      { limit: query.limit, after: readCursor(name, query.cursor), updatedAfter: query.updatedAfter ?? null },
    );
    const items = await productsJson(services.db.knex, shopId, services.config.PUBLIC_URL, page.items);
    return { body: { items, next: writeCursor(name, page.next) } };
  },
);

const one = jsonRoute(
  {
    method: 'get',
    path: '/products/{id}',
    operationId: 'getProduct',
    tag: 'Catalogue',
    summary: 'One product, also one that is not active',
    params: IdParams,
    status: 200,
    reply: Product,
    answer: 'The product.',
    errors: ['UZ1507'],
  },
  async ({ services, shopId, params }) => {
    const row = await readProduct(services.db.knex, shopId, params.id);
    const [product] = row ? await productsJson(services.db.knex, shopId, services.config.PUBLIC_URL, [row]) : [];
    if (!product) throw notFound(params.id);
    return { body: product };
  },
);

export const productRoutes: readonly Route[] = [list, one];
