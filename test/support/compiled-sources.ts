import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transform } from '@swc/core';

/**
 * Compiles folders or files of src/ as they are now, for tests that start processes of their own. The result lies
 * inside the checkout, so that node finds the packages and migrations/.
 * @returns the folder that stands for src/, and its removal
 */
export async function compileSources(parts: readonly string[]): Promise<{ folder: string; remove(): Promise<void> }> {
  const root = path.join(process.cwd(), 'node_modules', '.cache');
  await mkdir(root, { recursive: true });
  const base = await mkdtemp(path.join(root, 'uzel-test-'));
  await chmod(base, 0o755); // a test may run it as another user
  const folder = path.join(base, 'src');
  await mkdir(folder);
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  await symlink(path.join(process.cwd(), 'migrations'), path.join(base, 'migrations'));
  for (const part of parts) {
    const files = part.endsWith('.ts') ? [''] : await readdir(path.join('src', part), { recursive: true });
    for (const file of files.filter((name) => part.endsWith('.ts') || name.endsWith('.ts'))) {
      await compile(path.join(part, file), folder);
    }
  }
  return { folder, remove: async () => await rm(base, { recursive: true, force: true }) };
}

async function compile(name: string, folder: string): Promise<void> {
  const source = await readFile(path.join('src', name), 'utf8');
  const { code } = await transform(source, {
    filename: name,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  const target = path.join(folder, name.replace(/\.ts$/, '.js'));
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, code);
}
