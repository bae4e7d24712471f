import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newSecret } from '../../src/webhooks/secrets.js';
import { createSender, type Send } from '../../src/webhooks/sender.js';
import { type AnswerBy, Receiver, status } from '../support/webhook-receiver.js';

/** Far above what a slow machine needs for an answer. */
const LONG = 30;
const never = new AbortController().signal;
const secret = newSecret();
const secrets = [{ secret, until: null }];
const BODY = '{"type":"order.created","timestamp":"2026-01-31T10:00:00.000Z","data":{"name":"Ї"}}';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
  receiver.secrets.push(secret);
});
afterEach(async () => await receiver.stop());

const sender = (allowPrivate = true, resolve?: () => Promise<LookupAddress[]>, seconds = LONG): Send =>
  createSender({ WEBHOOK_ALLOW_PRIVATE: allowPrivate, WEBHOOK_TIMEOUT_SECONDS: seconds }, resolve);
const message = (url = receiver.url) => ({ messageId: 'm1', body: BODY, url, secrets });
const outcome = async (answer: AnswerBy, seconds = LONG) => {
  receiver.answer = answer;
  return await sender(true, undefined, seconds)(message(), never);
};

describe('a message that is sent', () => {
  it('comes as it was written, signed, and is taken by any 2xx', async () => {
    expect(await sender()(message(), never)).toMatchObject({ status: 204, error: null, answer: '', retryAfter: null });
    const [came] = receiver.received;
    expect(came?.text).toBe(BODY);
    expect(came?.headers).toMatchObject({
      'webhook-id': 'msg_m1',
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^uzel\//),
    });
    expect(receiver.unsigned).toEqual([]);
    expect(await outcome(status(200))).toMatchObject({ status: 200, error: null, answer: 'answer 200' });
    expect(await outcome(status(202))).toMatchObject({ status: 202, error: null });
  });

  it.each([400, 401, 404, 410, 500, 502])('is not taken by %i', async (code) => {
    const { status: seen, error, retryAfter } = await outcome(status(code));
    expect([seen, error, retryAfter]).toEqual([code, `it answered ${code}`, null]);
  });

  it.each([301, 302, 303, 307, 308])('is not taken by %i, and redirects are not followed', async (code) => {
    const answered = await outcome(status(code, { Location: receiver.url }));
    expect(answered).toMatchObject({ status: code, error: 'redirects are not followed' });
    expect(receiver.received).toHaveLength(1);
  });

  it('takes up what the receiver asks to wait', async () => {
    expect(await outcome(status(429, { 'Retry-After': '7' }))).toMatchObject({ status: 429, retryAfter: 7000 });
    expect(await outcome(status(503, { 'Retry-After': '9' }))).toMatchObject({ status: 503, retryAfter: 9000 });
    expect(await outcome(status(500, { 'Retry-After': '9' }))).toMatchObject({ retryAfter: null });
  });

  it('fails when the connection is cut, before the answer or in it', async () => {
    expect(await outcome((_, __, request) => request.socket.destroy())).toMatchObject({
      status: null,
      error: expect.stringMatching(/socket hang up|ECONNRESET/),
    });
    const half = await outcome((response, _, request) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half', () => request.socket.destroy());
    });
    expect(half).toMatchObject({ status: null, error: expect.stringMatching(/aborted|ECONNRESET/) });
  });

  it('fails when no whole answer comes in time, however slowly one drips', async () => {
    const silent = await outcome(() => undefined, 0.4);
    expect(silent).toMatchObject({ status: null, error: 'no answer came in time' });
    expect(silent.ms).toBeLessThan(20_000);
    let drip: NodeJS.Timeout | undefined;
    const slow = await outcome((response) => {
      response.writeHead(200);
      drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    }, 0.4);
    clearInterval(drip);
    expect(slow).toMatchObject({ status: null, error: 'no answer came in time' });
  });

  it('reads no more of an answer than it needs', async () => {
    let written = 0;
    const endless = await outcome((response) => {
      response.writeHead(200);
      const more = (): void => {
        written += 65_536;
        if (!response.destroyed && written < 64 * 1024 * 1024) response.write(Buffer.alloc(65_536, 'x'), more);
      };
      more();
    });
    expect(endless).toMatchObject({ status: 200, error: null, answer: 'x'.repeat(4096) });
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it('keeps of an answer what a database can keep', async () => {
    const strange = await outcome((response) => response.writeHead(200).end(Buffer.from([0x61, 0, 0xff, 0x62])));
    expect(strange.answer).toBe('a\ufffd\ufffdb');
  });

  it('fails when nobody listens, and when nobody is there', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect((await sender()(message(`http://127.0.0.1:${port}/`), never)).error).toMatch(/ECONNREFUSED/);
    const nobody = async () => {
      throw new Error('getaddrinfo ENOTFOUND nobody.example');
    };
    expect((await sender(true, nobody)(message('https://nobody.example/'), never)).error).toMatch(/ENOTFOUND/);
  });

  it('ends at once when the server stops', async () => {
    receiver.answer = () => undefined;
    const stopping = new AbortController();
    const sent = sender()(message(), stopping.signal);
    await receiver.has(1);
    stopping.abort();
    expect(await sent).toMatchObject({ status: null, error: expect.stringMatching(/abort/i) });
  });
});

describe('a message to a place that is not allowed', () => {
  const local: LookupAddress = { address: '127.0.0.1', family: 4 };

  it('is not sent to an address of the own network, however that is written', async () => {
    const { port } = receiver;
    for (const host of ['127.0.0.1', '127.1', '0x7f.1', '2130706433', 'localhost', '[::ffff:127.0.0.1]']) {
      const answered = await sender(false)(message(`https://${host}:${port}/`), never);
      expect(answered).toMatchObject({ status: null, error: expect.stringMatching(/public network/) });
    }
    expect((await sender(false)(message(receiver.url), never)).error).toMatch(/https/);
    expect(receiver.received).toEqual([]);
  });

  it('is not sent to a name that leads there, also when it led elsewhere at the attempt before', async () => {
    const connections: unknown[] = [];
    const trap = net.createServer((socket) => connections.push(socket.destroy())).listen(0, '127.0.0.1');
    await once(trap, 'listening');
    const { port } = trap.address() as AddressInfo;
    let asked = 0;
    const rebinding = async (): Promise<LookupAddress[]> => {
      asked += 1;
      return asked % 2 === 1 ? [{ address: '127.0.0.1', family: 4 }] : [{ address: '8.8.8.8', family: 4 }, local];
    };
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      const answered = await sender(false, rebinding)(message(`https://rebind.example:${port}/`), never);
      expect(answered).toMatchObject({ status: null, error: expect.stringMatching(/public network/) });
      expect(asked).toBe(attempt);
    }
    expect(connections).toEqual([]);
    await new Promise((resolve) => trap.close(resolve));
  });

  it('the connection goes to the address that was checked, whatever the name leads to by then', async () => {
    const { port } = receiver;
    let asked = 0;
    const once127 = async (): Promise<LookupAddress[]> => {
      asked += 1;
      return asked === 1 ? [local] : [{ address: '203.0.113.1', family: 4 }];
    };
    const answered = await sender(true, once127)(message(`http://pinned.example:${port}/`), never);
    expect([answered.status, asked, receiver.received.length]).toEqual([204, 1, 1]);
    expect(receiver.received[0]?.headers.host).toBe(`pinned.example:${port}`);
  });
});
