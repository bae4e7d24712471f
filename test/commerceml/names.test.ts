import { describe, expect, it } from '@jest/globals';
import { FATE_REQUISITES, NAME, OPERATIONS, PRODUCT_REQUISITES, VALUE_TYPES } from '../../src/commerceml/names.js';
import { fold, localName } from '../../src/commerceml/names-alike.js';

describe('names', () => {
  it('no two names fold to the same, so that a known name is recognised as itself', () => {
    const names = Object.values(NAME);
    expect(new Set(names.map(fold)).size).toBe(names.length);
    expect(names.map((name) => localName(name))).toEqual(names);
  });

  it.each([OPERATIONS, FATE_REQUISITES, PRODUCT_REQUISITES, VALUE_TYPES])('no word has two meanings', (table) => {
    const words = Object.values(table).flat().map(fold);
    expect(new Set(words).size).toBe(words.length);
  });

  it.each([
    ['cml:Товар', 'Товар'],
    ['ШтрихКод', 'Штрихкод'],
    ['ИД', 'Ид'],
    // The first letters are Latin.
    ['Tовар', 'Товар'],
    ['Cумма', 'Сумма'],
    ['KоммерческаяИнформация', 'КоммерческаяИнформация'],
    ['ПометкаУдалeния', 'ПометкаУдаления'],
    ['КодТовараНаСайте', 'КодТовараНаСайте'],
    ['Custom', 'Custom'],
    ['x:Custom', 'Custom'],
    // Of a customisation: they stand beside the names that they resemble.
    ['Ид_', 'Ид_'],
    ['_Код', '_Код'],
    ['Дата-Оплаты', 'Дата-Оплаты'],
  ])('the element %s is known as %s', (written, name) => {
    expect(localName(written)).toBe(name);
  });

  it('look-alike names are spelled in Cyrillic in the table', () => {
    const latin = Object.values(NAME).filter((name) => /[A-Za-z]/.test(name));
    expect(latin).toEqual([]);
  });
});
