import { randomUUID } from 'node:crypto';
import type { Samples } from './samples.js';
import { makeChannel } from './world.js';

/** What is written of channels and their prices, and what is read of carts. */
export const channelSamples: Samples = {
  countFacets: async () => ({ query: { facets: 'stock' } }),
  readCartPrices: async ({ ids }) => ({ query: { offers: ids.offers ?? '' } }),
  readCartStock: async ({ ids }) => ({ query: { offers: ids.offers ?? '' } }),
  exportProductsYml: async ({ ids }) => ({ query: { channel: ids.channel ?? '' } }),
  makeChannel: async ({ ids }) => ({
    body: { name: randomUUID(), currency: 'UAH', priceTypes: [ids['price-types']] },
  }),
  patchChannel: async () => ({ body: { mode: 'all' } }),
  deleteChannel: async (world) => ({ params: { id: await makeChannel(world) } }),
  putPriceRules: async () => ({ body: { rules: [{ action: { change: { by: 'percent', value: '10' } } }] } }),
  putOwnPrices: async ({ ids }) => ({ body: { items: [{ offer: ids.offers, price: '1.5' }] } }),
  putOwnPrice: async () => ({ body: { stock: '3' } }),
  freezeChannel: async () => ({ body: { prices: true, stock: false } }),
  previewPrices: async ({ ids }) => ({ body: { product: ids.products } }),
};
