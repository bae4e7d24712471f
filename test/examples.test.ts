import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import promoAndBonus, { isCardNumber } from '../examples/promo-and-bonus/kind.js';
import pushJson from '../examples/push-json/kind.js';
import splitByWarehouse from '../examples/split-by-warehouse/kind.js';
import { additionsTo, problemsOf } from '../src/exchange/hooks/index.js';
import { loadKinds } from '../src/nodes/load-kinds.js';
import { oneCKind } from '../src/nodes/one-c/kind.js';
import { createRegistry } from '../src/nodes/registry.js';
import { describeNodeKind, SAMPLE_ORDERS } from '../src/testing/index.js';
import { type OrdersWorld, openOrdersWorld } from './exchange/orders-world.js';
import { openEmptyDatabase, type TestDatabase } from './support/database.js';

const EXAMPLES = path.join(process.cwd(), 'examples');
const CARD = '4600000000015';

let world: OrdersWorld;
let empty: TestDatabase;
let receiver: Server;
const options = { databaseUrl: '', settings: { url: '' } };
const received: { key: string; body: string }[] = [];

beforeAll(async () => {
  const kinds = createRegistry([promoAndBonus, pushJson, splitByWarehouse]);
  world = await openOrdersWorld({}, kinds);
  empty = await openEmptyDatabase();
  options.databaseUrl = empty.url;
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const key = String(request.headers['idempotency-key']);
      // Busy the first time that it is asked at all.
      if (received.push({ key, body }) === 1) response.writeHead(503).end();
      else response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  options.settings.url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/orders`;
});
afterAll(async () => {
  receiver.close();
  await world.close();
  await empty.close();
});

describeNodeKind(oneCKind);
describeNodeKind(promoAndBonus, {
  get databaseUrl() {
    return options.databaseUrl;
  },
  settings: { onlyKnownCards: 'true' },
});
describeNodeKind(pushJson, { settings: options.settings, delivers: true });
describeNodeKind(splitByWarehouse, { settings: { ownWarehouses: 'north, west' } });

describe('the examples', () => {
  it('import nothing but uzel and what comes with Node', () => {
    const files = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBe(6);
    for (const file of files) {
      const text = readFileSync(path.join(EXAMPLES, file), 'utf8');
      const imported = Array.from(text.matchAll(/from '([^']+)'/g), (match) => match[1] ?? '');
      expect(imported.filter((name) => name !== 'uzel' && name !== './kind.js' && !name.startsWith('node:'))).toEqual(
        [],
      );
    }
  });

  it.each(['promo-and-bonus', 'push-json', 'split-by-warehouse'])('%s is loaded from its uzel.config', async (name) => {
    const kinds = await loadKinds({ UZEL_CONFIG: path.join(EXAMPLES, name, 'uzel.config.ts') });
    expect(kinds.all.map((kind) => kind.name)).toEqual(['one-c', name]);
  });

  it('push-json asks a busy receiver again, with the key of the order and its version', async () => {
    const [bare, whole] = SAMPLE_ORDERS;
    expect(received.slice(0, 3).map((each) => each.key)).toEqual([
      `${bare?.orderId}-1`,
      `${bare?.orderId}-1`,
      `${whole?.orderId}-4`,
    ]);
    expect(JSON.parse(received[2]?.body ?? '')).toMatchObject({ number: '2', total: '24800.00' });
  });

  it('promo-and-bonus keeps back a mistyped card, and one that 1C does not know', async () => {
    expect([isCardNumber(CARD), isCardNumber('4600000000016'), isCardNumber('1')]).toEqual([true, false, false]);
    const settings = { onlyKnownCards: 'true' } as never;
    const node = await world.node({ name: 'bonus', kind: 'promo-and-bonus', settings });
    const order = await world.place({ bonus: { card: CARD, amount: '10' } });
    await world.services.db.transaction(async (tx) => {
      const codes = async (card: string) =>
        (await problemsOf(world.services, tx, node, null, { ...order, bonus: { card } })).map(
          (problem) => problem.code,
        );
      expect(await codes('4600000000016')).toEqual(['bonus-card-wrong']);
      expect(await codes(CARD)).toEqual(['bonus-card-unknown']);
      await tx('directory_entries').insert({
        ...{ shop_id: 'main', entry_id: order.orderId, directory: 'promo-and-bonus/bonus-cards' },
        ...{ entry_key: CARD, written_key: CARD, name: CARD },
      });
      expect(await codes(CARD)).toEqual([]);
      expect(await additionsTo(world.services, tx, node, null, order)).toEqual({
        requisites: { 'Карта лояльности': CARD, 'Списано бонусов': '10', Акция: '' },
      });
    });
  });
});
