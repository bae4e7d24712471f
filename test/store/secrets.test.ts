import { createHash, scryptSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  hashPassword,
  hashToken,
  NO_PASSWORD,
  newApiKey,
  newCookie,
  newPassword,
  sameHash,
  sessidOf,
  verifyPassword,
} from '../../src/store/nodes/secrets.js';

describe('passwords', () => {
  it('are stored as scrypt with its parameters and a salt of their own', async () => {
    const [one, two] = [await hashPassword('пароль'), await hashPassword('пароль')];
    expect(one).not.toBe(two);
    const [, kind, cost, salt = '', key = ''] = one.split('$');
    expect([kind, cost]).toEqual(['scrypt', 'ln=15,r=8,p=1']);
    // The same by hand: what stands there is scrypt and nothing else.
    const expected = scryptSync('пароль', Buffer.from(salt, 'base64'), 32, { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 27 });
    expect(Buffer.from(key, 'base64')).toEqual(expected);
  });

  it('are right only when they are the same to the last character', async () => {
    const stored = await hashPassword('Secret-1');
    expect(await verifyPassword('Secret-1', stored)).toBe(true);
    for (const wrong of ['secret-1', 'Secret-1 ', 'Secret-', ''])
      expect(await verifyPassword(wrong, stored)).toBe(false);
  });

  it('are verified by the parameters of their own hash, so that the cost may grow', async () => {
    const salt = Buffer.from('0123456789abcdef');
    const key = scryptSync('old', salt, 32, { N: 2 ** 10, r: 4, p: 2 });
    const bare = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    expect(await verifyPassword('old', `$scrypt$ln=10,r=4,p=2$${bare(salt)}$${bare(key)}`)).toBe(true);
  });

  it('are never right against a text of another form, or against nobody', async () => {
    for (const stored of ['', 'plain', '$scrypt$ln=15,r=8,p=1$$', '$bcrypt$x$y$z']) {
      expect(await verifyPassword(stored, stored)).toBe(false);
    }
    expect(await verifyPassword('', NO_PASSWORD)).toBe(false);
  });

  it('of ours are readable and new each time', () => {
    const all = new Set(Array.from({ length: 200 }, newPassword));
    expect(all.size).toBe(200);
    for (const password of all) expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$/);
  });
});

describe('tokens', () => {
  it('have 256 bits', () => {
    expect(newCookie()).toMatch(/^[0-9a-f]{64}$/);
    expect(newApiKey()).toMatch(/^uzel_[\w-]{43}$/);
    expect(newCookie()).not.toBe(newCookie());
    expect(newApiKey()).not.toBe(newApiKey());
  });

  it('are stored as SHA-256', () => {
    expect(hashToken('abc')).toBe(createHash('sha256').update('abc').digest('hex'));
    expect(sameHash(hashToken('a'), hashToken('a'))).toBe(true);
    expect(sameHash(hashToken('a'), hashToken('b'))).toBe(false);
    expect(sameHash(hashToken('a'), '')).toBe(false);
  });

  it('a cookie has one sessid, which does not tell the cookie', () => {
    const cookie = newCookie();
    expect(sessidOf(cookie)).toBe(sessidOf(cookie));
    expect(sessidOf(cookie)).toMatch(/^[0-9a-f]{32}$/);
    expect(sessidOf(cookie)).not.toBe(sessidOf(newCookie()));
    expect(cookie).not.toContain(sessidOf(cookie));
  });
});
