import { describe, expect, it } from '@jest/globals';
import { parseAddress, requestTarget } from '../../src/emulator/address.js';

describe('the address typed into 1C', () => {
  it.each([
    ['http://shop.example/1c_exchange', { host: 'shop.example', port: 80, path: '/1c_exchange', secure: false }],
    ['shop.example', { host: 'shop.example', port: 80, path: '/bitrix/admin/1c_exchange.php', secure: false }],
    [
      'http://shop.example:8080/',
      { host: 'shop.example', port: 8080, path: '/bitrix/admin/1c_exchange.php', secure: false },
    ],
    ['http:\\\\shop .example\\x\\', { host: 'shop.example', port: 80, path: '/x/', secure: false }],
    ['https://shop.example/x?shop=5', { host: 'shop.example', port: 443, path: '/x?shop=5', secure: true }],
    ['http://[::1]:8080/x', { host: '::1', port: 8080, path: '/x', secure: false }],
  ])('%s', (typed, expected) => {
    expect(parseAddress(typed, 'trade')).toEqual(expected);
  });

  it('УТП knows no HTTPS', () => {
    expect(() => parseAddress('https://shop.example/x', 'utp')).toThrow(/no HTTPS/);
  });

  it('an address without a host is refused', () => {
    expect(() => parseAddress('http:///x', 'trade')).toThrow(/cannot be read/);
  });
});

describe('the request target', () => {
  it('has type, mode and filename in this order, after a ? of the address too', () => {
    expect(requestTarget('/x?shop=5', 'catalog', 'file', [['filename', 'a/b.jpg']], 'utf-8')).toBe(
      '/x?shop=5?type=catalog&mode=file&filename=a/b.jpg',
    );
    expect(requestTarget('/x/', 'sale', 'query', [], 'utf-8')).toBe('/x/?type=sale&mode=query');
  });

  it('carries a Russian name as bytes of that 1C, and escapes nothing but the blank', () => {
    const name = 'Стол 1%#&+.jpg';
    const cp1251 = requestTarget('/x', 'catalog', 'file', [['filename', name]], 'windows-1251');
    expect(cp1251).toBe('/x?type=catalog&mode=file&filename=\u00d1\u00f2\u00ee\u00eb%201%#&+.jpg');
    const utf8 = requestTarget('/x', 'catalog', 'file', [['filename', name]], 'utf-8');
    expect(Buffer.from(utf8, 'latin1').toString()).toBe('/x?type=catalog&mode=file&filename=Стол%201%#&+.jpg');
  });
});
