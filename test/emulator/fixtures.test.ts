import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import { bomb, SLIPPING_NAMES, slippingArchive } from '../../fixtures/hostile/archives.mjs';
import { type EmulatorReport, readScript, replayScript, runEmulator } from '../../src/emulator/index.js';
import { type FakeSite, INFO, openFakeSite } from './fake-site.js';

const fixtures = path.join(process.cwd(), 'fixtures');
const dialects = ['utp-204', 'trade-207', 'trade-207-rests', 'unf-208', 'unf-bitrix-210', 'bitrix3-31'];

let site: FakeSite | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Steps without what is made anew at each run: the names of order files. */
const shapeOf = (steps: readonly { type: string; mode: string; name: string }[]): string[] =>
  steps.map(({ type, mode, name }) =>
    `${type} ${mode} ${name}`
      .replaceAll(/&[^ ]*/g, '')
      .replace(/(orders|1cbitrix)-.*/, '$1')
      .replace(/_[0-9a-f-]{36}/, ''),
  );

describe.each([...dialects, 'demo'])('fixtures/%s', (dialect) => {
  it('is well-formed and every picture that it names is there', async () => {
    const folder = path.join(fixtures, dialect);
    for (const file of await filesOf(folder)) {
      if (!file.endsWith('.xml')) continue;
      const text = (await readFile(file, 'utf8')).replace(/^\ufeff/, '');
      expect(XMLValidator.validate(text)).toBe(true);
      for (const [, picture = ''] of text.matchAll(/<Картинка>([^<]+)</g)) {
        expect(existsSync(path.join(folder, picture))).toBe(true);
      }
    }
  });
});

describe.each(dialects)('fixtures/%s/steps.json', (dialect) => {
  it('is what a server is told, in this order', async () => {
    const folder = path.join(fixtures, dialect);
    const script = await readScript(folder);
    const encoding = script.profile === 'bitrix3' ? 'UTF-8' : 'windows-1251';
    site = await openFakeSite(({ mode }) =>
      mode === 'query' ? `<?xml version="1.0" encoding="${encoding}"?>\n<a/>` : undefined,
    );
    const made = await replayScript(folder, { url: site.url, login: 'l', password: 'p' });
    expect(made).toHaveLength(script.steps.length);
    const posted = site.seen.filter((one) => one.mode === 'file');
    expect(posted.every((one) => one.method === 'POST' && one.body.length > 0)).toBe(true);
    const token = script.steps.some((step) => step.type.includes('{token}'));
    const inType = '?type=catalog&sessid=feed&version=2.09&cmlVersion=2.10&mode=init';
    expect(site.lines().some((line) => line.includes(inType))).toBe(token);
    expect(site.lines().join()).not.toMatch(/[{}]/);
  });

  it('stops at an answer that is not the expected one', async () => {
    site = await openFakeSite(({ mode }) => (mode === 'import' ? 'failure\nno' : undefined));
    await expect(
      replayScript(path.join(fixtures, dialect), { url: site.url, login: 'l', password: 'p' }),
    ).rejects.toThrow(/Step \d+ .*import/);
  });
});

describe.each([
  ['utp-204', 'utp'],
  ['trade-207', 'trade'],
  ['trade-207-rests', 'trade'],
  ['unf-208', 'unf'],
  ['unf-bitrix-210', 'unf-bitrix'],
  ['bitrix3-31', 'bitrix3'],
] as const)('%s', (dialect, profile) => {
  it('is exchanged by the emulator just as steps.json says', async () => {
    site = await openFakeSite(({ mode }) =>
      mode === 'query' ? { body: '<?xml version="1.0"?><a/>' } : mode === 'info' ? INFO : undefined,
    );
    const folder = path.join(fixtures, dialect);
    const orders = ['orders-from-1c.xml', 'documents.xml'].map((name) => path.join(folder, name));
    const ordersToSend = orders.filter((file) => existsSync(file));
    const login = { url: site.url, login: 'l', password: 'p' };
    const report: EmulatorReport = await runEmulator({ ...login, profile, directory: folder, ordersToSend });
    const made = report.steps.map(({ type, mode, url }) => ({
      type,
      mode,
      name: /filename=([^&]*)/.exec(url)?.[1] ?? '',
    }));
    const { steps } = await readScript(folder);
    const written = steps.map(({ type, mode, file, filename }) => ({ type, mode, name: filename ?? file ?? '' }));
    expect(report.verdict).toBe('success');
    expect(shapeOf(made).sort()).toEqual(shapeOf(written).sort());
    const withoutPictures = (shape: string[]) => shape.filter((line) => !line.includes('import_files'));
    expect(withoutPictures(shapeOf(made))).toEqual(withoutPictures(shapeOf(written)));
  });
});

describe('hostile archives', () => {
  it('carry their names as they are', () => {
    for (const name of SLIPPING_NAMES) expect(slippingArchive(name).includes(name)).toBe(true);
  });

  it('a bomb is small', () => {
    expect(bomb(10_000_000).length).toBeLessThan(20_000);
  });
});
