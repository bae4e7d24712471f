import { describe, expect, it } from '@jest/globals';
import { readFeed } from '../../src/commerceml/reader.js';
import { UzelError } from '../../src/errors.js';
import { catalogueOf, feedOf, LIMITS, readAll, readUntilError } from './support/feed-text.js';

const small = { depth: 12, text: 2000, attribute: 300, nodes: 500 };

async function codeOf(file: string, limits = small) {
  const { error } = await readUntilError(file, { limits });
  if (!(error instanceof UzelError)) throw error;
  expect(error.publicMessage).toMatch(/[а-я]/);
  return [error.code, /строка (\d+), столбец (\d+)/.exec(error.publicMessage)?.slice(1, 3).map(Number)];
}

describe('what is not well-formed (UZ1301)', () => {
  it.each([
    ['an unclosed element', feedOf('<Документ><Ид>1</Документ>'), [3, 27]],
    ['a bare ampersand', feedOf('<Документ><Ид>1 &; 2</Ид></Документ>'), [3, 19]],
    [
      'a bare ampersand that finds a `;` pages away',
      feedOf(`<Документ><Ид>1 & 2</Ид></Документ>${'\n<а/>'.repeat(50)}<а>;</а>`),
      [3, 15],
    ],
    ['a bare ampersand that finds none', feedOf(`<Документ><Ид>1 & 2</Ид></Документ>${'\n<а/>'.repeat(500)}`), [3, 15]],
    ['an unknown entity', feedOf('<Документ><Ид>&nbsp;</Ид></Документ>'), [3, 21]],
    ['a bare sign', feedOf('<Документ><Ид>1 < 2</Ид></Документ>'), [3, 19]],
    ['an attribute without quotes', feedOf('<Документ Ид=1/>'), [3, 15]],
    ['an attribute twice', feedOf('<Документ Ид="1" Ид="2"/>'), [3, 26]],
    ['a second root', `${feedOf('')}<a/>`, [4, 29]],
    ['text behind the root', `${feedOf('')}\nконец`, undefined],
    ['a control character', feedOf('<Документ><Ид>\u0001</Ид></Документ>'), [3, 16]],
    ['two files in one', feedOf('') + feedOf(''), undefined],
  ])('%s, with the place where a person finds it', async (_, file, place) => {
    const [code, found] = await codeOf(file);
    expect(code).toBe('UZ1301');
    if (place) expect(found).toEqual(place);
    else expect(found).toHaveLength(2);
  });

  it('gives the records before the error first', async () => {
    const { records, error } = await readUntilError(
      catalogueOf('<Товар><Ид>1</Ид></Товар><Товар><Ид>2</Ид></Товар><Товар><Ид>3</Товар>'),
    );
    expect(records.map((record) => record.kind)).toEqual(['catalogue', 'product', 'product']);
    expect(error).toMatchObject({ code: 'UZ1301', status: 422 });
  });

  it('a failing source is not taken for a broken file', async () => {
    async function* source() {
      yield Buffer.from(feedOf('').slice(0, 40));
      throw new Error('disk');
    }
    const reading = async () => {
      for await (const _record of readFeed(source(), { timeZone: 'UTC', limits: LIMITS }));
    };
    await expect(reading()).rejects.toThrow('disk');
  });
});

