import type { Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeServer, listen, localUrl } from '../../src/server/listen.js';

let server: Server | undefined;
afterEach(async () => {
  if (server) await closeServer(server, 100);
});

const answerOk = (_request: unknown, response: { end(text: string): void }) => response.end('ok');

describe('listening', () => {
  it('has no time-out that cuts a slow upload or a held import', async () => {
    server = await listen(answerOk, { HOST: '127.0.0.1', PORT: 0 });
    expect([server.requestTimeout, server.timeout]).toEqual([0, 0]);
    expect(server.headersTimeout).toBeGreaterThan(0);
  });

  it.each(['0.0.0.0', '127.0.0.1'])('on %s knows where it is reached', async (HOST) => {
    server = await listen(answerOk, { HOST, PORT: 0 });
    expect(await (await fetch(localUrl(server))).text()).toBe('ok');
  });

  it('refuses an address that is not of this computer with a sentence', async () => {
    await expect(listen(answerOk, { HOST: '203.0.113.1', PORT: 0 })).rejects.toMatchObject({
      code: 'UZ1606',
      publicMessage: expect.stringContaining('HOST'),
    });
  });

  it('closes connections that are kept alive as soon as they fall idle', async () => {
    server = await listen(answerOk, { HOST: '127.0.0.1', PORT: 0 });
    await (await fetch(localUrl(server))).text();
    const begun = performance.now();
    await closeServer(server, 60_000);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
