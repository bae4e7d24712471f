import http from 'node:http';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptRawTargets, targetOf } from '../../src/protocol/raw-target.js';

/** Sends the bytes of a request and gives the body of the answer. */
async function send(port: number, head: Buffer): Promise<string> {
  const socket = net.connect(port, '127.0.0.1');
  const pieces: Buffer[] = [];
  socket.on('data', (piece) => pieces.push(piece));
  socket.end(head);
  await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(pieces).toString('utf8').split('\r\n\r\n')[1] ?? '';
}

describe('an address that nobody escaped', () => {
  const server = http.createServer((request, response) => {
    response.end(JSON.stringify({ url: request.url, target: targetOf(request) }));
  });
  let port: number;
  beforeAll(async () => {
    acceptRawTargets(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.close();
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    'reaches the protocol as it was sent by %s, and everything else percent-encoded',
    async (method) => {
      const head = `${method} /v1/products?q=матрац 2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
      const answer = JSON.parse(await send(port, Buffer.from(head, 'utf8'))) as { url: string; target: string };
      expect(new URL(answer.url, 'http://x').searchParams.get('q')).toBe('матрац 2');
      expect(Buffer.from(answer.target, 'latin1').toString('utf8')).toBe('/v1/products?q=матрац 2');
    },
  );

  it('takes nothing of a body for the next request, though the answer came before the body', async () => {
    const socket = net.connect(port, '127.0.0.1');
    let received = '';
    socket.on('data', (piece) => {
      received += piece.toString('utf8');
    });
    const answers = async (count: number) => {
      while (received.split('HTTP/1.1 200').length <= count) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const body = Buffer.from('POST /evil?x=\u00e9 HTTP/1.1\r\n', 'latin1');
    socket.write(`POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`);
    await answers(1);
    socket.write(body);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.write('GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    await answers(2);
    expect(received).toContain('"/next"');
    expect(received).not.toContain('/evil');
    socket.destroy();
  });

  it('leaves an escaped address alone', async () => {
    const head = 'GET /v1/products?q=%D0%BC&x=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    expect(JSON.parse(await send(port, Buffer.from(head)))).toMatchObject({ url: '/v1/products?q=%D0%BC&x=%zz' });
  });
});
