import { randomUUID } from 'node:crypto';
import type { Samples } from './samples.js';
import { RULES, SYSTEM, type World } from './world.js';

/** A system that knows one product, and had one item before. @returns its name */
async function freshSystem({ made, ids }: World): Promise<string> {
  const system = randomUUID();
  await made('PUT', `/v1/products/${ids.products}/refs/${system}`, { ref: 'r1' });
  await made('PUT', `/v1/shop-items/${system}`, { items: [{ ref: 'i1', name: 'Річ' }] });
  return system;
}

/** What is written of references and of matches. */
export const matchingSamples: Samples = {
  putProductRef: async () => ({ body: { ref: 'r1' } }),
  deleteProductRef: async (world) => ({ params: { system: await freshSystem(world) } }),
  putRefs: async ({ ids }) => ({ body: { items: [{ product: ids.products, ref: 'r1' }] } }),
  putShopItems: async () => ({ body: { items: [{ ref: 'i1', name: 'Річ' }] } }),
  deleteShopItems: async (world) => ({ params: { system: await freshSystem(world) } }),
  deleteShopItem: async (world) => ({ params: { system: await freshSystem(world) } }),
  runMatching: async () => ({ body: { system: SYSTEM, rules: RULES } }),
  confirmMatches: async () => ({ body: { system: SYSTEM } }),
  decideMatch: async () => ({ body: { decision: 'reopen' } }),
  listMatches: async () => ({ query: { system: SYSTEM } }),
  getMatchingRun: async ({ ids }) => ({ params: { id: ids['matching-run'] ?? '' } }),
};
