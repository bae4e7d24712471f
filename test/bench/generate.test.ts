import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

const script = path.join(process.cwd(), 'test', 'bench', 'generate.mjs');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-generate-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function generate(name: string, ...words: string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, [script, path.join(folder, name), ...words]);
  const read = (file: string) => readFile(path.join(folder, name, file));
  return { made: JSON.parse(stdout), imports: await read('import.xml'), offers: await read('offers.xml') };
}

function idsOf(file: Buffer, container: string, list: string, item: string): string[] {
  const text = file.toString('utf8').replace(/^\ufeff/, '');
  expect(XMLValidator.validate(text)).toBe(true);
  const root = new XMLParser({ ignoreAttributes: true, parseTagValue: false }).parse(text).КоммерческаяИнформация;
  return root[container][list][item].map((one: { Ид: string }) => one.Ид);
}

describe('the generator of catalogues', () => {
  it('makes as many goods as wanted, each with an id of its own, and an offer for each', async () => {
    const { made, imports, offers } = await generate('counted', '--products', '200');
    const goods = idsOf(imports, 'Каталог', 'Товары', 'Товар');
    expect(new Set(goods).size).toBe(200);
    expect(made).toMatchObject({ products: 200, importBytes: imports.length, offersBytes: offers.length });
    const offered = idsOf(offers, 'ПакетПредложений', 'Предложения', 'Предложение');
    expect(new Set(offered).size).toBe(made.offers);
    expect(new Set(offered.map((id) => id.split('#')[0]))).toEqual(new Set(goods));
  });

  it('the same arguments give the same bytes, another seed others', async () => {
    const [one, same, other] = [
      await generate('one', '--products', '20', '--seed', '5'),
      await generate('same', '--products', '20', '--seed', '5'),
      await generate('other', '--products', '20', '--seed', '6'),
    ];
    expect(same.imports).toEqual(one.imports);
    expect(same.offers).toEqual(one.offers);
    expect(other.imports.equals(one.imports)).toBe(false);
  });

  it('makes a file of a wanted size, to within one good', async () => {
    await generate('sized', '--bytes', '300K');
    const { size } = await stat(path.join(folder, 'sized', 'import.xml'));
    expect(size).toBeGreaterThanOrEqual(300 * 1024);
    expect(size).toBeLessThan(310 * 1024 + 10_000);
  });
});
