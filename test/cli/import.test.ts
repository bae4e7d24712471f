import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import AdmZip from 'adm-zip';
import { type CliWorld, openCliWorld } from './support/cli-world.js';
import { startUzel } from './support/run-uzel.js';

interface Imported {
  readonly exchange: string;
  readonly failed: number;
  readonly files: readonly {
    readonly name: string;
    readonly state: string;
    readonly text: string;
    readonly code?: string;
  }[];
}

const FOLDER = path.join(process.cwd(), 'fixtures', 'trade-207');
let world: CliWorld;
beforeAll(async () => {
  world = await openCliWorld();
  await world.run('node', 'add', 'shop', '--login', 'shop', '--password', 'secret');
});
afterAll(() => world.close());

const count = async (table: string): Promise<number> => Number((await world.knex(table).count())[0]?.count);

describe('uzel import', () => {
  it('imports a folder as 1C exports it, pictures too', async () => {
    const done = await world.json<Imported>('import', FOLDER, '--node', 'shop');
    expect(done.failed).toBe(0);
    expect(done.files.map((file) => file.name)).toEqual(expect.arrayContaining(['import0_1.xml', 'offers0_1.xml']));
    expect(await count('products')).toBeGreaterThan(0);
    expect(await count('offers')).toBeGreaterThan(0);
    expect(await count('files')).toBeGreaterThan(0);
  });

  it('leaves out what desktops put into folders', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'uzel-litter-'));
    await copyFile(path.join(FOLDER, 'import0_1.xml'), path.join(folder, 'import0_1.xml'));
    await writeFile(path.join(folder, 'Thumbs.db'), 'thumbs');
    await writeFile(path.join(folder, '.DS_Store'), 'store');
    const done = await world.json<Imported>('import', folder, '--node', 'shop');
    expect(done.files.map((file) => [file.name, file.state])).toEqual([['import0_1.xml', 'done']]);
  });

  it('imports a ZIP; what is already there is not written again', async () => {
    const zip = new AdmZip();
    zip.addLocalFile(path.join(FOLDER, 'import0_1.xml'));
    zip.addLocalFile(path.join(FOLDER, 'offers0_1.xml'));
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'uzel-zip-')), 'v8_1.zip');
    zip.writeZip(file);
    const [before] = await world.knex('change_counters');
    const { code, stdout } = await world.run('import', file, '--node', 'shop');
    expect(code).toBe(0);
    expect(stdout).toMatch(/✓ offers0_1\.xml: Загружено: предложений \d+/);
    expect(stdout).toMatch(/uzel exchange show [0-9a-f-]{36}/);
    expect(await world.knex('change_counters')).toEqual([before]);
  });

  it('ends with 1 and names the place when a file is malformed', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'uzel-bad-')), 'import.xml');
    await writeFile(
      file,
      '<?xml version="1.0"?>\n<КоммерческаяИнформация>\n<Каталог></Товары></КоммерческаяИнформация>',
    );
    const { code, stdout } = await world.run('import', file, '--node', 'shop');
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ import\.xml: .*строка 3/s);
  });

  it('reads a large feed in a thread, which waits for the next one but keeps nobody waiting', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'uzel-large-')), 'import.xml');
    const products = Array.from(
      { length: 3000 },
      (_, no) => `<Товар><Ид>large-${no}</Ид><Наименование>${'Длинное имя '.repeat(20)}${no}</Наименование></Товар>`,
    );
    const catalogue = `<Каталог СодержитТолькоИзменения="true"><Ид>large</Ид><Товары>${products.join('\n')}</Товары></Каталог>`;
    await writeFile(
      file,
      `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.07">${catalogue}</КоммерческаяИнформация>`,
    );
    expect((await stat(file)).size).toBeGreaterThan(1024 * 1024);
    const before = await count('products');
    // A process that waited with its thread would be cut off by the test's time.
    expect(await world.run('import', file, '--node', 'shop')).toMatchObject({ code: 0 });
    expect(await count('products')).toBe(before + 3000);
    await rm(path.dirname(file), { recursive: true });
  });

  it('says what is wrong with a path, a node, or a missing --node', async () => {
    const nowhere = await world.run('import', '/nonexistent.xml', '--node', 'shop');
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringMatching(/cannot be read.*UZ1607/) });
    const nobody = await world.run('import', FOLDER, '--node', 'nobody');
    expect(nobody).toMatchObject({ code: 1, stderr: expect.stringMatching(/UZ1507/) });
    expect(await world.run('import', FOLDER)).toMatchObject({ code: 2 });
  });
});

