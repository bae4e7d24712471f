import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { readParameters } from '../../src/protocol/parameters.js';

/** A request's address as Node gives it: one character for each byte. */
const wire = (text: string, encoding: 'utf8' | 'win1251' = 'utf8') => iconv.encode(text, encoding).toString('latin1');

describe('parameters of a request', () => {
  it('reads what 1C sends', () => {
    expect(readParameters('/1c_exchange?type=catalog&mode=file&filename=import.xml')).toEqual({
      type: 'catalog',
      mode: 'file',
      filename: 'import.xml',
      sessid: undefined,
      version: undefined,
      cmlVersion: undefined,
      timestamp: undefined,
    });
  });

  it('survives an address with a ? of its own', () => {
    const read = readParameters('/1c_exchange?shop=5?type=catalog&mode=checkauth');
    expect(read).toMatchObject({ type: 'catalog', mode: 'checkauth' });
  });

  it('lets the last of a repeated parameter count, unless it is empty', () => {
    expect(readParameters('/x?type=sale&mode=init?type=catalog&mode=file').type).toBe('catalog');
    expect(readParameters('/x?type=catalog&mode=init&sessid=abc&sessid=').sessid).toBe('abc');
    expect(readParameters('/x?type=catalog&sessid=&mode=init')).toMatchObject({ sessid: undefined, mode: 'init' });
  });

  it('knows type, mode and names of parameters in any letter case', () => {
    expect(readParameters('/x?Type=Catalog&MODE=CheckAuth&cmlVersion=2.10&VERSION=2.09')).toMatchObject({
      type: 'catalog',
      mode: 'checkauth',
      cmlVersion: '2.10',
      version: '2.09',
    });
  });

  it.each([
    ['UTF-8 raw', wire('каталог/імпорт.xml'), 'каталог/імпорт.xml'],
    ['windows-1251 raw', wire('каталог/импорт.xml', 'win1251'), 'каталог/импорт.xml'],
    ['UTF-8 escaped', encodeURIComponent('їжак.xml'), 'їжак.xml'],
    ['windows-1251 escaped', '%EA%EE%F2.xml', 'кот.xml'],
    ['a plus is a plus', 'a+b.xml', 'a+b.xml'],
    ['%20 is a blank', 'a%20b.xml', 'a b.xml'],
    ['a lone percent stays', '100%.xml', '100%.xml'],
    ['a # of a characteristic', 'guid#guid.jpg', 'guid#guid.jpg'],
    ['an ampersand that was not escaped', 'a&b.jpg', 'a&b.jpg'],
    ['a question mark that was not escaped', 'a?b.jpg', 'a?b.jpg'],
    ['an equals sign', 'a=b.jpg', 'a=b.jpg'],
    ['back slashes', 'import_files\\ab\\x.jpg', 'import_files\\ab\\x.jpg'],
  ])('reads a filename: %s', (_, raw, name) => {
    expect(readParameters(`/x?type=catalog&mode=file&filename=${raw}`).filename).toBe(name);
  });

  it('finds sessid wherever a client puts it', () => {
    const sessid = '0123456789abcdef0123456789abcdef';
    expect(readParameters(`/x?type=catalog&sessid=${sessid}&mode=init`).sessid).toBe(sessid);
    expect(readParameters(`/x?type=catalog&mode=file&filename=a.xml&sessid=${sessid}`)).toMatchObject({
      sessid,
      filename: 'a.xml',
    });
    expect(readParameters(`/x?type=catalog&mode=file&filename=a.xml&${sessid}`)).toMatchObject({
      sessid,
      filename: 'a.xml',
    });
    expect(readParameters(`/x?type=catalog&mode=init&sessid=sessid=${sessid}`).sessid).toBe(sessid);
  });

  it('takes for a version only what is one', () => {
    expect(readParameters('/x?version=3.1').version).toBe('3.1');
    expect(readParameters("/x?version=3.1';drop&cmlVersion=new").version).toBeUndefined();
  });
});
