import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { acknowledge, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import type { Order } from '../../src/orders.js';
import { beginGeneration, type Exchange, endIdleExchanges, openExchange } from '../../src/store/exchanges/exchanges.js';
import { updateNode } from '../../src/store/nodes/nodes.js';
import { patchOrder } from '../../src/store/orders/orders.js';
import { BUYER, type OrdersWorld, openOrdersWorld, orderDocument, SHOP, seenIn } from './orders-world.js';

let world: OrdersWorld;
let node: ExchangeNode;
beforeEach(async () => {
  world = await openOrdersWorld();
  node = await world.node();
});
afterEach(() => world.close());

const query = (exchange: Exchange) => queryOrders(world.services, exchange, node);
const numbers = async (exchange: Exchange) => seenIn((await query(exchange)).body).map((document) => document.number);
const success = (exchange: Exchange | null) => acknowledge(world.services, exchange, node);
const dueVersions = async () =>
  await world.knex('orders').whereRaw('due_version > acknowledged_version').orderBy('number').pluck('number');

describe('query', () => {
  it('gives the due orders of the node, oldest first, and freezes their numbers', async () => {
    const late = await world.place({ placedAt: '2026-03-01T10:00:00Z' });
    const early = await world.place({ placedAt: '2026-01-01T10:00:00Z' });
    const exchange = await world.exchange(node);
    const answer = await query(exchange);
    expect(answer.contentType).toBe('application/xml; charset=windows-1251');
    expect(answer.body.subarray(0, 5).toString('latin1')).toBe('<?xml');
    expect(seenIn(answer.body)).toEqual([
      { id: early.orderId, number: early.number, amount: '211.00' },
      { id: late.orderId, number: late.number, amount: '211.00' },
    ]);
    expect(await world.knex('orders').pluck('number_frozen')).toEqual([true, true]);
    expect(await world.knex('batch_orders').orderBy('number').select('number', 'version', 'acknowledged_at')).toEqual(
      [late, early].map(({ number }) => ({ number, version: 1, acknowledged_at: null })),
    );
  });

  it('gives the same bytes again in the same exchange, though orders changed and came meanwhile', async () => {
    const order = await world.place();
    const exchange = await world.exchange(node);
    const first = await query(exchange);
    await patchOrder(world.services.db, SHOP, order.orderId, { comment: 'інакше' });
    await world.place();
    expect((await query(exchange)).body.equals(first.body)).toBe(true);
    expect(await world.count('batches')).toBe(1);
  });

  it('gives the same orders under the same numbers in the next exchange, when no success came', async () => {
    const orders = [await world.place(), await world.place()].map((order) => order.number);
    expect(await numbers(await world.exchange(node))).toEqual(orders);
    expect(await numbers(await world.exchange(node))).toEqual(orders);
  });

  it('never renames an order that this 1C knows: a changed prefix is for the orders after it', async () => {
    const prefixed = async (numberPrefix: string) => {
      node = await world.services.db.transaction((tx) =>
        updateNode(tx, SHOP, node.nodeId, { settings: { ...node.settings, numberPrefix } }),
      );
    };
    await prefixed('A-');
    const known = await world.place();
    const first = await world.exchange(node);
    expect(await numbers(first)).toEqual([`A-${known.number}`]);
    await success(first);
    await prefixed('B-');
    await patchOrder(world.services.db, SHOP, known.orderId, { comment: 'інакше' });
    const fresh = await world.place();
    const second = await world.exchange(node);
    expect((await numbers(second)).sort()).toEqual([`A-${known.number}`, `B-${fresh.number}`]);
    expect(await world.knex('batch_orders').orderBy(['batch_id', 'number']).pluck('number')).toEqual([
      `A-${known.number}`,
      `A-${known.number}`,
      `B-${fresh.number}`,
    ]);
  });

  it('gives a whole document when nothing is due, and its success is one', async () => {
    const exchange = await world.exchange(node);
    const { body } = await query(exchange);
    expect(seenIn(body)).toEqual([]);
    expect(body.toString('latin1')).toMatch(/^<\?xml/);
    await success(exchange);
    await success(exchange);
  });

  // With its prefix the second is too long for the shop, which gives it a number of its own.
  it.each(['УТ-00012', '0000-000012'])(
    'an order that was made in 1C as %s keeps that number there: the prefix is for those of the shop',
    async (number) => {
      const prefixed = await world.node({ settings: { numberPrefix: 'A-' } });
      const fate = { oneCNumber: number, oneCDate: '2026-01-05' };
      await world.apply(prefixed, orderDocument({ id: '1c-guid', number, fate, ...BUYER }));
      const [born] = await world.knex('orders').pluck('order_id');
      await patchOrder(world.services.db, SHOP, born, { cancelled: true });
      const { body } = await queryOrders(world.services, await world.exchange(prefixed), prefixed);
      expect(seenIn(body).map((document) => document.number)).toEqual([number]);
    },
  );

  it('adds the prefix of the node, and no order of another node; one that receives none gets none until it does again', async () => {
    const mine = await world.place({ number: '7' });
    await world.services.db.transaction((tx) => updateNode(tx, SHOP, node.nodeId, { receivesOrders: false }));
    const other = await world.node({ settings: { numberPrefix: 'S-' } });
    await world.place({ number: '8' });
    const seen = seenIn((await queryOrders(world.services, await world.exchange(other), other)).body);
    expect(seen.map((document) => document.number)).toEqual(['S-8']);
    expect(await numbers(await world.exchange(node))).toEqual([]);
    await world.services.db.transaction((tx) => updateNode(tx, SHOP, node.nodeId, { receivesOrders: true }));
    expect(await numbers(await world.exchange(node))).toEqual([mine.number]);
  });

  it('leaves out an order whose number has grown too long, tells of it, and gives the others', async () => {
    await world.place({ number: '12345678901' });
    const second = await world.place({ number: '2' });
    const prefixed = await world.services.db.transaction((tx) =>
      updateNode(tx, SHOP, node.nodeId, { settings: { numberPrefix: 'S-' } }),
    );
    const seen = seenIn((await queryOrders(world.services, await world.exchange(node), prefixed)).body);
    expect(seen).toMatchObject([{ id: second.orderId, number: 'S-2' }]);
    expect(await world.journal()).toMatchObject([
      { code: 'order-held', severity: 'warning', message: expect.stringContaining('S-12345678901') },
    ]);
    expect(await dueVersions()).toEqual(['12345678901', '2']);
  });

  it('gives no order that was placed before the day of start, in the zone of the node', async () => {
    const placed = ['2026-01-30T21:59:59Z', '2026-01-30T22:00:00Z', '2026-02-01T00:00:00Z'];
    const orders: Order[] = [];
    for (const placedAt of placed) orders.push(await world.place({ placedAt }));
    node = await world.services.db.transaction((tx) =>
      updateNode(tx, SHOP, node.nodeId, { settings: { ordersFrom: '2026-01-31' } }),
    );
    const [, first, second] = orders;
    expect(await numbers(await world.exchange(node))).toEqual([first?.number, second?.number]);
  });

  it('tells 1C of changes of orders that it has, though they are older than the day of start', async () => {
    const [known, unknown] = [await world.place(), await world.place()];
    await world.knex('orders').where({ order_id: unknown.orderId }).update({ due_version: 0 });
    const before = await world.exchange(node);
    expect(await numbers(before)).toEqual([known.number]);
    await success(before);
    node = await world.services.db.transaction((tx) =>
      updateNode(tx, SHOP, node.nodeId, { settings: { ordersFrom: '2999-01-01' } }),
    );
    for (const { orderId } of [known, unknown]) {
      await patchOrder(world.services.db, SHOP, orderId, { cancelled: true });
    }
    expect(await numbers(await world.exchange(node))).toEqual([known.number]);
  });

  it('gives the 1C-Bitrix module containers in UTF-8', async () => {
    await world.place();
    const answer = await queryOrders(world.services, await world.exchange(node), { ...node, profile: 'bitrix3' });
    expect(answer.contentType).toBe('application/xml; charset=utf-8');
    expect(answer.body.toString('utf8')).toMatch(/ВерсияСхемы="3\.1"[^>]*>\s*<Контейнер><Документ>/);
  });

  describe('documents within the order', () => {
    const delivery = { name: 'Кур’єр', price: '50' };
    const said = async (type: 'sale' | 'catalog', cmlVersion: string | undefined) => {
      const exchange = (await openExchange(world.knex, { shopId: SHOP, nodeId: node.nodeId, type })).exchange;
      return await beginGeneration(world.knex, exchange, { cmlVersion });
    };
    const versionIn = async (exchange: Exchange) =>
      /="(2\.\d+)"/.exec((await query(exchange)).body.toString('latin1'))?.[1];
    beforeEach(async () => {
      node = await world.node({ profile: 'unf' });
    });

    it('go to whoever asked for them at the init of this exchange, or of the last that had one', async () => {
      await world.place({ delivery });
      expect(await versionIn(await world.exchange(node))).toBe('2.08');
      expect(await versionIn(await said('sale', '2.10'))).toBe('2.10');
      expect(await versionIn(await world.exchange(node))).toBe('2.10');
      expect(await versionIn(await said('sale', undefined))).toBe('2.08');
      expect(await versionIn(await world.exchange(node))).toBe('2.08');
    });

    it('what this exchange said counts, whatever another says after it', async () => {
      const [plain, asking] = [await said('sale', undefined), await said('sale', '2.10')];
      expect([await versionIn(plain), await versionIn(asking)]).toEqual(['2.08', '2.10']);
    });

    it('an init of the catalogue counts where there was none of the orders', async () => {
      await said('catalog', '2.10');
      expect(await versionIn(await world.exchange(node))).toBe('2.10');
      await said('sale', undefined);
      expect(await versionIn(await world.exchange(node))).toBe('2.08');
    });

    it('a payment is the same document to 1C when one before it is taken away', async () => {
      const [bonus, card] = [
        { name: 'Бонуси', amount: '11' },
        { name: 'Картка', amount: '200' },
      ];
      const { orderId } = await world.place({ payments: [bonus, card] });
      await world.knex('orders').update({ owner_node_id: node.nodeId });
      const ids = async () => {
        const xml = iconv.decode((await query(await said('sale', '2.10'))).body, 'windows-1251');
        const found = xml.matchAll(/<ПодчиненныйДокумент><Ид>([^<]+)<\/Ид><Номер>\d+-(\d)</g);
        return [...found].map((each) => each.slice(1));
      };
      const [, second] = await ids();
      expect(second).toEqual([expect.any(String), '2']);
      await patchOrder(world.services.db, SHOP, orderId, { payments: [card] });
      expect(await ids()).toEqual([second]);
    });

    it('stay in the bytes that were frozen, whatever another exchange says', async () => {
      await world.place({ delivery });
      const exchange = await said('sale', '2.10');
      const first = await query(exchange);
      await said('sale', undefined);
      expect((await query(exchange)).body.equals(first.body)).toBe(true);
    });
  });
});

describe('success', () => {
  it('acknowledges exactly what was frozen: a later change stays due', async () => {
    const changed = await world.place();
    await world.place();
    const exchange = await world.exchange(node);
    await query(exchange);
    await patchOrder(world.services.db, SHOP, changed.orderId, { comment: 'пізніше' });
    const third = await world.place();
    await success(exchange);
    expect(await dueVersions()).toEqual([changed.number, third.number]);
    expect(await numbers(exchange)).toEqual([changed.number, third.number]);
    await success(exchange);
    expect(await numbers(exchange)).toEqual([]);
    const kept = await world.knex('batch_orders').where({ order_id: changed.orderId }).orderBy('version');
    expect(kept.map(({ version, acknowledged_at }) => [version, acknowledged_at !== null])).toEqual([
      [1, true],
      [2, true],
    ]);
  });

  it('repeated is success, and acknowledges nothing more', async () => {
    const order = await world.place();
    const exchange = await world.exchange(node);
    await query(exchange);
    await success(exchange);
    await patchOrder(world.services.db, SHOP, order.orderId, { comment: 'ще' });
    await success(exchange);
    expect(await dueVersions()).toEqual([order.number]);
  });

  it('without a query is refused', async () => {
    await expect(success(await world.exchange(node))).rejects.toMatchObject({ code: 'UZ1401' });
    await expect(success(null)).rejects.toMatchObject({ code: 'UZ1401' });
  });

  it('of an older batch, come late, has the newest version offered once more: 1C stored the older one last', async () => {
    const order = await world.place();
    const [first, second] = [await world.exchange(node), await world.exchange(node)];
    await query(first);
    await patchOrder(world.services.db, SHOP, order.orderId, { comment: 'два' });
    expect(await numbers(second)).toEqual([order.number]);
    await success(second);
    await success(first);
    expect(await world.knex('batches').pluck('state')).toEqual(['acknowledged', 'acknowledged']);
    expect(await dueVersions()).toEqual([order.number]);
    const third = await world.exchange(node);
    expect((await query(third)).body.toString('latin1')).toContain(iconv.encode('два', 'win1251').toString('latin1'));
    await success(third);
    expect(await dueVersions()).toEqual([]);
  });

  it('of another exchange voids the old bytes of this one: the newest version is given instead', async () => {
    const order = await world.place();
    const [slow, quick] = [await world.exchange(node), await world.exchange(node)];
    const old = await query(slow);
    await patchOrder(world.services.db, SHOP, order.orderId, { comment: 'два' });
    await query(quick);
    await success(quick);
    const fresh = await query(slow);
    expect(fresh.body.equals(old.body)).toBe(false);
    expect(seenIn(fresh.body).map((document) => document.number)).toEqual([order.number]);
    expect((await query(slow)).body.equals(fresh.body)).toBe(true);
    await success(slow);
    expect(await dueVersions()).toEqual([]);
    expect(await world.knex('batches').orderBy('batch_id').pluck('state')).toEqual([
      'superseded',
      'acknowledged',
      'acknowledged',
    ]);
  });

  it('of another exchange need not have come: bytes that are older than what 1C was given elsewhere are given no more', async () => {
    const order = await world.place();
    const [slow, quick] = [await world.exchange(node), await world.exchange(node)];
    const old = await query(slow);
    await patchOrder(world.services.db, SHOP, order.orderId, { comment: 'два' });
    await query(quick);
    const fresh = await query(slow);
    expect(fresh.body.equals(old.body)).toBe(false);
    expect(fresh.body.toString('latin1')).toContain(iconv.encode('два', 'win1251').toString('latin1'));
    await success(slow);
    await success(quick);
    expect(await dueVersions()).toEqual([]);
  });

  it('of a newer batch, after that of an older one which 1C was still at work on, has the newest version offered once more', async () => {
    const order = await world.place();
    const [slow, quick] = [await world.exchange(node), await world.exchange(node)];
    await query(slow);
    await patchOrder(world.services.db, SHOP, order.orderId, { comment: 'два' });
    await query(quick);
    await success(slow); // it may have stored its orders after those of the quick one
    await success(quick);
    expect(await dueVersions()).toEqual([order.number]);
    const third = await world.exchange(node);
    expect(await numbers(third)).toEqual([order.number]);
    await success(third);
    expect(await dueVersions()).toEqual([]);
  });

  it('of one exchange leaves what another exchange was offered', async () => {
    const one = await world.place();
    const first = await world.exchange(node);
    await query(first);
    const two = await world.place();
    const second = await world.exchange(node);
    expect(await numbers(second)).toEqual([one.number, two.number]);
    await success(first);
    expect(await dueVersions()).toEqual([two.number]);
    await success(second);
    expect(await dueVersions()).toEqual([]);
  });

  it('by Basic alone means the one open batch of the live exchanges', async () => {
    await world.place();
    const [first, second] = [await world.exchange(node), await world.exchange(node)];
    await query(first);
    await query(second);
    await expect(success(null)).rejects.toMatchObject({ code: 'UZ1402' });
    await world
      .knex('exchanges')
      .where({ exchange_id: first.exchangeId })
      .update({ last_seen_at: new Date(Date.now() - 3 * 3600_000) });
    await endIdleExchanges(world.knex, world.services.config.EXCHANGE_IDLE_MINUTES);
    await success(null);
    expect(await dueVersions()).toEqual([]);
    await success(null);
  });
});

describe('more orders than one query gives', () => {
  it('come in several, each once', async () => {
    await world.knex.raw(
      `insert into orders (shop_id, order_id, number, owner_node_id, customer, currency, lines, total, placed_at)
       select 'main', gen_random_uuid(), n::text, ?, '{"type":"person","name":"А"}', 'UAH',
         '[{"lineNo":1,"name":"А","quantity":"1","price":"1.00","amount":"1.00","kind":"product"}]', 1, now() + n * interval '1 second'
       from generate_series(1, 2300) n`,
      [node.nodeId],
    );
    const seen: string[][] = [];
    for (let i = 0; i < 4; i += 1) {
      const exchange = await world.exchange(node);
      seen.push(await numbers(exchange));
      await success(exchange);
    }
    expect(seen.map((page) => page.length)).toEqual([1000, 1000, 300, 0]);
    expect(seen.flat()).toEqual(Array.from({ length: 2300 }, (_, index) => String(index + 1)));
  });

  it('leave the process its other work, also while the one that cannot be written is looked for', async () => {
    await world.knex.raw(
      `insert into orders (shop_id, order_id, number, owner_node_id, customer, currency, lines, total, placed_at)
       select 'main', gen_random_uuid(), n::text, ?, '{"type":"person","name":"А"}', 'UAH',
         (select jsonb_agg(jsonb_build_object('lineNo', i, 'name', 'А', 'quantity', '1', 'price', case n when 1 then 'none' else '1.00' end,
            'amount', '1.00', 'kind', 'product')) from generate_series(1, 40) i), 40, timestamptz '2026-01-01' + n * interval '1 second'
       from generate_series(1, 80) n`,
      [node.nodeId],
    );
    // Time of the CPU, of which a machine that does something else takes nothing.
    const now = (): number => {
      const { user, system } = process.cpuUsage();
      return user + system;
    };
    const gaps: number[] = [];
    let last = now();
    const clock = setInterval(() => {
      gaps.push(now() - last);
      last = now();
    }, 1);
    const begun = now();
    expect(await numbers(await world.exchange(node))).toHaveLength(79);
    clearInterval(clock);
    expect(Math.max(...gaps)).toBeLessThan((now() - begun) / 4);
  });

  it('are not held up by ever so many that cannot be written', async () => {
    const small = await openOrdersWorld({ ORDERS_PER_QUERY: '2' });
    try {
      const owner = await small.node();
      for (const number of ['11111111111', '22222222222', '1', '33333333333', '2', '3']) await small.place({ number });
      const prefixed = { ...owner, settings: { numberPrefix: 'S' } };
      const answer = await queryOrders(small.services, await small.exchange(owner), prefixed);
      expect(seenIn(answer.body).map((document) => document.number)).toEqual(['S1', 'S2']);
    } finally {
      await small.close();
    }
  });
});

describe('at the same time', () => {
  it('two queries of one exchange get one batch, of two exchanges the same orders', async () => {
    for (let i = 0; i < 5; i += 1) await world.place();
    const exchange = await world.exchange(node);
    const [one, two] = await Promise.all([query(exchange), query(exchange)]);
    expect(one.body.equals(two.body)).toBe(true);
    expect(await world.count('batches')).toBe(1);
    const others = await Promise.all([world.exchange(node), world.exchange(node)]);
    const [three, four] = await Promise.all(others.map(numbers));
    expect(three).toEqual(four);
    expect(three).toHaveLength(5);
  });

  it('queries, successes and changes lose no change', async () => {
    const orders: Order[] = [];
    for (let i = 0; i < 4; i += 1) orders.push(await world.place());
    const given = new Map<string, number>();
    const exchangeOrders = async () => {
      for (let i = 0; i < 6; i += 1) {
        const exchange = await world.exchange(node);
        await query(exchange);
        await success(exchange);
      }
    };
    const change = async () => {
      for (let i = 0; i < 12; i += 1) {
        const order = orders[i % orders.length];
        await patchOrder(world.services.db, SHOP, order?.orderId ?? '', { comment: `зміна ${i}` });
      }
    };
    await Promise.all([exchangeOrders(), change(), exchangeOrders()]);
    await exchangeOrders();
    for (const row of await world.knex('batch_orders').whereNotNull('acknowledged_at')) {
      given.set(row.order_id, Math.max(given.get(row.order_id) ?? 0, row.version));
    }
    for (const { orderId } of orders) expect(given.get(orderId)).toBe((await world.read(orderId)).version);
    expect(await dueVersions()).toEqual([]);
  });
});
