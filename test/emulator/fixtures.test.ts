import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import { bomb, SLIPPING_NAMES, slippingArchive } from '../../fixtures/hostile/archives.mjs';
import { type EmulatorReport, readScript, replayScript, runEmulator } from '../../src/emulator/index.js';
import { type FakeSite, openFakeSite } from './fake-site.js';

const fixtures = path.join(process.cwd(), 'fixtures');
const dialects = ['utp-204', 'trade-207', 'trade-207-rests', 'unf-208'];

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
  steps.map(({ type, mode, name }) => `${type} ${mode} ${name.replace(/^(orders|1cbitrix)-.*/, '$1')}`);

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
    site = await openFakeSite(({ mode }) =>
      mode === 'query' ? '<?xml version="1.0" encoding="windows-1251"?>\n<a/>' : undefined,
    );
    const made = await replayScript(folder, { url: site.url, login: 'l', password: 'p' });
    const script = await readScript(folder);
    expect(made).toHaveLength(script.steps.length);
    const posted = site.seen.filter((one) => one.method === 'POST');
    expect(posted.every((one) => one.body.length > 0)).toBe(true);
    const token = script.steps.some((step) => step.type.includes('{token}'));
    expect(site.lines().some((line) => line.includes('?type=catalog&sessid=feed&mode=init'))).toBe(token);
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
] as const)('%s', (dialect, profile) => {
  it('is exchanged by the emulator just as steps.json says', async () => {
    site = await openFakeSite(({ mode }) =>
      mode === 'query' ? '<?xml version="1.0"?><КоммерческаяИнформация/>' : undefined,
    );
    const folder = path.join(fixtures, dialect);
    const orders = path.join(folder, 'orders-from-1c.xml');
    const ordersToSend = existsSync(orders) ? [orders] : [];
    const login = { url: site.url, login: 'l', password: 'p' };
    const report: EmulatorReport = await runEmulator({ ...login, profile, directory: folder, ordersToSend });
    const made = report.steps.map(({ type, mode, url }) => ({
      type,
      mode,
      name: /filename=(.*)/.exec(url)?.[1] ?? '',
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