describe('uzel emulate', () => {
  it('exchanges with a running server: catalogue, orders, their fate; shows each step', async () => {
    const server = startUzel(world.env, 'serve');
    try {
      const url = await server.until('the address', () => /http:\/\/\S+1c_exchange/.exec(server.stdout())?.[0]);
      const address = ['--url', url.replace(/\/\/[^:/]+/, '//127.0.0.1'), '--login', 'shop', '--profile', 'trade'];
      const ok = await world.run(
        'emulate',
        ...address,
        '--password',
        'secret',
        '--dir',
        FOLDER,
        '--orders',
        '--no-zip',
      );
      expect(ok).toMatchObject({ code: 0, stderr: '' });
      expect(ok.stdout).toMatch(/catalog +import +import0_1\.xml/);
      expect(ok.stdout).toMatch(/sale +file +…[0-9a-f-]+_1\.xml/);
      expect(ok.stdout).toMatch(/^OK in /m);
      expect(ok.stdout).not.toContain('secret');
      const portions = await world.json<{ verdict: string; steps: { mode: string }[] }>(
        'emulate',
        ...address,
        '--password',
        'secret',
        '--dir',
        FOLDER,
        '--portion',
        '1',
      );
      expect(portions.verdict).toBe('success');
      expect(portions.steps.filter((step) => step.mode === 'checkauth').length).toBeGreaterThan(2);
      const wrong = await world.run('emulate', ...address, '--password', 'wrong', '--dir', FOLDER);
      expect(wrong.code).toBe(1);
      expect(wrong.stdout).toMatch(/FAILED/);
      const record = path.join(await mkdtemp(path.join(tmpdir(), 'uzel-record-')), 'new');
      const login = [...address.slice(0, 4), '--password', 'secret'];
      expect(await world.run('emulate', ...login, '--dir', FOLDER, '--record', record)).toMatchObject({ code: 0 });
      const replayed = await world.run('emulate', ...login, '--replay', record);
      expect(replayed).toMatchObject({ code: 0, stdout: expect.stringMatching(/import0_1\.xml[\s\S]*^OK in /m) });
      const again = await world.run('emulate', ...login, '--dir', FOLDER, '--record', record);
      expect(again).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/not empty.*UZ1607/) });
      await rm(path.dirname(record), { recursive: true });
    } finally {
      server.child.kill('SIGTERM');
      await server.ended;
    }
  });

  it('refuses nonsense before it sends anything', async () => {
    const base = ['emulate', '--url', 'http://127.0.0.1:1/1c_exchange', '--login', 'a', '--password', 'b'];
    expect(await world.run(...base, '--portion', '0')).toMatchObject({ code: 2 });
    expect(await world.run(...base, '--profile', 'erp')).toMatchObject({ code: 2 });
    expect(await world.run(...base)).toMatchObject({ code: 2, stderr: expect.stringMatching(/nothing to exchange/) });
    expect(await world.run(...base, '--replay', FOLDER, '--no-zip')).toMatchObject({ code: 2 });
    const nowhere = await world.run(...base, '--dir', '/nonexistent', '--orders');
    expect(nowhere).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/cannot be read.*UZ1607/) });
  });
});
