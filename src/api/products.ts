import { readProduct } from '../store/catalogue/read-products.js';
import { findProductPage } from './found-products.js';
import { IdParams, jsonRoute, notFound, type Route } from './http/route.js';
import { OneProductQuery, Product, ProductPage } from './schemas/product.js';
import { ProductQuery } from './schemas/product-query.js';
import { productsInChannel } from './views/channel-offer.js';
import { readFrom } from './views/context.js';
import { choiceOf, productParts, productsJson } from './views/product.js';

const list = jsonRoute(
  {
    method: 'get',
    path: '/products',
    operationId: 'listProducts',
    tag: 'Catalogue',
    summary: 'Products with their offers, prices and stock',
    description:
      'Ordered by id: what is written meanwhile is neither skipped nor repeated. With `updatedAfter` ordered by `updatedAt`: what is written meanwhile is met again at the end. Filters but `active`, `q`, `externalId` and `updatedAfter`, and sorting, find by rows that follow the catalogue a moment later; what is shown is always the catalogue itself.',
    query: ProductQuery,
    followsSeq: true,
    status: 200,
    reply: ProductPage,
    answer: 'One page.',
    answerHeaders: {
      'Uzel-Seq':
        'What was found is up to date with this change of the log, and perhaps with some later ones: `/v1/changes?after=` it tells what may be missing.',
    },
    errors: ['UZ1501', 'UZ1527'],
  },
  async (call) => {
    const { services, shopId, query } = call;
    const parts = productParts(query);
    const { rows, next, seq, passing = false } = await findProductPage(call, choiceOf(parts));
    const items = await productsJson({ ...readFrom(call), priceType: query.priceType }, rows, parts);
    const shown = await productsInChannel(services.db.knex, shopId, query.channel, items);
    return { body: { items: shown, next }, headers: { 'Uzel-Seq': String(seq) }, passing };
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
    query: OneProductQuery,
    followsSeq: true,
    status: 200,
    reply: Product,
    answer: 'The product.',
    errors: ['UZ1501', 'UZ1507'],
  },
  async (call) => {
    const { services, shopId, params, query } = call;
    const parts = productParts(query);
    const row = await readProduct(services.db.knex, shopId, params.id, choiceOf(parts));
    const found = row ? await productsJson(readFrom(call), [row], parts) : [];
    const [product] = await productsInChannel(services.db.knex, shopId, query.channel, found);
    if (!product) throw notFound(params.id);
    return { body: product };
  },
);

export const productRoutes: readonly Route[] = [list, one];
