import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newSecret, rotated, signedHeaders } from '../../src/webhooks/secrets.js';
import { isSigned } from '../support/verify-webhook.js';

/** The vector that the libraries of Standard Webhooks are tested by. */
const VECTOR = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  messageId: 'p5jXN8AQM9LWM0D4loKWxJek',
  seconds: 1614265330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const inForce = (secret: string) => ({ secret, until: null });
const HOUR = 3600_000;

describe('the signature of a message', () => {
  it('is that of the published vector', () => {
    const { secret, messageId, seconds, body, signature } = VECTOR;
    const headers = signedHeaders({ messageId, body }, [inForce(secret)], new Date(seconds * 1000));
    expect(headers).toEqual({
      'webhook-id': `msg_${messageId}`,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signature,
    });
    expect(isSigned(headers, body, secret, seconds)).toBe(true);
    expect(isSigned(headers, `${body} `, secret, seconds)).toBe(false);
    expect(isSigned(headers, body, secret, seconds + 301)).toBe(false);
  });

  it('is what a second implementation makes, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uuid(), (text, messageId) => {
        const body = JSON.stringify({ text: Buffer.from(text).toString() });
        const [secret, other] = [newSecret(), newSecret()];
        const headers = signedHeaders({ messageId, body }, [inForce(secret)]);
        expect(isSigned(headers, body, secret)).toBe(true);
        expect(isSigned(headers, body, other)).toBe(false);
      }),
    );
  });

  it('keys are new, and of 32 bytes', () => {
    const secrets = Array.from({ length: 50 }, newSecret);
    expect(new Set(secrets).size).toBe(50);
    for (const secret of secrets) expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });
});

describe('a new secret', () => {
  const now = Date.parse('2026-01-31T10:00:00Z');
  const [first, second, third] = [newSecret(), newSecret(), newSecret()];
  const message = { messageId: 'm', body: '{}' };
  const signedBy = (secrets: Parameters<typeof signedHeaders>[1], at: number) => {
    const headers = signedHeaders(message, secrets, new Date(at));
    return [first, second, third].map((secret) => isSigned(headers, message.body, secret, at / 1000));
  };

  it('signs beside the former one for a day', () => {
    const once = rotated([inForce(first)], second, now);
    expect(signedBy(once, now)).toEqual([true, true, false]);
    expect(signedBy(once, now + 23 * HOUR)).toEqual([true, true, false]);
    expect(signedBy(once, now + 25 * HOUR)).toEqual([false, true, false]);
    const twice = rotated(once, third, now + HOUR);
    expect(signedBy(twice, now + 2 * HOUR)).toEqual([true, true, true]);
    expect(signedBy(twice, now + 24.5 * HOUR)).toEqual([false, true, true]);
    expect(signedBy(twice, now + 26 * HOUR)).toEqual([false, false, true]);
  });

  it('those that have ended are forgotten, and never more than four are kept', () => {
    const once = rotated([inForce(first)], second, now);
    expect(rotated(once, third, now + 30 * HOUR).map(({ secret }) => secret)).toEqual([third, second]);
    let secrets = once;
    for (let times = 0; times < 10; times += 1) secrets = rotated(secrets, newSecret(), now);
    expect(secrets).toHaveLength(4);
    expect(secrets.map(({ until }) => until === null)).toEqual([true, false, false, false]);
  });
});
