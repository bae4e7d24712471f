import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { UzelError } from '../../src/errors.js';
import { dictionary } from '../../src/exchange/orders-out/dictionary.js';
import { AUTH, type ProtocolServer, startProtocol } from './support/protocol-server.js';

let server: ProtocolServer;
let cookie: string;
let sessid: string;
beforeAll(async () => {
  server = await startProtocol();
  ({ cookie, sessid } = await server.login('sale'));
});
afterAll(async () => await server.close());

const code = (text: string) => /^failure\n.+ \[(UZ\d+)]$/.exec(text)?.[1];

describe('query', () => {
  it('answers the document as it is, in its own type, without init', async () => {
    const body = Buffer.from('<?xml version="1.0" encoding="windows-1251"?>\n<\xca/>', 'latin1');
    server.api.queryOrders = async () => ({ body, contentType: 'application/xml; charset=windows-1251' });
    const { bytes, headers, status } = await server.get('type=sale&mode=query', { cookie });
    expect(status).toBe(200);
    expect(bytes).toEqual(body);
    expect(headers.get('content-type')).toBe('application/xml; charset=windows-1251');
    expect(headers.get('content-length')).toBe(String(body.length));
    expect(headers.get('etag')).toBeNull();
  });

  it('of goods asks for nothing and gets success', async () => {
    expect((await server.get('type=catalog&mode=query', { cookie })).text).toBe('success');
  });
});

describe('success', () => {
  const acknowledged: (string | null)[] = [];
  beforeAll(() => {
    server.api.acknowledge = async (exchange) => {
      acknowledged.push(exchange?.exchangeId ?? null);
    };
  });

  it('by cookie, or by Basic with sessid, acknowledges the batch of that exchange', async () => {
    const row = await server.db.knex('exchanges').where({ type: 'sale' }).first();
    expect((await server.get('type=sale&mode=success', { cookie })).text).toBe('success');
    expect((await server.get(`type=sale&mode=success&sessid=${sessid}`, AUTH)).text).toBe('success');
    expect(acknowledged.splice(0)).toEqual([row.exchange_id, row.exchange_id]);
  });

  it('by Basic alone leaves it to the node which batch is meant, even when no exchange is open any more', async () => {
    expect((await server.get('type=sale&mode=success', AUTH)).text).toBe('success');
    const closed = await startProtocol();
    closed.api.acknowledge = server.api.acknowledge;
    expect((await closed.get('type=sale&mode=success', AUTH)).text).toBe('success');
    await closed.close();
    expect(acknowledged.splice(0)).toEqual([null, null]);
  });

  it('says failure when nothing is to be acknowledged, and when nobody is known', async () => {
    server.api.acknowledge = async () => {
      throw new UzelError('UZ1401', 'Нечего подтверждать: заказы не запрашивались.');
    };
    expect(code((await server.get('type=sale&mode=success', { cookie })).text)).toBe('UZ1401');
    expect(code((await server.get('type=sale&mode=success')).text)).toBe('UZ1003');
    expect(code((await server.get('type=catalog&mode=success', { cookie })).text)).toBe('UZ1005');
  });
});

describe('info', () => {
  it('gives the words that the orders use, with ids that stay', async () => {
    server.api.dictionary = async (node) => await dictionary(server.services, node);
    const order = { shop_id: 'main', customer: '{}', currency: 'UAH', lines: '[]', total: '1', placed_at: new Date() };
    await server.db.knex('orders').insert([
      {
        ...order,
        order_id: '0190a000-0000-7000-8000-000000000001',
        number: '1',
        status: 'Принят',
        payments: '[{"name":"Готівка","amount":"1"}]',
        delivery: '{"name":"Нова пошта"}',
      },
      {
        ...order,
        order_id: '0190a000-0000-7000-8000-000000000002',
        number: '2',
        status: 'Принят',
        payments: '[]',
        delivery: null,
      },
      {
        ...order,
        order_id: '0190a000-0000-7000-8000-000000000003',
        number: '3',
        status: 'Выполнен <&>',
        payments: '[]',
        delivery: null,
      },
    ]);
    const { bytes, text, headers } = await server.get(`type=sale&mode=info&sessid=${sessid}`, { cookie });
    expect(headers.get('content-type')).toBe('application/xml; charset=windows-1251');
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('<?xml');
    const parsed = new XMLParser({ isArray: (name) => name === 'Элемент' }).parse(text);
    const latinC = `${String.fromCharCode(0x43)}татусы`;
    const one = (word: string) => ({ Ид: word, Название: word });
    expect(parsed.Справочник).toEqual({
      [latinC]: { Элемент: [one('Выполнен <&>'), one('Принят')] },
      ПлатежныеСистемы: { Элемент: [{ ...one('Готівка'), ТипОплаты: 'Наличная оплата' }] },
      СлужбыДоставки: { Элемент: [one('Нова пошта')] },
    });
    await server.db.knex('orders').update({ status: 'Принят', payments: '[]', delivery: null });
    const again = await server.get(`type=sale&mode=info&sessid=${sessid}`, { cookie });
    expect(again.text).toBe(text);
  });

  it('gives the words that the shop made for choosing, beside those of its orders', async () => {
    server.api.dictionary = async (node) => await dictionary(server.services, node);
    const put = {
      shop_id: 'main',
      name: '',
      content: '{}',
      active: true,
      created_at: new Date(),
      updated_at: new Date(),
    };
    const words: readonly [string, string, boolean][] = [
      ['statuses', 'Відправлено', true],
      ['statuses', 'Стара', false],
      ['deliveries', 'Самовивіз', true],
    ];
    for (const [n, [directory, word, active]] of words.entries()) {
      const keys = { entry_id: `0190b000-0000-7000-8000-00000000000${n}`, entry_key: word, written_key: word };
      await server.db.knex('directory_entries').insert({ ...put, ...keys, directory, active });
    }
    const { text } = await server.get(`type=sale&mode=info&sessid=${sessid}`, { cookie });
    const parsed = new XMLParser({ isArray: (name) => name === 'Элемент' }).parse(text);
    const named = (list: { Элемент: { Ид: string; Название: string }[] }) => list.Элемент.map(({ Ид }) => Ид).sort();
    const { Справочник: lists } = parsed;
    expect(named(lists[`${String.fromCharCode(0x43)}татусы`])).toEqual(
      ['Відправлено', 'Выполнен <&>', 'Принят'].sort(),
    );
    expect(named(lists.СлужбыДоставки)).toEqual(['Нова пошта', 'Самовивіз']);
  });
});

describe('deactivate and complete', () => {
  it('of goods end the full runs', async () => {
    const ended: string[] = [];
    server.api.endRuns = async (_exchange, node, by) => {
      ended.push(`${node.name} ${by}`);
    };
    expect((await server.get('type=catalog&mode=deactivate&timestamp=1700000000', { cookie })).text).toBe('success');
    expect((await server.get('type=catalog&mode=complete', { cookie })).text).toBe('success');
    expect((await server.get('type=sale&mode=complete', { cookie })).text).toBe('success');
    expect((await server.get('type=reference&mode=deactivate', { cookie })).text).toBe('success');
    expect(ended).toEqual(['1c deactivate', '1c complete']);
  });
});
