import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runUzel } from './support/run-uzel.js';

/** No database may be touched: this one cannot be reached. */
const nothing = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' };
const uzel = (words: readonly string[], environment = {}) => runUzel({ ...nothing, ...environment }, 'check', ...words);

describe('uzel check', () => {
  it('of a good export describes it and exits with 0, in Russian unless the environment says otherwise', async () => {
    const { code, stdout, stderr } = await uzel(['fixtures/trade-207']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Проверено: fixtures\/trade-207\n/);
    expect(stdout).toMatch(/import0_1\.xml +каталог +полная +2\.07 +utf-8 BOM/);
    expect(stdout).toContain('5 групп, 3 свойства, 5 товаров');
    expect(stdout).toMatch(/Всё в порядке\.\n$/);
  });

  it('of a damaged one exits with 1 and names file, line, code, and what to do', async () => {
    const { code, stdout, stderr } = await uzel(['fixtures/damaged/offers-without-product'], { LC_ALL: 'en_GB.UTF-8' });
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/ERRORS \(1\)\n\n✗ .*\[offer-without-product\]\n {4}offers\.xml:33 +tea-matcha\n/);
    expect(stdout).toContain('→ Check whether all portions');
    expect(stdout).toMatch(/In all: 1 error, 0 warnings, 0 notes\.\n$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(stdout).not.toMatch(/\u001b/);
  });

  it('warnings alone are no failure', async () => {
    const { code, stdout } = await uzel(['fixtures/damaged/duplicate-id.xml'], { LANG: 'uk_UA.UTF-8' });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Перевірено: .*ПОПЕРЕДЖЕННЯ \(1\)/s)]);
  });

  it('--json prints one document, and exits the same', async () => {
    const { code, stdout, stderr } = await uzel(['fixtures/hostile/doctype.xml', '--json', '--lang', 'uk']);
    expect([code, stderr, stdout.trimEnd().split('\n').length]).toEqual([1, '', 1]);
    expect(JSON.parse(stdout)).toMatchObject({
      format: 1,
      path: 'fixtures/hostile/doctype.xml',
      language: 'uk',
      ok: false,
      totals: { errors: 1, warnings: 0, notes: 0 },
      findings: [{ code: 'doctype', what: 'У файлі є оголошення DOCTYPE', places: [{ file: 'doctype.xml', line: 2 }] }],
    });
  });

  it('a path that is not there is told in a sentence', async () => {
    const { code, stdout, stderr } = await uzel(['fixtures/absent']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe('fixtures/absent не читается: проверьте, верно ли указан путь. (UZ1607)\n');
  });

  it('obeys the limits of the server that is set up', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'uzel-check-'));
    try {
      const file = path.join(folder, 'a.xml');
      await writeFile(file, `<КоммерческаяИнформация>${'<а>'.repeat(20)}${'</а>'.repeat(20)}</КоммерческаяИнформация>`);
      const { code, stdout } = await uzel([file], { XML_DEPTH: '10' });
      expect([code, stdout]).toEqual([1, expect.stringContaining('[over-limit]')]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
