import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openRest, type Rest } from '../api/open-rest.js';

/** What somebody has who installed the built package: the page on the client, run as plain JavaScript and checked as TypeScript. */
const run = promisify(execFile);
const PAGE = 'docs/how-to/use-the-client.md';
const TSCONFIG = {
  compilerOptions: {
    ...{ target: 'ES2022', module: 'NodeNext', strict: true, exactOptionalPropertyTypes: true, noEmit: true },
    ...{ noUncheckedIndexedAccess: true, skipLibCheck: false, types: ['node'] },
    typeRoots: [path.join(process.cwd(), 'node_modules', '@types')],
  },
  include: ['*.ts'],
};
const TYPED = `import { createClient, type Schemas } from 'uzel/client';

const uzel = createClient({ url: 'http://localhost:8080', key: 'k', fetch });
export const order: Promise<Schemas['Order']> = uzel.get('/v1/orders/{id}', { params: { id: 'x' } }).then(({ data }) => data);
// @ts-expect-error there is no such address
await uzel.get('/v1/cats');
`;

let folder: string;
let rest: Rest;
beforeAll(async () => {
  rest = await openRest();
  folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-client-'));
  await mkdir(path.join(folder, 'node_modules'));
  await symlink(process.cwd(), path.join(folder, 'node_modules', 'uzel'));
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await rest.close();
});

describe('uzel/client of the built package', () => {
  it('does all that its page shows', async () => {
    const page = await readFile(PAGE, 'utf8');
    const blocks = Array.from(page.matchAll(/^```js\n(.*?)^```/gms), ([, block]) => block ?? '');
    expect(blocks.length).toBeGreaterThan(6);
    const check = `console.log(JSON.stringify([shop.id, page.items.length, changed, order.version, typeof receive]));`;
    await writeFile(path.join(folder, 'page.js'), `${blocks.join('\n')}\n${check}\n`);
    const { NODE_OPTIONS: _, ...env } = process.env;
    const { stdout } = await run(process.execPath, ['page.js'], {
      cwd: folder,
      env: { ...env, UZEL_URL: rest.url, UZEL_KEY: rest.key },
    });
    expect(stdout).toMatch(/^UZ1501 422 \S/m);
    expect(stdout).toMatch(/^customer\.name \S/m);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('["main",0,null,1,"function"]');
    const orders = await rest.get('/v1/orders');
    expect(orders.body.items).toMatchObject([{ version: 2, comment: 'Зателефонувати' }]);
  });

  it('needs none of the server, nor its dependencies', async () => {
    const script = `import 'uzel/client'; const { createRequire } = await import('node:module');
      console.log(Object.keys(createRequire(import.meta.url).cache).filter((file) => !/standardwebhooks|stablelib|fast-sha256/.test(file)).join());`;
    await writeFile(path.join(folder, 'alone.js'), script);
    const { stdout } = await run(process.execPath, ['alone.js'], { cwd: folder });
    expect(stdout.trim()).toBe('');
  });

  it('has its types under strict settings', async () => {
    await writeFile(path.join(folder, 'typed.ts'), TYPED);
    const tsc = path.join(process.cwd(), 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', folder], { cwd: folder }).catch(
      (failed: { stdout: string }) => failed,
    );
    expect(stdout).toBe('');
  });
});
