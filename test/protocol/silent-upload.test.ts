import http from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UzelError } from '../../src/errors.js';
import { normaliseFeedName } from '../../src/exchange/feeds/feed-name.js';
import { withBody } from '../../src/exchange/feeds/upload-body.js';
import { bodyOf } from '../../src/protocol/body.js';

describe('an upload that falls silent with its connection open', () => {
  let ended: (error: unknown) => void;
  const server = http.createServer((request) => {
    const body = bodyOf(request, {});
    withBody(body, 200, async () => {
      for await (const piece of body) void piece;
    }).then(() => ended(null), ended);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is broken off, so that it holds nothing for ever', async () => {
    const outcome = new Promise<unknown>((resolve) => {
      ended = resolve;
    });
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc');
    const error = await outcome;
    expect(error).toBeInstanceOf(UzelError);
    expect(error).toMatchObject({ code: 'UZ1106' });
    expect(socket.destroyed).toBe(false);
    socket.destroy();
  });
});

describe('a name made to be slow', () => {
  it('is refused before it is looked at', () => {
    expect(() => normaliseFeedName(`${'tmp/'.repeat(16_000)}x.xml`)).toThrow(/UZ1101/);
  });
});
