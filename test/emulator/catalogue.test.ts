import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import AdmZip from 'adm-zip';
import iconv from 'iconv-lite';
import { type EmulatorOptions, type EmulatorReport, runEmulator } from '../../src/emulator/index.js';
import { type FakeSite, openFakeSite, type Responder } from './fake-site.js';

const TWO_GOODS =
  '<?xml version="1.0"?><КоммерческаяИнформация><Классификатор><Ид>k</Ид></Классификатор>' +
  '<Каталог СодержитТолькоИзменения="false"><Ид>c</Ид><Товары>' +
  '<Товар><Ид>1</Ид><Картинка>import_files/aa/1.jpg</Картинка></Товар>' +
  '<Товар><Ид>2</Ид><Картинка>import_files/bb/2.jpg</Картинка></Товар></Товары></Каталог></КоммерческаяИнформация>';
const TWO_OFFERS =
  '<?xml version="1.0"?><КоммерческаяИнформация><ПакетПредложений СодержитТолькоИзменения="false"><Ид>c#</Ид>' +
  '<Предложения><Предложение><Ид>1</Ид></Предложение><Предложение><Ид>2</Ид></Предложение></Предложения>' +
  '</ПакетПредложений></КоммерческаяИнформация>';

let site: FakeSite;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-emulator-'));
  await put('import.xml', TWO_GOODS);
  await put('offers.xml', TWO_OFFERS);
  await put('orders-from-1c.xml', '<a/>');
  await put('steps.json', '{}');
  await put('import_files/aa/1.jpg', 'one');
  await put('import_files/bb/2.jpg', 'two');
  await put('import_files/bb/deep/3.jpg', 'too deep');
});
afterEach(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

async function put(name: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
}

async function run(options: Partial<EmulatorOptions>, responder?: Responder): Promise<EmulatorReport> {
  site = await openFakeSite(responder);
  return await runEmulator({ url: site.url, login: 'l', password: 'p', profile: 'utp', directory: folder, ...options });
}

/** `mode filename` of each request; `|` before each checkauth. */
function shape(): string {
  const named = site.seen.map(({ mode, url }) => `${mode} ${/filename=(.*)/.exec(url)?.[1] ?? ''}`.trim());
  return named.join(', ').replaceAll(/,? ?checkauth/g, '|');
}

const zipped: Responder = ({ mode }) => (mode === 'init' ? 'zip=yes\nfile_limit=100' : undefined);

describe('УТП', () => {
  it('sends everything in one exchange: XML, pictures, then the imports', async () => {
    const report = await run({});
    expect(report).toMatchObject({ verdict: 'success', warnings: [], orders: [] });
    expect(shape()).toBe(
      '|, init, file import.xml, file offers.xml, file import_files/aa/1.jpg, file import_files/bb/2.jpg, ' +
        'import import.xml, import offers.xml',
    );
    expect(site.seen[2]?.body.toString()).toBe(TWO_GOODS);
    expect(new Set(site.seen.map((one) => one.connection)).size).toBe(site.seen.length);
  });

  it('names pictures by their full path on a Linux server', async () => {
    await run({ linuxServer: true });
    expect(shape()).toMatch(
      /^\|, init, file import\.xml, file offers\.xml, file \/tmp\/v8_[0-9A-F]{4}_\d+\/webdata\/import_files\/aa\/1\.jpg/,
    );
  });

  it('cuts names after the second dot, yet imports under the whole name', async () => {
    await put('import.old.xml', TWO_GOODS);
    await put('import_files/a.b.jpg', 'x');
    await run({});
    expect(shape()).toContain('file import.old, file import.xml,');
    expect(shape()).toContain('file import_files/a.b,');
    expect(shape()).toContain('import import.old.xml');
  });

  it('puts offers first when told so', async () => {
    await run({ order: 'offers-first' });
    expect(shape()).toMatch(/file offers\.xml, file import\.xml.*import offers\.xml, import import\.xml$/);
  });

  it('stops at the first file that is refused: no import is called', async () => {
    const report = await run({}, ({ url }) => (url.includes('offers') ? 'failure\nNo room' : undefined));
    expect(report.verdict).toBe('failure');
    expect(report.message).toMatch(/offers\.xml was not sent.*No room/s);
    expect(shape()).toBe('|, init, file import.xml, file offers.xml');
  });

  it('stops at the first import that fails', async () => {
    const report = await run({}, ({ mode }) => (mode === 'import' ? 'failure\nline 3' : undefined));
    expect(report.message).toMatch(/line 3/);
    expect(shape()).toMatch(/import import\.xml$/);
  });
});

describe('ZIP', () => {
  it('one archive of the whole folder, cut by file_limit, every piece under the same name', async () => {
    await run({}, zipped);
    const posts = site.seen.filter((one) => one.mode === 'file');
    expect(new Set(posts.map((one) => one.url)).size).toBe(1);
    expect(posts[0]?.url).toMatch(/filename=v8_[0-9A-F]{4}_\d+\.zip$/);
    expect(posts.slice(0, -1).every((one) => one.body.length === 100)).toBe(true);
    const zip = new AdmZip(Buffer.concat(posts.map((one) => one.body)));
    expect(zip.getEntries().map((entry) => entry.entryName)).toEqual([
      'import.xml',
      'offers.xml',
      'import_files/aa/1.jpg',
      'import_files/bb/2.jpg',
    ]);
    expect(zip.readAsText('import.xml')).toBe(TWO_GOODS);
    expect(shape()).toMatch(/import import\.xml, import offers\.xml$/);
  });

  it('as from Windows: back-slashes and CP866 without the UTF-8 flag', async () => {
    await put('import_files/Стол.jpg', 'x');
    await run({ windowsZip: true }, zipped);
    const archive = Buffer.concat(site.seen.filter((one) => one.mode === 'file').map((one) => one.body));
    expect(archive.includes(iconv.encode('import_files\\Стол.jpg', 'cp866'))).toBe(true);
    expect(archive.includes('import_files/')).toBe(false);
    // General-purpose flags of the first local header: bit 11 would say UTF-8.
    expect(archive.readUInt16LE(6) & 0x0800).toBe(0);
  });

  it('is not made when the option forbids it', async () => {
    await run({ zip: false }, zipped);
    expect(shape()).not.toContain('.zip');
  });
});

describe('pieces', () => {
  it('a limit of its own, when it is smaller than the server allows', async () => {
    await run({ fileLimit: 200 });
    const pieces = site.seen.filter((one) => one.url.endsWith('filename=import.xml') && one.mode === 'file');
    expect(pieces.length).toBe(Math.ceil(Buffer.byteLength(TWO_GOODS) / 200));
    expect(Buffer.concat(pieces.map((one) => one.body)).toString()).toBe(TWO_GOODS);
  });

  it('the server rules when it wants smaller ones, and 0 means none', async () => {
    await run({ fileLimit: 5000 }, ({ mode }) => (mode === 'init' ? 'zip=no\nfile_limit=500' : undefined));
    expect(Math.max(...site.seen.map((one) => one.body.length))).toBe(500);
    await site.close();
    await run({}, ({ mode }) => (mode === 'init' ? 'zip=no\nfile_limit=0' : undefined));
    expect(site.seen.filter((one) => one.mode === 'file')).toHaveLength(4);
  });
});

describe('BAS, УТ 11', () => {
  const trade = { profile: 'trade' } as const;

  it('makes an exchange for each XML file; the pictures go with the goods', async () => {
    const report = await run(trade);
    expect(report.verdict).toBe('success');
    expect(shape()).toBe(
      '|, init, file import.xml, file import_files/aa/1.jpg, file import_files/bb/2.jpg, import import.xml' +
        '|, init, file offers.xml, import offers.xml',
    );
  });

  it('never calls import when that option is on', async () => {
    await run({ ...trade, import: false });
    expect(shape()).not.toContain('import import');
  });

  it('cuts the catalogue into portions, each in an exchange of its own', async () => {
    await run({ ...trade, portion: 1 });
    expect(shape()).toBe(
      '|, init, file import0_1.xml, file import_files/aa/1.jpg, import import0_1.xml' +
        '|, init, file import0_2.xml, file import_files/bb/2.jpg, import import0_2.xml' +
        '|, init, file offers0_1.xml, import offers0_1.xml' +
        '|, init, file offers0_2.xml, import offers0_2.xml',
    );
  });

  it('goes on after a portion that failed and sends it again at the end', async () => {
    let refused = 0;
    const report = await run({ ...trade, portion: 1 }, ({ mode, url }) =>
      mode === 'import' && url.includes('import0_1') && refused++ === 0 ? 'failure\nbusy' : undefined,
    );
    expect(report.verdict).toBe('success');
    expect(report.warnings.join()).toMatch(/To be sent again.*busy/s);
    expect(shape()).toMatch(/import offers0_2\.xml\|, init, file import0_1\.xml.*import import0_1\.xml$/);
  });
});

describe('the folder', () => {
  it('without XML is a failure that says so', async () => {
    const report = await run({ directory: path.join(folder, 'import_files') });
    expect(report).toMatchObject({ verdict: 'failure', steps: [] });
    expect(report.message).toMatch(/no XML/);
  });

  it('that does not exist too', async () => {
    const report = await run({ directory: path.join(folder, 'nowhere') });
    expect(report.message).toMatch(/cannot be read/);
  });

  it('is left alone when the catalogue is switched off', async () => {
    const report = await run({ catalogue: false });
    expect(report.message).toMatch(/nothing to exchange/);
    expect(site.seen).toEqual([]);
  });
});
