import { describe, expect, it } from '@jest/globals';
import { failure, lines, progress, SUCCESS } from '../../src/protocol/answer.js';
import { toWindows1251 } from '../../src/protocol/text.js';

const decode = (bytes: Buffer) => new TextDecoder('windows-1251').decode(bytes);

describe('text answers', () => {
  it('divides lines by LF and ends with none', () => {
    expect(lines('zip=yes', 'file_limit=1').body.toString('latin1')).toBe('zip=yes\nfile_limit=1');
    expect(SUCCESS.body.toString('latin1')).toBe('success');
  });

  it('writes Russian and Ukrainian in windows-1251', () => {
    const text = 'Завантаження: ґедзь, їжак, єнот, ёж № 5 «Ї»…';
    expect(decode(toWindows1251(text))).toBe(text);
    expect(toWindows1251('Привет')).toEqual(Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]));
  });

  it('replaces what windows-1251 lacks', () => {
    expect(decode(toWindows1251('100 ₴ → 5 ₽, café, 漢, ×2'))).toBe('100 грн -> 5 руб., cafe, ?, x2');
    expect(decode(toWindows1251('Так?'))).toBe('Так?');
    expect(decode(toWindows1251('й ї'.normalize('NFD')))).toBe('й ї');
  });

  it('keeps a failure on two lines, below 255 characters, with its code', () => {
    const { body } = failure({ code: 'UZ1001', publicMessage: `Первая\r\nвторая\u0000 ${'я'.repeat(400)}` });
    const text = decode(body);
    expect(text.startsWith('failure\nПервая вторая я')).toBe(true);
    expect(text.split('\n')).toHaveLength(2);
    expect(text.endsWith('… [UZ1001]')).toBe(true);
    expect(text.length).toBeLessThan(255);
    expect(decode(failure({ code: 'UZ1001', publicMessage: 'Нет.' }).body)).toBe('failure\nНет. [UZ1001]');
  });

  it('gives a failure of an import more room', () => {
    const { body } = failure({ code: 'UZ1301', publicMessage: 'я'.repeat(600) }, 'long');
    expect(decode(body)).toBe(`failure\n${'я'.repeat(600)} [UZ1301]`);
  });

  it('keeps progress on two lines', () => {
    expect(decode(progress('Загружено 5\nиз 10').body)).toBe('progress\nЗагружено 5 из 10');
  });
});
