import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acknowledge, queryOrders } from '../../src/exchange/orders-out/exporter.js';
import { patchOrder, placeOrder } from '../../src/exchange/owners/order-desk.js';
import { updateNode } from '../../src/store/nodes/nodes.js';
import { getOrder } from '../../src/store/orders/orders.js';
import { importFeed } from './import-world.js';
import { type InboxWorld, openInboxWorld } from './inbox-world.js';
import { orderInput, SHOP } from './orders-world.js';

let world: InboxWorld;
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(() => world.close());

const HOUR = 3_600_000;
/** As clocks in Kyiv show it in winter. */
const inKyiv = (moment: number): string => new Date(moment + 2 * HOUR).toISOString().slice(0, 19);

describe('the time that a file of 1C was made at', () => {
  it('decides by `newest` what both sides changed, in the zone of the node; a bare date does not', async () => {
    const inserted = await world.node();
    const node = await world.services.db.transaction((tx) =>
      updateNode(tx, SHOP, inserted.nodeId, { settings: { winners: { status: 'newest' } } }),
    );
    const placed = await placeOrder(
      world.services,
      SHOP,
      { ...orderInput(), status: 'new' },
      { key: 'k', bodyHash: 'b' },
    );
    const { orderId } = placed.order;
    const exchange = await world.exchange(node, 'sale');
    await queryOrders(world.services, exchange, node);
    await acknowledge(world.services, exchange, node);
    const long = await world.exchange(node, 'sale');
    await patchOrder(world.services, SHOP, orderId, { status: 'packed' });
    const now = Date.now();
    const statusAfter = async (madeAt: string, status: string) => {
      const fate = `<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Статус заказа</Наименование><Значение>${status}</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>`;
      const document = `<Документ><Ид>${orderId}</Ид><Номер>1</Номер><ХозОперация>Заказ товара</ХозОперация>${fate}</Документ>`;
      const root = `<КоммерческаяИнформация ВерсияСхемы="2.05"${madeAt}>${document}</КоммерческаяИнформация>`;
      await importFeed(world, long, `orders-${status}.xml`, `<?xml version="1.0" encoding="UTF-8"?>${root}`);
      return (await getOrder(world.knex, SHOP, orderId))?.status;
    };
    // Made an hour before the change: in UTC it would be an hour after it.
    expect(await statusAfter(` ДатаФормирования="${inKyiv(now - HOUR)}"`, 'A')).toBe('packed');
    // The exchange began before the change.
    expect(await statusAfter(` ДатаФормирования="${inKyiv(now + 48 * HOUR).slice(0, 10)}"`, 'B')).toBe('packed');
    expect(await statusAfter('', 'C')).toBe('packed');
    expect(await statusAfter(` ДатаФормирования="${inKyiv(now + HOUR)}"`, 'D')).toBe('D');
  });
});
