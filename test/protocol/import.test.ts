import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ProtocolServer, startProtocol } from './support/protocol-server.js';

let server: ProtocolServer;
let cookie: string;
beforeAll(async () => {
  server = await startProtocol();
  ({ cookie } = await server.login());
});
afterAll(async () => await server.close());

const ask = async (filename = 'import.xml', type = 'catalog') =>
  await server.get(`type=${type}&mode=import&filename=${filename}`, { cookie });

describe('import', () => {
  it('answers progress with what and how far, in windows-1251', async () => {
    server.api.askImport = async () => ({ state: 'progress', text: 'Товары: загружено 500, ґудзики' });
    const { status, text, headers } = await ask();
    expect([status, text]).toEqual([200, 'progress\nТовары: загружено 500, ґудзики']);
    expect(headers.get('content-type')).toBe('text/plain; charset=windows-1251');
  });

  it('answers success alone: more would be shown as a warning', async () => {
    server.api.askImport = async () => ({ state: 'done', text: 'Загружено 500 товаров' });
    expect((await ask()).text).toBe('success');
  });

  it('answers failure with the reason, all of it', async () => {
    const reason = `Файл import.xml, строка 12: ${'подробности '.repeat(30)}выгрузите каталог заново.`;
    server.api.askImport = async () => ({ state: 'failed', text: reason, code: 'UZ1301' });
    const { status, text } = await ask();
    expect([status, text]).toEqual([200, `failure\n${reason} [UZ1301]`]);
  });

  it('hands on the name as it came, the hold and the type of the request', async () => {
    let given: unknown[] = [];
    server.api.askImport = async (exchange, name, hold) => {
      given = [exchange.type, name, hold];
      return { state: 'done', text: '' };
    };
    await ask('%2Ftmp%2Fимпорт.xml'.replace('импорт', encodeURIComponent('импорт')), 'sale');
    expect(given).toEqual(['sale', '/tmp/импорт.xml', 300]);
    await ask('');
    expect(given).toEqual(['catalog', '', 300]);
  });

  it('stops holding when the client has gone', async () => {
    const gone = new Promise<void>((resolve) => {
      server.api.askImport = async (_exchange, _name, _hold, signal) => {
        await new Promise((stop) => signal.addEventListener('abort', stop));
        resolve();
        return { state: 'progress', text: '' };
      };
    });
    const request = httpRequest(`${server.url}/1c_exchange?type=catalog&mode=import&filename=a.xml`, {
      headers: { cookie },
    });
    request.on('error', () => undefined);
    request.end();
    setTimeout(() => request.destroy(), 100);
    await gone;
  });
});
