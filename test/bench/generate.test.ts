import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import AdmZip from 'adm-zip';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import iconv from 'iconv-lite';
import { generate } from './generate.mjs';

interface Item {
  readonly Ид: string;
  readonly Цены?: unknown;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-generate-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function made(name: string, wanted: Omit<Parameters<typeof generate>[0], 'directory'>) {
  const made = await generate({ directory: path.join(folder, name), ...wanted });
  const files = new Map<string, Buffer>();
  for (const file of made.files) files.set(file.name, await readFile(file.path));
  return { made, read: (file: string) => files.get(file) ?? Buffer.alloc(0) };
}

function itemsOf(file: Buffer | string, container: string, list: string, item: string): Item[] {
  const text = file.toString().replace(/^\ufeff/, '');
  expect(XMLValidator.validate(text)).toBe(true);
  const root = new XMLParser({ ignoreAttributes: false, parseTagValue: false }).parse(text).КоммерческаяИнформация;
  return root[container][list][item];
}
const products = (file: Buffer | string) => itemsOf(file, 'Каталог', 'Товары', 'Товар');
const offers = (file: Buffer | string) => itemsOf(file, 'ПакетПредложений', 'Предложения', 'Предложение');
const idsOf = (items: readonly Item[]) => items.map(({ Ид }) => Ид);
const differing = (one: readonly Item[], other: readonly Item[]) =>
  one.flatMap((item, index) => (JSON.stringify(item) === JSON.stringify(other[index]) ? [] : [index]));

describe('the generator of catalogues', () => {
  it('makes as many products as wanted, each with an id of its own, and two offers to a product', async () => {
    const { made: all, read } = await made('counted', { products: 200 });
    const goods = idsOf(products(read('import.xml')));
    expect(new Set(goods).size).toBe(200);
    const offered = idsOf(offers(read('offers.xml')));
    expect(new Set(offered).size).toBe(400);
    expect(new Set(offered.map((id) => id.split('#')[0]))).toEqual(new Set(goods));
    expect(all.offers).toBe(400);
    expect(all.files).toMatchObject([
      { name: 'import.xml', records: 200, bytes: read('import.xml').length },
      { name: 'offers.xml', records: 400, bytes: read('offers.xml').length },
    ]);
  });

  it('gives an offer three prices and four warehouses, a product six properties and five requisites', async () => {
    const { read } = await made('whole', { products: 8 });
    expect(products(read('import.xml'))[0]).toMatchObject({
      ЗначенияСвойств: { ЗначенияСвойства: { length: 6 } },
      ЗначенияРеквизитов: { ЗначениеРеквизита: { length: 5 } },
    });
    expect(offers(read('offers.xml'))[0]).toMatchObject({ Цены: { Цена: { length: 3 } }, Склад: { length: 4 } });
  });

  it('the same arguments give the same bytes, another seed others', async () => {
    const [one, same, other] = [
      await made('one', { products: 20, seed: 5 }),
      await made('same', { products: 20, seed: 5 }),
      await made('other', { products: 20, seed: 6 }),
    ];
    for (const file of ['import.xml', 'offers.xml']) {
      expect(same.read(file).length).toBeGreaterThan(10_000);
      expect(same.read(file).equals(one.read(file))).toBe(true);
      expect(other.read(file).equals(one.read(file))).toBe(false);
    }
  });

  it('unchanged: the same records under another time', async () => {
    const [first, unchanged] = [
      await made('first', { products: 20 }),
      await made('again', { products: 20, phase: 'unchanged' }),
    ];
    for (const file of ['import.xml', 'offers.xml']) {
      const [one, other] = [first.read(file).toString(), unchanged.read(file).toString()];
      expect(other).not.toBe(one);
      const withoutTime = (text: string) => text.replace(/ДатаФормирования="[^"]*"/, '');
      expect(withoutTime(other)).toBe(withoutTime(one));
    }
  });

  it('onePercent: one of each hundred products and offers differs, at different places', async () => {
    const [first, changed] = [
      await made('before', { products: 400 }),
      await made('after', { products: 400, phase: 'onePercent' }),
    ];
    const goods = differing(products(first.read('import.xml')), products(changed.read('import.xml')));
    expect(goods.map((index) => Math.floor(index / 100))).toEqual([0, 1, 2, 3]);
    expect(new Set(goods.map((index) => index % 100)).size).toBe(4);
    const offered = differing(offers(first.read('offers.xml')), offers(changed.read('offers.xml')));
    expect(offered.map((index) => Math.floor(index / 100))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it.each([
    ['prices', 'Цены', 'Остатки'],
    ['rests', 'Остатки', 'Цены'],
  ])('%s: every offer, with nothing but its id and its %s', async (phase, said, unsaid) => {
    const whole = offers((await made(`${phase}-whole`, { products: 40 })).read('offers.xml'));
    const alone = offers((await made(phase, { products: 40, phase })).read(`${phase}.xml`));
    expect(idsOf(alone)).toEqual(idsOf(whole));
    for (const offer of alone) expect(Object.keys(offer)).toEqual(['Ид', said]);
    expect(unsaid in (alone[0] ?? {})).toBe(false);
    const text = JSON.stringify(alone);
    for (const { Цены } of whole) expect(text).not.toContain(JSON.stringify(Цены));
  });

  it('another round of prices and rests says something new again; 1 % changed afterwards differs from it in one of a hundred', async () => {
    const wanted = { products: 200, offersEach: 3 };
    const read = async (phase: string, round: number) =>
      offers(
        (await made(`${phase}-${round}`, { ...wanted, phase, round })).read(
          phase === 'onePercent' ? 'offers.xml' : `${phase}.xml`,
        ),
      );
    const both = [await read('prices', 0), await read('prices', 1)] as const;
    expect(both[0]).toHaveLength(600);
    expect(differing(...both)).toHaveLength(600);
    expect(differing(await read('rests', 0), await read('rests', 1))).toHaveLength(600);
    const changed = await read('onePercent', 1);
    const prices = (items: readonly Item[]) => items.map(({ Ид, Цены }) => ({ Ид, Цены }));
    expect(differing(prices(changed), prices(both[0]))).toHaveLength(6);
  });

  it('windows-1251 and ZIP hold the same text', async () => {
    const [utf8, cp1251] = [
      await made('utf8', { products: 40 }),
      await made('cp1251', { products: 40, encoding: 'windows-1251', zip: true }),
    ];
    const archive = new AdmZip(path.join(folder, 'cp1251', 'catalogue.zip'));
    for (const file of ['import.xml', 'offers.xml']) {
      const decoded = iconv.decode(cp1251.read(file), 'windows-1251');
      const text = utf8
        .read(file)
        .toString()
        .replace(/^\ufeff/, '')
        .replace('encoding="UTF-8"', 'encoding="windows-1251"');
      expect(decoded).toBe(text);
      expect(archive.readFile(file)?.equals(cp1251.read(file))).toBe(true);
    }
    expect(archive.getEntries().map(({ entryName }) => entryName)).toEqual(['import.xml', 'offers.xml']);
  });
});
