import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { listJournal } from '../../src/store/exchanges/journal.js';
import { importFeed } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP } from './inbox-world.js';

let world: InboxWorld;
beforeAll(async () => {
  world = await openInboxWorld({ IMPORT_BATCH: '3' });
});
afterAll(async () => await world.close());

const NAMES = ['Матрац «Їжак» №1', 'Щётка', 'Вішак', 'Ґанок', 'Ёлка', 'Ящик', 'Шафа', 'Ложка'];
const goods = (names: readonly string[]) =>
  names.map((name, n) => `<Товар><Ид>p${n}</Ид><Наименование>${name}</Наименование></Товар>`).join('\n');
const catalogue = (declaration: string, body: string) =>
  `<?xml version="1.0"${declaration}?>\n<КоммерческаяИнформация ВерсияСхемы="2.04"><Каталог><Ид>c</Ид><Товары>\n${body}\n</Товары></Каталог></КоммерческаяИнформация>`;

async function imported(body: Buffer) {
  const node = await world.node();
  const exchange = await world.exchange(node);
  await importFeed(world, exchange, 'import.xml', body);
  const journal = await listJournal(world.knex, SHOP, exchange.exchangeId, { limit: 1000 });
  const rows: { name: string }[] = await world
    .knex('products')
    .where({ id_space: node.idSpace })
    .orderBy('external_id')
    .select('name');
  return { journal: journal.filter((entry) => entry.severity !== 'info'), names: rows.map((row) => row.name) };
}

describe('the encoding of a file, as the journal tells of it', () => {
  it.each([
    ['undeclared', ''],
    ['declared UTF-8', ' encoding="UTF-8"'],
  ])('windows-1251 %s: read, told once in words, nothing else', async (_, declaration) => {
    const { journal, names } = await imported(iconv.encode(catalogue(declaration, goods(NAMES)), 'windows-1251'));
    expect(names).toEqual(NAMES);
    expect(journal).toHaveLength(1);
    expect(journal[0]).toMatchObject({
      severity: 'warning',
      code: 'encoding-guessed',
      line: 1,
      detail: { code: 'unknown-encoding', value: 'windows-1251' },
    });
    expect(journal[0]?.message).toMatch(/^import\.xml: файл записан не в той кодировке.* прочитан как windows-1251\. /);
  });

  it('a file that is what it says is told nothing of', async () => {
    const body = iconv.encode(catalogue(' encoding="windows-1251"', goods(NAMES)), 'windows-1251');
    expect(await imported(body)).toEqual({ journal: [], names: NAMES });
  });

  it('bytes of another encoding in the middle: the line and the text, and all the rest as it is', async () => {
    const [first = '', second = '', ...others] = NAMES;
    const [before = '', between = '', after = ''] = catalogue('', goods(['@', '@', ...others])).split('@');
    const { journal, names } = await imported(
      Buffer.concat([
        Buffer.from(before),
        iconv.encode(first, 'windows-1251'),
        Buffer.from(between + second.slice(0, 2)),
        Buffer.from([0xd1]),
        Buffer.from(second.slice(2) + after),
      ]),
    );
    expect(names).toEqual([first, 'Щё\ufffdтка', ...others]);
    expect(journal.map(({ severity, code, line, detail }) => ({ severity, code, line, detail }))).toEqual(
      [first, 'Щё\ufffdтка'].map((value, n) => ({
        severity: 'warning',
        code: 'text-broken',
        line: 3 + n,
        detail: { code: 'unknown-encoding', path: '#text', value },
      })),
    );
    expect(journal[0]?.message).toContain(`import.xml, строка 3: `);
    expect(journal[0]?.message).toContain(first);
  });
});
