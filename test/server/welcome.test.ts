import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { announcement, publicBase, welcome } from '../../src/server/welcome.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(async () => await test.close());

const first = { nodeName: '1c', login: '1c', password: 'k7mp-x3fn-92qd-hv6t', apiKey: 'uzel_key' };

describe('what is printed', () => {
  it('at the first start tells the address, login, password, API key and where the data lies, in a frame', () => {
    const embedded = { ...test.db, kind: 'embedded' } as const;
    const text = welcome(first, { base: 'http://192.0.2.7:8080', dataDir: './data', db: embedded });
    for (const part of [
      'http://192.0.2.7:8080/1c_exchange',
      'http://192.0.2.7:8080/docs',
      'npx uzel node password 1c',
      first.password,
      first.apiKey,
      `${process.cwd()}/data`,
      'npx uzel copy --to',
    ]) {
      expect(text).toContain(part);
    }
    const lines = text.split('\n');
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect([lines.at(0)?.[0], lines.at(-1)?.[0]]).toEqual(['╔', '╚']);
    expect(text.indexOf('Вставьте')).toBeLessThan(text.indexOf('In English'));
  });

  it('names a PostgreSQL of the user without its password', () => {
    const server = { ...test.db, kind: 'server', location: 'db.example:5432/uzel' } as const;
    const text = welcome(first, { base: 'http://x', dataDir: '/srv/uzel', db: server });
    expect(text).toContain('db.example:5432/uzel');
    expect(text).not.toContain('uzel copy');
  });

  it('later is the addresses, and how to get a new password, without a secret', () => {
    const services = { db: test.db, config: readConfig({}) };
    expect(announcement({ first: null, publicUrl: 'http://x:1', services })).toBe(
      [
        'Адрес для 1С (for 1C): http://x:1/1c_exchange',
        'REST API: http://x:1/docs',
        'Пароль забыт (a new password): npx uzel node list, npx uzel node password <имя>',
      ].join('\n'),
    );
    expect(announcement({ first, publicUrl: 'http://x:1', services })).toContain(first.password);
  });
});

describe('the address that others reach', () => {
  it('is PUBLIC_URL, else the host, else the first outward IPv4', () => {
    expect(publicBase({ PUBLIC_URL: 'https://shop.example/uzel/', HOST: '0.0.0.0' }, 8080)).toBe(
      'https://shop.example/uzel',
    );
    expect(publicBase({ PUBLIC_URL: undefined, HOST: '10.1.2.3' }, 8080)).toBe('http://10.1.2.3:8080');
    expect(publicBase({ PUBLIC_URL: undefined, HOST: '::1' }, 80)).toBe('http://[::1]:80');
    const outward = Object.values(networkInterfaces())
      .flat()
      .find((one) => one?.family === 'IPv4' && !one.internal);
    expect(publicBase({ PUBLIC_URL: undefined, HOST: '0.0.0.0' }, 8080)).toBe(
      `http://${outward?.address ?? 'localhost'}:8080`,
    );
  });
});
