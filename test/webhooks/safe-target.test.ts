import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from '@jest/globals';
import { checkTarget, isAllowedAddress, NotAllowed, safeLookup } from '../../src/webhooks/safe-target.js';

/** `public`: sent to; `private`: only with WEBHOOK_ALLOW_PRIVATE; `never`. */
const ADDRESSES: readonly (readonly [address: string, kind: 'public' | 'private' | 'never'])[] = [
  ['1.1.1.1', 'public'],
  ['8.8.8.8', 'public'],
  ['93.184.216.34', 'public'],
  ['9.255.255.255', 'public'],
  ['11.0.0.0', 'public'],
  ['172.15.255.255', 'public'],
  ['172.32.0.0', 'public'],
  ['192.167.255.255', 'public'],
  ['192.169.0.0', 'public'],
  ['100.63.255.255', 'public'],
  ['100.128.0.0', 'public'],
  ['126.255.255.255', 'public'],
  ['128.0.0.1', 'public'],
  ['169.253.255.255', 'public'],
  ['169.255.0.0', 'public'],
  ['223.255.255.255', 'public'],
  ['2606:4700:4700::1111', 'public'],
  ['2001:4860:4860::8888', 'public'],
  ['2a00:1450:4001:81b::200e', 'public'],
  ['::ffff:8.8.8.8', 'public'],
  ['::ffff:808:808', 'public'],
  ['64:ff9b::8.8.8.8', 'public'], // DNS64: how an IPv6 network shows the IPv4 world
  ['127.0.0.1', 'private'],
  ['127.0.0.2', 'private'],
  ['127.255.255.255', 'private'],
  ['10.0.0.0', 'private'],
  ['10.255.255.255', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.0.1', 'private'],
  ['192.168.255.255', 'private'],
  ['100.64.0.1', 'private'],
  ['100.127.255.255', 'private'],
  ['::1', 'private'],
  ['fc00::1', 'private'],
  ['fd00:ec2::254', 'private'],
  ['fdff:ffff:ffff:ffff::1', 'private'],
  ['::ffff:127.0.0.1', 'private'],
  ['::ffff:7f00:1', 'private'],
  ['::ffff:10.0.0.1', 'private'],
  ['::ffff:192.168.1.1', 'private'],
  ['64:ff9b::127.0.0.1', 'private'],
  ['64:ff9b::10.0.0.1', 'private'],
  ['0.0.0.0', 'never'],
  ['0.1.2.3', 'never'],
  ['::', 'never'],
  ['169.254.169.254', 'never'],
  ['169.254.0.1', 'never'],
  ['::ffff:169.254.169.254', 'never'],
  ['64:ff9b::169.254.169.254', 'never'],
  ['fe80::1', 'never'],
  ['febf::1', 'never'],
  ['fec0::1', 'never'],
  ['224.0.0.1', 'never'],
  ['239.255.255.255', 'never'],
  ['ff02::1', 'never'],
  ['255.255.255.255', 'never'],
  ['240.0.0.1', 'never'],
  ['192.0.0.1', 'never'],
  ['192.0.2.1', 'never'],
  ['198.18.0.1', 'never'],
  ['198.19.255.255', 'never'],
  ['198.51.100.1', 'never'],
  ['203.0.113.1', 'never'],
  ['192.88.99.1', 'never'],
  ['2001:db8::1', 'never'],
  ['3fff::1', 'never'],
  ['2002:7f00:1::', 'never'], // 6to4 of 127.0.0.1
  ['2002:808:808::1', 'never'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'never'], // Teredo
  ['2001:10::1', 'never'],
  ['2001:20::1', 'never'],
  ['100::1', 'never'],
  ['64:ff9b:1::1', 'never'],
  ['::127.0.0.1', 'never'],
  ['::8.8.8.8', 'never'],
  ['::ffff:0:127.0.0.1', 'never'],
  ['5f00::1', 'never'],
  ['4000::1', 'never'],
  ['fe80::1%eth0', 'never'],
  ['', 'never'],
  ['localhost', 'never'],
];

describe('addresses', () => {
  it('are of every kind, sixty at least', () => expect(ADDRESSES.length).toBeGreaterThanOrEqual(60));

  it.each(ADDRESSES)('%s is %s', (address, kind) => {
    expect([isAllowedAddress(address, false), isAllowedAddress(address, true)]).toEqual([
      kind === 'public',
      kind !== 'never',
    ]);
  });
});

describe('the address of a webhook', () => {
  it.each([
    'https://shop.example.com/hook',
    'https://shop.example.com:8443/a?b=c#d',
    'https://8.8.8.8/hook',
    'https://[2606:4700:4700::1111]/hook',
    'https://ünïcode.example/',
  ])('%s is taken', (url) => expect(checkTarget(url, false).href).toMatch(/^https:/));

  it.each([
    'http://shop.example.com/hook',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://0x7f000001/',
    'https://017700000001/',
    'https://2130706433/',
    'https://127.0.0.1./',
    'https://１２７.０.０.１/',
    'https://0/',
    'https://[::]/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[fd00::1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1:5432/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://user@shop.example.com/',
    'https://user:secret@shop.example.com/',
    'https://8.8.8.8@127.0.0.1/',
    'ftp://shop.example.com/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:6379/_FLUSHALL',
    'javascript:alert(1)',
    'data:text/plain,x',
    '//shop.example.com/',
    'shop.example.com',
    'https://',
    '',
  ])('%s is refused', (url) => {
    expect(() => checkTarget(url, false)).toThrow(expect.objectContaining({ code: 'UZ1523' }));
  });

  it('may be of the own network where that is allowed, by http too', () => {
    for (const url of ['http://127.0.0.1:3000/', 'http://localhost/', 'https://[::1]/', 'http://crm.internal/'])
      expect(checkTarget(url, true).href).toBe(url);
    for (const url of ['http://169.254.169.254/', 'http://0.0.0.0/', 'http://user@localhost/', 'ftp://localhost/'])
      expect(() => checkTarget(url, true)).toThrow(expect.objectContaining({ code: 'UZ1523' }));
  });
});

describe('the look-up of a name', () => {
  const v4 = (address: string): LookupAddress => ({ address, family: 4 });
  const v6 = (address: string): LookupAddress => ({ address, family: 6 });
  const looked = async (answer: () => Promise<readonly LookupAddress[]>, all: boolean, allowPrivate = false) =>
    await new Promise<unknown>((resolve) => {
      safeLookup(answer, allowPrivate)('name.example', { all }, (error, address, family) => {
        resolve(error ?? (all ? address : { address, family }));
      });
    });

  it('gives what was checked, and all of it', async () => {
    const both = [v4('93.184.216.34'), v6('2606:4700:4700::1111')];
    expect(await looked(async () => both, true)).toEqual(both);
    expect(await looked(async () => both, false)).toEqual(both[0]);
  });

  it('refuses a name when any of its addresses is not allowed', async () => {
    for (const bad of [v4('127.0.0.1'), v4('10.1.2.3'), v6('::1'), v6('::ffff:7f00:1'), v4('169.254.169.254')]) {
      for (const answer of [[bad], [v4('8.8.8.8'), bad], [bad, v4('8.8.8.8')]])
        expect(await looked(async () => answer, true)).toBeInstanceOf(NotAllowed);
    }
    expect(await looked(async () => [v4('127.0.0.1')], true, true)).toEqual([v4('127.0.0.1')]);
  });

  it('asks once for a connection: a name server that answers otherwise the second time gains nothing', async () => {
    let asked = 0;
    const rebinding = async () => {
      asked += 1;
      return [v4(asked % 2 === 1 ? '93.184.216.34' : '127.0.0.1')];
    };
    expect(await looked(rebinding, true)).toEqual([v4('93.184.216.34')]);
    expect(asked).toBe(1);
    expect(await looked(rebinding, true)).toBeInstanceOf(NotAllowed);
    expect(await looked(rebinding, false)).toEqual(v4('93.184.216.34'));
  });

  it('tells of names without an address, and of name servers that do not answer', async () => {
    expect(String(await looked(async () => [], true))).toMatch(/has no address/);
    const failing = async () => {
      throw new Error('getaddrinfo ENOTFOUND name.example');
    };
    expect(String(await looked(failing, true))).toMatch(/ENOTFOUND/);
  });
});
