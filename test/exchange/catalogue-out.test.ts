import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { beginCatalogue, queryCatalogue } from '../../src/exchange/catalogue-out/catalogue-out.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import {
  type CataloguePosition,
  insertPortion,
  lockCatalogueOf,
} from '../../src/store/catalogue/catalogue-portions.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { type OrdersWorld, openOrdersWorld } from './orders-world.js';

let world: OrdersWorld;
let node: ExchangeNode;
let exchange: Exchange;

beforeAll(async () => {
  world = await openOrdersWorld();
  node = await world.node();
  exchange = await world.exchange(node);
});
afterAll(async () => await world.close());

/** The line for the person of the next portion. */
const next = async (asked?: string) => {
  const answer = await queryCatalogue(world.services, exchange, node, asked);
  return answer && iconv.decode(answer.body, 'windows-1251').split('\n')[0];
};

describe('init', () => {
  it('begins anew, also while a portion is written whose client gave it up', async () => {
    const end: CataloguePosition = { phase: 'end', after: null, done: 0, total: null, upTo: null };
    let begun: Promise<void> | undefined;
    await world.services.db.transaction(async (tx) => {
      await lockCatalogueOf(tx, exchange);
      await insertPortion(tx, exchange, { portion: 1, begins: end, lastRow: null, ends: end }, '1');
      begun = beginCatalogue(world.services, exchange);
      await Promise.race([begun, new Promise((resolve) => setTimeout(resolve, 100))]);
    });
    await begun;
    expect(await next('1')).toBe('Выгружено групп: 0 из 0');
    expect(await next('2')).toBeNull();
  });
});
