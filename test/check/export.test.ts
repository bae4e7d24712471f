import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import AdmZip from 'adm-zip';
import { Findings } from '../../src/check/findings.js';
import { reportJson } from '../../src/check/json.js';
import { References } from '../../src/check/references.js';
import { checkSchema, LARGEST_CHECKED } from '../../src/check/schema-check.js';
import { check, codesOf, DAMAGED, FIXTURES, textsOf, wordsOf } from './support/check.js';

const root = mkdtempSync(path.join(tmpdir(), 'uzel-export-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folder = root;
let made = 0;
beforeEach(() => {
  folder = path.join(root, String(++made));
  mkdirSync(folder);
});

const damaged = (name: string): string => readFileSync(path.join(DAMAGED, name), 'utf8');
const put = (name: string, text: string | Buffer): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};
const asChanges = (xml: string): string => xml.replaceAll('Изменения="false"', 'Изменения="true"');

describe('a good export', () => {
  const good = readdirSync(FIXTURES).filter((name) => !['damaged', 'hostile', 'README.md'].includes(name));

  it.each(good)('fixtures/%s has no errors and no warnings', async (name) => {
    const report = await check(path.join(FIXTURES, name));
    expect(report.files.length).toBeGreaterThan(0);
    expect(codesOf(report).filter((code) => !code.startsWith('note'))).toEqual([]);
  });

  it('is described: what, which version, how much, who, and the catalogue that it makes', async () => {
    const { files, set, attachments, findings } = await check(path.join(FIXTURES, 'trade-207'));
    expect(files.map(({ name, kinds, extent, counts, documents }) => [name, kinds, extent, counts, documents])).toEqual(
      [
        ['import0_1.xml', ['catalogue'], 'full', { groups: 5, properties: 3, products: 5 }, {}],
        [
          'offers0_1.xml',
          ['offers'],
          'full',
          { priceTypes: 2, warehouses: 2, offers: 5, prices: 13, stockRows: 6 },
          {},
        ],
        ['orders-from-1c.xml', ['documents'], null, {}, { order: 2 }],
      ],
    );
    expect(files[0]).toMatchObject({
      schemaVersion: '2.07',
      schemaFamily: '2.07',
      namespace: 'urn:1C.ru:commerceml_2',
      encoding: { declared: 'utf-8', actual: 'utf-8', byteOrderMark: true },
      generatedAt: '2024-04-02T11:20:05',
      madeBy: null,
      owner: 'ООО "Добрый гвоздь"',
    });
    expect(set.catalogues).toEqual([
      expect.objectContaining({
        extent: 'full',
        files: ['import0_1.xml'],
        offerFiles: ['offers0_1.xml'],
        products: 5,
        offers: 5,
      }),
    ]);
    expect(set.pictures).toEqual({ named: 4, present: 4, absent: 0, unnamed: 0 });
    expect(attachments.count).toBe(5);
    expect(findings).toEqual([]);
  });

  it('of УНФ says that УНФ made it', async () => {
    const { files } = await check(path.join(FIXTURES, 'unf-208', 'import.xml'));
    expect(files.map(({ madeBy }) => madeBy)).toEqual(['unf']);
  });

  it('is the same in a ZIP, with names as Windows writes them, and in a ZIP in a folder', async () => {
    const zip = new AdmZip();
    zip.addLocalFolder(path.join(FIXTURES, 'demo'));
    for (const entry of zip.getEntries()) entry.entryName = entry.entryName.replaceAll('/', '\\');
    put('v8_1A2B_3.zip', zip.toBuffer());
    const plain = await check(path.join(FIXTURES, 'demo'));
    const zipped = await check(path.join(folder, 'v8_1A2B_3.zip'));
    const inFolder = await check(folder);
    expect([zipped.source, inFolder.source]).toEqual(['zip', 'folder']);
    for (const report of [zipped, inFolder]) {
      expect(report.findings).toEqual([]);
      expect(report.files.map(({ counts }) => counts)).toEqual(plain.files.map(({ counts }) => counts));
      expect(report.set.pictures).toEqual(plain.set.pictures);
    }
    expect(inFolder.files[0]?.name).toBe('v8_1A2B_3.zip/import.xml');
  });

  it('an empty file in a ZIP is told, which an import leaves out', async () => {
    const zip = new AdmZip();
    zip.addFile('import.xml', Buffer.alloc(0));
    zip.addFile('offers.xml', Buffer.from(damaged('empty/offers.xml')));
    put('v8.zip', zip.toBuffer());
    const report = await check(path.join(folder, 'v8.zip'));
    expect(codesOf(report)).toEqual(['error empty-file', 'note catalogue-absent']);
    expect(report.findings[0]?.places).toEqual([{ file: 'import.xml' }]);
  });
});

describe('what a changes export may do', () => {
  it.each([
    ['offers-without-product', 'offer-without-product'],
    ['pictures', 'picture-absent'],
  ])('%s is a note there', async (name, code) => {
    cpSync(path.join(DAMAGED, name), folder, { recursive: true });
    for (const file of readdirSync(folder).filter((one) => one.endsWith('.xml')))
      put(file, asChanges(damaged(`${name}/${file}`)));
    expect(codesOf(await check(folder))).toContain(`note ${code}`);
  });

  it.each(['group-unknown', 'property-unknown', 'variant-unknown', 'warehouse-unknown'])(
    '%s is a note there',
    async (code) => {
      put('import.xml', asChanges(damaged(`${code}.xml`)));
      expect(codesOf(await check(folder))).toEqual([`note ${code}`]);
    },
  );

  it('portions behind the first say "changes" and have no Классификатор: nothing is wrong with that', async () => {
    put('import0_1.xml', damaged('portion-gap/import0_1.xml'));
    put('import0_2.xml', damaged('portion-gap/import0_3.xml'));
    const { findings, set } = await check(folder);
    expect(findings).toEqual([]);
    expect(set.portions).toEqual([{ series: 'import0_*.xml', numbers: [1, 2], missing: [] }]);
    expect(set.catalogues).toEqual([
      expect.objectContaining({ extent: 'full', files: ['import0_1.xml', 'import0_2.xml'], products: 2 }),
    ]);
  });

  it('changes with a Классификатор beside a full export are another export', async () => {
    put('import.xml', damaged('extent-unsaid.xml').replace('<Каталог>', '<Каталог СодержитТолькоИзменения="false">'));
    put(
      'changed.xml',
      asChanges(damaged('extent-unsaid.xml').replace('<Каталог>', '<Каталог СодержитТолькоИзменения="true">')),
    );
    expect(codesOf(await check(folder))).toEqual(['note full-and-changes']);
  });
});

describe('what is no fault', () => {
  const offers = () => damaged('offers-without-product/offers.xml');
  const both = (xml: string) => {
    put('import.xml', damaged('offers-without-product/import.xml'));
    put('offers.xml', xml);
  };

  it('an offer that is taken off sale, with its product gone', async () => {
    const matcha = /<Предложение>(\s*<Ид>tea-matcha)/;
    expect(offers()).toMatch(matcha);
    both(offers().replace(matcha, '<Предложение Статус="Удален">$1'));
    expect((await check(folder)).findings).toEqual([]);
  });

  it('of 3.1 cut by kind: changed prices of a type that did not change is a warning, in a full export an error', async () => {
    const whole = damaged('price-type-unknown.xml');
    const types = /<ТипыЦен>[\s\S]*<\/ТипыЦен>/;
    const list = types.exec(whole)?.[0] ?? '';
    const feed = (body: string) =>
      `<?xml version="1.0"?><КоммерческаяИнформация ВерсияСхемы="3.1">${body}</КоммерческаяИнформация>`;
    put('priceLists.xml', feed(`<Классификатор><Ид>c</Ид><Наименование>К</Наименование>${list}</Классификатор>`));
    const codes = async () => codesOf(await check(folder)).filter((code) => code.includes('price-type'));
    put('prices.xml', asChanges(whole.replace(types, '')));
    expect(await codes()).toEqual(['warning price-type-unknown']);
    put('prices.xml', whole.replace(types, ''));
    expect(await codes()).toEqual(['error price-type-unknown']);
    put('prices.xml', asChanges(whole));
    expect(await codes()).toEqual(['error price-type-unknown']);
  });

  it('prices and stock of one offer in two packages of a file', async () => {
    const offer = (id: string) => `<Предложение><Ид>${id}</Ид><Количество>1</Количество></Предложение>`;
    const feed = (...packages: string[]) =>
      `<?xml version="1.0"?><КоммерческаяИнформация ВерсияСхемы="2.07">${packages
        .map(
          (offers) =>
            `<ИзмененияПакетаПредложений><Ид>c#</Ид><ИдКаталога>c</ИдКаталога><Предложения>${offers}</Предложения></ИзмененияПакетаПредложений>`,
        )
        .join('')}</КоммерческаяИнформация>`;
    put('offers.xml', feed(offer('a'), offer('a')));
    expect(codesOf(await check(folder))).not.toContain('warning duplicate-id');
    put('offers.xml', feed(offer('a') + offer('a')));
    expect(codesOf(await check(folder))).toContain('warning duplicate-id');
  });

  it('a unit of measure without a code is a note', async () => {
    const unit =
      '<ЕдиницыИзмерения><ЕдиницаИзмерения><Ид>    </Ид><НаименованиеКраткое>ед</НаименованиеКраткое></ЕдиницаИзмерения></ЕдиницыИзмерения>';
    put(
      'units.xml',
      damaged('group-unknown.xml')
        .replace('group-black', 'group-green')
        .replace('</Классификатор>', `${unit}</Классификатор>`),
    );
    expect(codesOf(await check(folder))).toContain('note no-id');
    expect(codesOf(await check(folder))).not.toContain('warning no-id');
  });

  it('an order that 1C sent, without its customer', async () => {
    const said =
      '<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Номер по 1С</Наименование><Значение>ТД-5</Значение></ЗначениеРеквизита></ЗначенияРеквизитов>';
    const orders = damaged('orders.xml');
    put('orders.xml', orders);
    expect(codesOf(await check(folder))).toContain('warning no-counterparty');
    put('orders.xml', orders.replaceAll('</Документ>', `${said}</Документ>`));
    expect(codesOf(await check(folder))).not.toContain('warning no-counterparty');
  });

  it('files of УНФ numbered from one, and names with a year', async () => {
    put('import1.xml', damaged('portion-gap/import0_1.xml'));
    put('import2.xml', damaged('portion-gap/import0_3.xml'));
    expect((await check(folder)).findings).toEqual([]);
    put('import1.xml', damaged('portion-gap/import0_3.xml'));
    expect(codesOf(await check(folder))).toContain('warning portion-first-missing');
    rmSync(path.join(folder, 'import1.xml'));
    rmSync(path.join(folder, 'import2.xml'));
    put('import2021.xml', damaged('portion-gap/import0_1.xml'));
    put('import2024.xml', damaged('portion-gap/import0_3.xml'));
    expect(await check(folder)).toMatchObject({ findings: [], set: { portions: [] } });
  });
});

describe('what is missing altogether', () => {
  it.each([
    ['classifier-absent', 'group-unknown.xml', /<Классификатор>[\s\S]*<\/Классификатор>/],
    ['price-types-absent', 'price-type-unknown.xml', /<ТипыЦен>[\s\S]*<\/ТипыЦен>/],
  ])('%s is told once: a warning in a full export, a note in changes', async (code, from, what) => {
    const without = damaged(from).replace(what, '');
    put('a.xml', without);
    expect(codesOf(await check(folder))).toEqual([`warning ${code}`]);
    put('a.xml', asChanges(without));
    expect(codesOf(await check(folder))).toEqual([`note ${code}`]);
  });

  it('warehouses are often missing: a note', async () => {
    put('a.xml', damaged('warehouse-unknown.xml').replace(/<Склады>[\s\S]*<\/Склады>/, ''));
    expect(codesOf(await check(folder))).toEqual(['note warehouses-absent']);
  });

  it('a number of an order', async () => {
    put('orders.xml', damaged('orders.xml').replace('<Номер>2</Номер>', ''));
    expect(codesOf(await check(folder))).toContain('warning no-number');
  });
});

describe('files together', () => {
  it('come in any order: what one names another may define later', async () => {
    put('a-offers.xml', damaged('offers-without-product/offers.xml').replace('tea-matcha', 'tea-gyokuro'));
    put('b-import.xml', damaged('offers-without-product/import.xml'));
    expect((await check(folder)).findings).toEqual([]);
    // One file with the offers in front of the goods cannot be put in order.
    const body = (xml: string) =>
      xml.replace(/^[\s\S]*?<КоммерческаяИнформация[^>]*>/, '').replace('</КоммерческаяИнформация>', '');
    const [import_, offers] = [
      damaged('offers-without-product/import.xml'),
      damaged('offers-without-product/offers.xml'),
    ];
    const head = /^[\s\S]*?<КоммерческаяИнформация[^>]*>/.exec(import_)?.[0] ?? '';
    put('mixed/all.xml', `${head}${body(offers)}${body(import_)}</КоммерческаяИнформация>`);
    expect(codesOf(await check(path.join(folder, 'mixed')))).toEqual(['error offer-without-product']);
  });

  it('what one catalogue may lack and the other not is told as the worse, whichever comes first', async () => {
    const goods = damaged('offers-without-product/import.xml');
    const offers = damaged('offers-without-product/offers.xml');
    const coffee = (xml: string) => asChanges(xml.replaceAll('tea-catalogue', 'coffee-catalogue'));
    put('a.xml', goods);
    put('b.xml', coffee(goods));
    for (const [full, changes] of [
      ['c.xml', 'd.xml'],
      ['d.xml', 'c.xml'],
    ] as const) {
      put(full, offers);
      put(changes, coffee(offers));
      const { findings } = await check(folder);
      const found = findings.filter(({ code }) => code === 'offer-without-product');
      expect(found).toMatchObject([{ severity: 'error', count: 1, places: [{ file: full }] }]);
    }
  });

  it('what is described nowhere is told as the worse, too', async () => {
    const none = (from: string, what: RegExp) => damaged(from).replace(what, '');
    const coffee = (xml: string) => asChanges(xml.replaceAll('tea-catalogue', 'coffee-catalogue'));
    const groups = none('group-unknown.xml', /<Классификатор>[\s\S]*<\/Классификатор>/);
    const prices = none('price-type-unknown.xml', /<ТипыЦен>[\s\S]*<\/ТипыЦен>/);
    for (const [full, changes] of [
      ['a.xml', 'b.xml'],
      ['b.xml', 'a.xml'],
    ] as const) {
      put(`groups/${full}`, groups);
      put(`groups/${changes}`, coffee(groups));
      put(`prices/${full}`, prices);
      put(`prices/${changes}`, coffee(prices));
      expect(codesOf(await check(path.join(folder, 'groups')))).toContain('warning classifier-absent');
      expect(codesOf(await check(path.join(folder, 'prices')))).toContain('warning price-types-absent');
    }
  });

  it('cut by kind, an offer counts once', async () => {
    const { set } = await check(path.join(FIXTURES, 'bitrix3-31'));
    expect(set.catalogues).toMatchObject([{ products: 4, offers: 4 }]);
  });

  it('many missing portions are told as a range', async () => {
    put('import0_1.xml', damaged('portion-gap/import0_1.xml'));
    put('import0_41.xml', damaged('portion-gap/import0_3.xml'));
    const report = await check(folder);
    expect(report.set.portions).toMatchObject([
      { numbers: [1, 41], missing: Array.from({ length: 39 }, (_, index) => index + 2) },
    ]);
    expect(textsOf(report).en).toContain('Portions import0_*.xml: 1, 41; 2–40 missing');
    expect(report.findings).toMatchObject([{ code: 'portion-gap', values: { present: '1, 41', missing: '2–40' } }]);
  });

  it('several catalogues are told apart', async () => {
    const one = damaged('offers-without-product/import.xml');
    put('import0_1.xml', one);
    put('import1_1.xml', one.replaceAll('tea-catalogue', 'coffee-catalogue'));
    const { findings, set } = await check(folder);
    expect(findings.map(({ code, count }) => [code, count])).toEqual([['several-catalogues', 2]]);
    expect(set.catalogues.map(({ id, products }) => [id, products])).toEqual([
      ['tea-catalogue', 2],
      ['coffee-catalogue', 2],
    ]);
  });

  it('kinds are told by content: a feed under any name, and pictures that are no feeds', async () => {
    put('goods.txt', damaged('offers-without-product/import.xml'));
    put('logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    put('notes.txt', 'nothing');
    const { files, attachments } = await check(folder);
    expect(files.map(({ name, kinds }) => [name, kinds])).toEqual([['goods.txt', ['catalogue']]]);
    expect(attachments.count).toBe(2);
  });

  it('a byte order mark that the declaration contradicts is told', async () => {
    const xml = damaged('offers-without-product/import.xml').replace(/encoding="[^"]*"/i, 'encoding="windows-1251"');
    put('import.xml', `\ufeff${xml}`);
    const report = await check(folder);
    expect(report.files[0]?.encoding).toEqual({ declared: 'windows-1251', actual: 'utf-8', byteOrderMark: true });
    expect(codesOf(report)).toEqual(['warning encoding-misdeclared']);
    put('import.xml', Buffer.from(`\ufeff${xml.replace('windows-1251', 'UTF-16')}`, 'utf16le'));
    expect((await check(folder)).findings).toEqual([]);
  });

  it('a folder below that may not be opened is told, the rest is checked; the folder itself is refused', async () => {
    const closed = path.join(folder, 'closed');
    put('import.xml', damaged('offers-without-product/import.xml'));
    mkdirSync(closed);
    chmodSync(closed, 0);
    chmodSync(root, 0o755);
    const report = await unprivileged(async () => {
      await expect(check(closed)).rejects.toMatchObject({ code: 'UZ1607', detail: 'folderUnreadable' });
      return await check(folder);
    });
    chmodSync(closed, 0o700);
    expect(report.findings).toMatchObject([{ code: 'unreadable', places: [{ file: 'closed/' }] }]);
    expect(report.files).toHaveLength(1);
  });

  it('a folder without any feed is told, and a path that is not there', async () => {
    put('notes.txt', 'nothing');
    expect(codesOf(await check(folder))).toEqual(['error nothing-to-check']);
    const inner = new AdmZip();
    inner.addFile('import.xml', Buffer.from(damaged('extent-unsaid.xml')));
    const outer = new AdmZip();
    outer.addFile('inner.zip', inner.toBuffer());
    put('outer.zip', outer.toBuffer());
    expect(codesOf(await check(path.join(folder, 'outer.zip')))).toEqual([
      'error nothing-to-check',
      'warning zip-in-zip',
    ]);
    await expect(check(path.join(folder, 'absent'))).rejects.toMatchObject({ code: 'UZ1607' });
  });
});

describe('the limits of memory', () => {
  it('a file over 64 MB is not compared with its schema, which the report says', async () => {
    const findings = new Findings();
    const large = { name: 'large.xml', path: 'large.xml', bytes: LARGEST_CHECKED + 1, open: () => failing() };
    const head = {
      content: 'xml' as const,
      encoding: null,
      declared: null,
      root: null,
      firstChild: null,
      doctypeLine: null,
    };
    expect(await checkSchema(large, head, findings)).toBeNull();
    expect(findings.list()).toEqual([
      expect.objectContaining({ code: 'schema-skipped', severity: 'note', values: { limit: 64 } }),
    ]);
  });

  it('more ids than are remembered are known to be so', () => {
    const ids = new References(2);
    for (const id of ['a', 'b']) ids.define(id);
    expect(ids.overflow).toBe(false);
    ids.define('a');
    expect(ids.overflow).toBe(false);
    ids.define('c');
    expect(ids.overflow).toBe(true);
    const many = new References();
    for (let n = 0; n < 100_000; n++) many.refer('a', { file: 'f', line: n + 1, scope: `catalogue ${n}` });
    expect([...many.open(({ line }) => -line)]).toEqual([{ id: 'a', file: 'f', line: 1, scope: 'catalogue 0' }]);
  });

  it('a thousand kinds of findings are kept, the others are counted', () => {
    const findings = new Findings();
    for (let n = 0; n < 1500; n++)
      findings.add('schema-unknown-element', { file: 'a.xml', line: n + 1 }, { subject: `Товар/Поле${n}` });
    const list = findings.list();
    expect(list).toHaveLength(1001);
    expect(list.at(-1)).toMatchObject({ code: 'findings-cut', count: 500 });
    findings.add('truncated', { file: 'b.xml' });
    expect(findings.hasErrors).toBe(true);
    expect(findings.list()[0]).toMatchObject({ code: 'truncated', severity: 'error' });
  });
});

describe('the report', () => {
  it('as JSON has what docs/how-to/check-an-export.md says', async () => {
    const report = await check(path.join(DAMAGED, 'duplicate-id.xml'));
    const json = JSON.parse(JSON.stringify(reportJson(report, wordsOf('en'))));
    expect(json).toMatchObject({ format: 1, source: 'file', language: 'en', ok: true });
    expect(json.totals).toEqual({ errors: 0, warnings: 1, notes: 0 });
    expect(json.findings).toEqual([
      {
        code: 'duplicate-id',
        severity: 'warning',
        subject: 'Товар/Ид',
        count: 1,
        what: 'One Ид twice in a file (Товар/Ид): 1 time',
        why: expect.stringContaining('overwrites'),
        advice: expect.stringMatching(/\w/),
        places: [{ file: 'duplicate-id.xml', line: 45, value: 'tea-sencha ← 31' }],
      },
    ]);
  });

  it('keeps to the width, and shows no control characters of a file', async () => {
    put('import.xml', damaged('group-unknown.xml').replace('group-black', 'group\u202e-black'));
    const report = await check(folder);
    for (const text of Object.values(textsOf(report))) {
      expect(text).not.toContain('\u202e');
      const prose = text.split('\n').filter((line) => /^ {2}\S/.test(line) && !line.includes('.xml'));
      for (const line of prose) expect(line.length).toBeLessThanOrEqual(100);
    }
  });
});

/** root may open everything: its rights are laid down meanwhile. */
async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

async function* failing(): AsyncGenerator<Uint8Array> {
  yield await Promise.reject(new Error('must not be read'));
}
