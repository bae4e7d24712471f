import { canMakeThumbnails } from '../blobs/thumbnails.js';
import { getShop } from '../store/nodes/shops.js';
import { jsonRoute, type Route } from './http/route.js';
import { Shop } from './schemas/shop.js';

const shop = jsonRoute(
  {
    method: 'get',
    path: '/shop',
    operationId: 'getShop',
    tag: 'Shop',
    summary: 'The shop that the key belongs to',
    status: 200,
    reply: Shop,
    answer: 'The shop with its settings, defaults included.',
    errors: [],
  },
  async ({ services, shopId }) => {
    const { name, settings } = await getShop(services.db.knex, shopId);
    const { language, duplicates, promoCodes, country = null } = settings;
    const thumbnails = await canMakeThumbnails();
    return { body: { id: shopId, name, language, settings: { duplicates, promoCodes, country }, thumbnails } };
  },
);

export const shopRoutes: readonly Route[] = [shop];
