import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AUTH, type ProtocolServer, startProtocol } from './support/protocol-server.js';
import { sendRaw } from './support/raw-http.js';

let server: ProtocolServer;
beforeAll(async () => {
  server = await startProtocol();
});
afterAll(async () => await server.close());

describe('the HTTP of an answer', () => {
  it('names the charset and the length, forbids keeping, has no ETag and no coding', async () => {
    const { headers, bytes } = await server.get('type=catalog&mode=init', { ...AUTH, 'accept-encoding': 'gzip, br' });
    expect(headers.get('content-type')).toBe('text/plain; charset=windows-1251');
    expect(headers.get('content-length')).toBe(String(bytes.length));
    expect(headers.get('cache-control')).toBe('no-store');
    expect([headers.get('etag'), headers.get('content-encoding'), headers.get('x-powered-by')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('never answers 304 or another 3xx', async () => {
    const { cookie } = await server.login();
    const { status } = await server.get('type=catalog&mode=init', {
      cookie,
      'if-none-match': '*',
      'if-modified-since': new Date().toUTCString(),
    });
    expect(status).toBe(200);
  });

  it('serves a client of HTTP/1.0 that knows no chunks', async () => {
    const request = `GET /1c_exchange?type=catalog&mode=checkauth HTTP/1.0\r\nAuthorization: ${AUTH.authorization}\r\n\r\n`;
    const answer = await sendRaw(server.port, request);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('transfer-encoding')).toBeUndefined();
    expect(Number(answer.headers.get('content-length'))).toBe(answer.body.length);
    expect(answer.body.toString('latin1')).toMatch(/^success\n/);
  });

  it('begins with the first byte of the verdict: no BOM, no blank', async () => {
    const { bytes } = await server.get('type=catalog&mode=checkauth', AUTH);
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('success\n');
  });

  it('says the verdict in the body and 200 for a failure', async () => {
    const { status, bytes, text, headers } = await server.get('type=catalog&mode=init', {
      cookie: 'uzel_session=unknown',
    });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/plain; charset=windows-1251');
    expect(text).toMatch(/^failure\nСеанс обмена не найден .* \[UZ1003]$/);
    expect(text.length).toBeLessThan(255);
    expect(bytes.includes(0x0d)).toBe(false);
  });

  it('answers what is no HTTP in words that 1C can show', async () => {
    const answer = await sendRaw(
      server.port,
      Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]) /* the hello of TLS */,
    );
    expect(answer.status).toBe(400);
    expect(new TextDecoder('windows-1251').decode(answer.body)).toMatch(/^failure\nЗапрос не разобран/);
  });
});
