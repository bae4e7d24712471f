import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** What somebody has who installed the built package: the suite under `node --test`, and types of his own kind under strict settings. */
const run = promisify(execFile);
const KIND = `import { defineNodeKind, NODE_KIND_API, z } from 'uzel';

export default defineNodeKind({
  name: 'outsider',
  apiVersion: NODE_KIND_API,
  settings: z.strictObject({
    brand: z.string().default('X').describe('The brand of goods that have none.'),
    mode: z.enum(['all', 'some']).optional().describe('Which orders it wants.'),
  }),
  directories: [{ name: 'codes', entryOf: ({ settings }, item) => ({ key: item.id, name: settings.brand.toUpperCase() }) }],
  products: ({ settings }, records) =>
    records.map((record) => (record.deleted ? { refused: 'gone' } : { ...record, brand: record.brand ?? settings.brand })),
  offers: async (_context, records) => records,
  wantsOrder: ({ settings }, order) => ({ wants: settings.mode === 'some' ? order.site === 'mine' : null }),
  checkOrder: () => [],
  writeOrder: (_context, { comment }) => ({ fields: { comment } }),
});
`;
const SUITE = (file: string) => `import { describe, it } from 'node:test';
import { describeNodeKind } from 'uzel/testing';
import kind from './${file}';

describeNodeKind(kind, { describe, it, settings: { brand: 'Y' }, deadlineMs: 300 });
`;
const TSCONFIG = {
  compilerOptions: {
    ...{ target: 'ES2022', module: 'NodeNext', strict: true, exactOptionalPropertyTypes: true, noEmit: true },
    ...{ noUncheckedIndexedAccess: true, skipLibCheck: false, types: ['node'] },
    typeRoots: [path.join(process.cwd(), 'node_modules', '@types')],
  },
  include: ['*.ts'],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'uzel-outsider-'));
  await mkdir(path.join(folder, 'node_modules'));
  await symlink(process.cwd(), path.join(folder, 'node_modules', 'uzel'));
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(path.join(folder, 'good.ts'), KIND);
  await writeFile(path.join(folder, 'good.js'), KIND);
  await writeFile(path.join(folder, 'good.test.mjs'), SUITE('good.js'));
  await writeFile(path.join(folder, 'bad.js'), KIND.replace('checkOrder: () => []', 'checkOrder: () => { for (;;); }'));
  await writeFile(path.join(folder, 'bad.test.mjs'), SUITE('bad.js'));
  await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
});
afterAll(async () => await rm(folder, { recursive: true }));

describe('a kind of somebody else', () => {
  it('is tested by the suite of the built package under node --test', async () => {
    const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
    const args = ['--test', '--test-reporter=tap', 'good.test.mjs', 'bad.test.mjs'];
    const { stdout } = await run(process.execPath, args, { cwd: folder, env }).catch(
      (failed: { stdout: string }) => failed,
    );
    const failed = Array.from(stdout.matchAll(/^ {4}not ok \d+ - (.*)$/gm), (match) => match[1]);
    expect(failed).toEqual(['checkOrder: order 1', 'checkOrder: order 2']);
    expect(Array.from(stdout.matchAll(/^ {4}ok /gm)).length).toBeGreaterThan(20);
    expect(stdout).toMatch(/^ok \d+ - node kind outsider$/m);
  });

  it('has its types from the built package, its settings from their schema, without a cast', async () => {
    const wrong = KIND.replace('settings.brand.toUpperCase()', '\n// @ts-expect-error\nsettings.brend\n');
    await writeFile(path.join(folder, 'wrong.ts'), wrong);
    const tsc = path.join(process.cwd(), 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', folder], { cwd: folder }).catch(
      (failed: { stdout: string }) => failed,
    );
    expect(stdout).toBe('');
  });
});
