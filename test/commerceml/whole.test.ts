import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { isWholeXml, sniff } from '../../src/commerceml/whole.js';
import { feedOf } from './support/feed-text.js';

const encodings: [string, (text: string) => Buffer][] = [
  ['utf-8', (text) => Buffer.from(text)],
  ['utf-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['windows-1251', (text) => iconv.encode(text, 'windows-1251')],
  ['utf-16le', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['utf-16be', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
];
const edges = (bytes: Buffer, edge = 4096): [Buffer, Buffer] => [bytes.subarray(0, edge), bytes.subarray(-edge)];

describe('sniff', () => {
  it.each<[string, Buffer, 'xml' | 'zip' | 'other']>([
    ['a zip', Buffer.from('PK\u0003\u0004rest'), 'zip'],
    ['an empty zip', Buffer.from('PK\u0005\u0006'), 'zip'],
    ['a word that begins as a zip', Buffer.from('PKW'), 'other'],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'other'],
    ['text', Buffer.from('failure'), 'other'],
    ['JSON', Buffer.from('{"a":"<b>"}'), 'other'],
    ['nothing', Buffer.alloc(0), 'other'],
    ['XML behind blank lines', Buffer.from('\r\n\n <?xml'), 'xml'],
  ])('%s', (_, bytes, kind) => {
    expect(sniff(bytes)).toBe(kind);
  });

  it.each(encodings)('XML in %s', (_, encode) => {
    expect(sniff(encode(feedOf('')).subarray(0, 16))).toBe('xml');
  });
});

describe('isWholeXml', () => {
  const long = feedOf(
    `<Каталог><Товары>${'<Товар><Ид>п</Ид><Наименование>Р</Наименование></Товар>'.repeat(500)}</Товары></Каталог>`,
  );

  it.each(encodings)('in %s: the whole file is whole, and nothing shorter is', (_, encode) => {
    const bytes = encode(long);
    expect(isWholeXml(...edges(bytes))).toBe(true);
    for (let cut = 1; cut < 3000; cut += 7) {
      expect([cut, isWholeXml(...edges(bytes.subarray(0, bytes.length - cut)))]).toEqual([cut, false]);
    }
  });

  it.each(encodings)('in %s: the tail may begin inside a letter', (_, encode) => {
    const bytes = encode(long);
    for (const edge of [4096, 4097, 4098, 4099])
      expect([edge, isWholeXml(...edges(bytes, edge))]).toEqual([edge, true]);
  });

  it.each(encodings)('in %s: a small file is whole from its last byte on', (_, encode) => {
    const bytes = encode(feedOf('<Каталог><Ид>1</Ид></Каталог>'));
    const whole = Array.from({ length: bytes.length + 1 }, (_unused, length) => length).filter((length) => {
      const part = bytes.subarray(0, length);
      return isWholeXml(part, part);
    });
    expect(whole).toEqual([bytes.length]);
  });

  it.each([
    ['blanks behind', `${feedOf('')}\r\n\r\n  `, true],
    ['a comment behind', `${feedOf('')}\n<!-- <a> конец -->`, true],
    ['an instruction behind', `${feedOf('')}<?done now?>\n`, true],
    ['an unfinished comment behind', `${feedOf('')}\n<!-- конец`, false],
    ['a comment that closes the root', '<?xml version="1.0"?><a><!-- </a> -->', false],
    ['blanks in the closing tag', '<a b="c"></a  \n>', true],
    ['a closed root', '<?xml version="1.0"?><КоммерческаяИнформация ВерсияСхемы="2.05"/>', true],
    ['an attribute with a sign in it', '<a b="x>y/"><c/></a>', true],
    ['a closed child', '<a><b/>', false],
    ['a child of another name', '<a><b></b>', false],
    ['a longer name', '<a><aa></aa>', false],
    ['comments before', '<?xml version="1.0"?>\n<!-- <x> -->\n<a></a>', true],
    ['a DOCTYPE before', '<!DOCTYPE a [<!ENTITY b "c">]><a></a>', true],
    ['a prefix', '<cml:a xmlns:cml="u"></cml:a>', true],
    ['another prefix', '<cml:a xmlns:cml="u"></a>', false],
    ['only a declaration', '<?xml version="1.0"?>', false],
    ['nothing', '', false],
    ['no XML', 'success', false],
  ])('%s', (_, text, whole) => {
    const bytes = Buffer.from(text);
    expect(isWholeXml(bytes, bytes)).toBe(whole);
  });

  it('is told from head and tail that share nothing, also when the root tag is longer than the head', () => {
    const bytes = Buffer.from(`<a ${'b'.repeat(5000)}="1">${'<c/>'.repeat(4000)}</a>`);
    expect(isWholeXml(...edges(bytes))).toBe(true);
    expect(isWholeXml(...edges(bytes.subarray(0, -1)))).toBe(false);
  });
});