describe('DOCTYPE (UZ1302)', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, n) => `<!ENTITY lol${n + 1} "${`&lol${n || ''};`.repeat(10)}">`).join('')}]>`;

  it.each([
    ['plain', '<!DOCTYPE КоммерческаяИнформация>'],
    ['external', '<!DOCTYPE a SYSTEM "file:///etc/passwd">'],
    ['with entities', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['billion laughs', laughs],
  ])('%s is refused before anything is read', async (_, doctype) => {
    const file = feedOf('<Документ><Ид>&lol9;</Ид></Документ>').replace('?>\n', `?>\n${doctype}\n`);
    expect((await codeOf(file, { ...small, text: 100_000 }))[0]).toBe('UZ1302');
    expect((await readUntilError(file)).records).toEqual([]);
  });

  it('inside the root is refused, too', async () => {
    expect((await codeOf(feedOf('<!DOCTYPE a>')))[0]).toBe('UZ1302');
  });
});

describe('limits (UZ1303)', () => {
  const nested = (depth: number) => feedOf('<а>'.repeat(depth - 1) + '</а>'.repeat(depth - 1));
  const withText = (length: number) =>
    feedOf(`<Документ><Ид>1</Ид><Комментарий>${'я'.repeat(length)}</Комментарий></Документ>`);
  const withAttribute = (length: number) => feedOf(`<Документ Ид="${'я'.repeat(length)}"/>`);
  const withNodes = (count: number) => feedOf(`<Документ><Ид>1</Ид>${'<а/>'.repeat(count - 1)}</Документ>`);

  it.each([
    ['depth', nested, small.depth],
    ['text', withText, small.text],
    ['attribute', withAttribute, small.attribute],
    ['nodes of one record', withNodes, small.nodes],
  ])('%s: exactly the limit is taken, one more is refused', async (_, make, limit) => {
    await expect(readAll(make(limit), { limits: small })).resolves.toHaveLength(1);
    expect((await codeOf(make(limit + 1)))[0]).toBe('UZ1303');
  });

  it('nodes are counted for each record and for each head alone', async () => {
    const record = `<Документ><Ид>1</Ид>${'<а/>'.repeat(small.nodes - 1)}</Документ>`;
    await expect(readAll(feedOf(record.repeat(5)), { limits: small })).resolves.toHaveLength(5);
    expect((await codeOf(catalogueOf('', '<а/>'.repeat(small.nodes + 1))))[0]).toBe('UZ1303');
    const late = '<Товар><Ид>1</Ид></Товар><а/>'.repeat(small.nodes + 1);
    expect((await codeOf(catalogueOf(late)))[0]).toBe('UZ1303');
  });

  it('text is counted over CDATA and comments, and over all of a record', async () => {
    const piece = 'я'.repeat(small.text / 2);
    expect((await codeOf(feedOf(`<Документ><а>${piece}<![CDATA[${piece}]]><!-- -->я</а></Документ>`)))[0]).toBe(
      'UZ1303',
    );
    expect((await codeOf(feedOf(`<Документ><Ид>1</Ид>${`<а>${piece}</а>`.repeat(17)}</Документ>`)))[0]).toBe('UZ1303');
  });

  it('a thousand attributes are refused', async () => {
    const attributes = Array.from({ length: 1001 }, (_, n) => `а${n}="1"`).join(' ');
    expect(
      (await codeOf(feedOf(`<Документ ${attributes}/>`), { ...small, nodes: 10_000, attribute: 100_000 }))[0],
    ).toBe('UZ1303');
  });

  it.each([
    ['a text', '<Документ><Ид>'],
    ['an attribute', '<Документ Ид="'],
    ['a name', '<Документ><'],
    ['a comment', '<!-- '],
    ['CDATA', '<Документ><![CDATA['],
    ['an instruction', '<?pi '],
    ['a DOCTYPE', '<!DOCTYPE '],
    ['nested elements', '<Документ>', '<а>'],
    ['children of a record', '<Документ>', '<а></а>'],
    ['empty lists of a head', '<Каталог>', '<Товары/>'],
    ['children of a head', '<Каталог>', '<а></а>'],
    ['attributes', '<Документ ', 'а="1" '],
  ])('%s that never ends is refused before it fills the memory', async (_, start, filler = 'я') => {
    let given = 0;
    async function* endless() {
      yield Buffer.from(feedOf('').split('</')[0] + start);
      const piece = Buffer.from(filler.repeat(20_000));
      while (given < 64 * 1024 * 1024) {
        given += piece.length;
        yield piece;
      }
    }
    const reading = async () => {
      for await (const _record of readFeed(endless(), { timeZone: 'UTC', limits: small }));
    };
    await expect(reading()).rejects.toMatchObject({ code: expect.stringMatching(/^UZ130[123]$/) });
    expect(given).toBeLessThan(2 * 1024 * 1024);
  });

  it('tens of thousands of invented names are read, and remembered only up to a bound', async () => {
    const names = Array.from({ length: 30_000 }, (_, n) => `<и${n}/>`).join('');
    const [record] = await readAll(feedOf(`<Документ><Ид>1</Ид>${names}</Документ>`));
    expect(Object.keys(record?.extra ?? {})).toHaveLength(30_000);
  });

  it('broken bytes by the thousand cost no more than time in proportion, also where no record ends', async () => {
    const product = Buffer.from('<Товар><Ид>p</Ид></Товар>');
    const [head = '', tail = ''] = catalogueOf('*').split('*');
    const broken = Buffer.from(`<!--\u0001-->\n`.repeat(60_000)).map((byte) => (byte === 1 ? 0xff : byte));
    const before = process.cpuUsage();
    const records = await readAll(Buffer.concat([Buffer.from(head), broken, product, Buffer.from(tail)]));
    expect(process.cpuUsage(before).user).toBeLessThan(3_000_000);
    expect(records.flatMap((record) => record.warnings)).toEqual([
      { code: 'unknown-encoding', path: '#text', value: expect.stringContaining('\ufffd'), line: 3 },
    ]);
  });

  it('many equal children cost no more than time in proportion', async () => {
    const values = '<Значение>x</Значение>'.repeat(100_000);
    const file = catalogueOf(
      `<Товар><Ид>1</Ид><ЗначенияСвойств><ЗначенияСвойства><Ид>s</Ид>${values}</ЗначенияСвойства></ЗначенияСвойств></Товар>`,
    );
    const [, product] = await readAll(file);
    expect(product).toMatchObject({ properties: [{ id: 's', values: { length: 100_000 } }] });
  });
});

describe('another root (UZ1305)', () => {
  it.each([
    ['HTML', '<html><body>Ошибка</body></html>', [1, 7]],
    ['YML', '<?xml version="1.0"?>\n<yml_catalog date="x"/>', [2, 24]],
    ['text', 'failure\nнет прав', [1, 1]],
    ['JSON', '{"a":1}', [1, 1]],
  ])('%s', async (_, file, place) => {
    expect(await codeOf(file)).toEqual(['UZ1305', place]);
  });

  it('a root with Latin look-alikes is CommerceML', async () => {
    await expect(readAll('<KoммepчecкaяИнфopмaция><Документ Ид="1"/></KoммepчecкaяИнфopмaция>')).resolves.toHaveLength(
      1,
    );
  });
});

describe('what is cut off', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \r\n '],
    ['only a declaration', '<?xml version="1.0"?>'],
    ['half a file', feedOf('<Документ><Ид>1</Ид></Документ>').slice(0, -30)],
    ['a file without its last sign', feedOf('').slice(0, -1)],
  ])('%s: UZ1301 that says so', async (_, file) => {
    const { error } = await readUntilError(file);
    expect(error).toMatchObject({
      code: 'UZ1301',
      publicMessage: expect.stringMatching(/оборван.*строка \d+, столбец \d+.*Выгрузите/s),
    });
  });
});
