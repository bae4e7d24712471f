import { describe, expect, it } from '@jest/globals';
import { toldBySaxes, toldByUs } from '../support/xml-events.js';

describe('where we are stricter than saxes', () => {
  it.each([
    ['half a character in a text', '<a>\ud83d!</a>'],
    ['half a character before a tag', '<a>b\ud83d</a></a>'],
    ['half a character in an attribute', '<a b="\ud83d!"/>'],
  ])('%s', (_, document) => {
    expect(toldBySaxes(document).error).toBeUndefined();
    expect(toldByUs([document]).error).toMatch(/^UZ1301 Файл XML повреждён/);
    expect(toldByUs(document.split('')).error).toBe(toldByUs([document]).error);
  });

  it('the second half alone is refused by both', () => {
    const document = '<a>\udc00</a>';
    expect(toldByUs([document]).error).toBe(toldBySaxes(document).error);
    expect(toldByUs([document]).error).toMatch(/столбец 5/);
  });
});

it('more names than are remembered are read all the same', () => {
  const names = Array.from({ length: 5000 }, (_, index) => `<и${index} а${index}="1"></и${index}>`).join('');
  const document = `<a>${names.repeat(2)}</a>`;
  expect(toldByUs([document]).events).toEqual(toldBySaxes(document).events);
});
