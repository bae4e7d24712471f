import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Jiti } from 'jiti';
import { UzelError } from '../errors.js';
import type { NodeKind, NodeKinds, UzelConfig } from './node-kind.js';
import { createRegistry } from './registry.js';

/** Beside the working directory, in this order. */
const FILES = ['uzel.config.ts', 'uzel.config.mts', 'uzel.config.mjs', 'uzel.config.js', 'uzel.config.json'];

/**
 * The node kinds of a server: the built-in one and those that `uzel.config` names, from its own code, from files beside it and from npm
 * packages, in JavaScript or TypeScript. They import `uzel` as this very program, wherever it is installed.
 * @param config.UZEL_CONFIG another file; it must be there
 * @throws UzelError UZ1611 with one sentence when the file, or a kind of it, cannot be used
 */
export async function loadKinds(config: { readonly UZEL_CONFIG?: string | undefined }): Promise<NodeKinds> {
  const file = await configFile(config.UZEL_CONFIG);
  if (file === null) return createRegistry();
  // Both are loaded only where there are further kinds: they cost a command line a third of a second.
  const { createJiti } = await import('jiti');
  const jiti = createJiti(file, { virtualModules: { uzel: await import('../index.js') }, fsCache: false });
  const given = file.endsWith('.json') ? await readJson(file) : await load(jiti, file, file);
  const kinds: NodeKind[] = [];
  for (const each of kindsOf(given, file))
    kinds.push(typeof each === 'string' ? await kindFrom(jiti, each, file) : each);
  return createRegistry(kinds);
}

async function configFile(named: string | undefined): Promise<string | null> {
  if (named !== undefined) {
    const file = path.resolve(named);
    if (await exists(file)) return file;
    throw unusable(`UZEL_CONFIG names ${named}, which is not there: correct the path, or leave UZEL_CONFIG out.`);
  }
  for (const name of FILES) {
    const file = path.resolve(name);
    if (await exists(file)) return file;
  }
  return null;
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw unusable(`${path.basename(file)} is no JSON: ${reasonOf(error)}.`, error);
  }
}

/** @param named as `uzel.config` names it; absent: it is that file itself */
async function load(jiti: Jiti, specifier: string, file: string, named?: string): Promise<unknown> {
  try {
    return await jiti.import(specifier, { default: true });
  } catch (error) {
    const what = named === undefined ? path.basename(file) : `"${named}" of ${path.basename(file)}`;
    throw unusable(`${what} cannot be loaded: ${reasonOf(error)}.`, error);
  }
}

function kindsOf(given: unknown, file: string): NonNullable<UzelConfig['nodeKinds']> {
  const kinds: unknown = typeof given === 'object' && given !== null ? (given as UzelConfig).nodeKinds : undefined;
  if (Array.isArray(kinds)) return kinds;
  throw unusable(
    `${path.basename(file)} exports no nodeKinds: export default defineConfig({ nodeKinds: [ … ] }), or { "nodeKinds": [ … ] } in JSON.`,
  );
}

/** A kind by the path of its file from `uzel.config`, or by the name of its package: the default export, or the only one that is a kind. */
async function kindFrom(jiti: Jiti, specifier: string, file: string): Promise<NodeKind> {
  const local = specifier.startsWith('.') || path.isAbsolute(specifier);
  const found = await load(jiti, local ? path.resolve(path.dirname(file), specifier) : specifier, file, specifier);
  if (isKind(found)) return found;
  const exported = typeof found === 'object' && found !== null ? Object.values(found).filter(isKind) : [];
  const [only, another] = exported;
  if (only && !another) return only;
  throw unusable(
    `"${specifier}" of ${path.basename(file)} exports no node kind: export default defineNodeKind({ … }).`,
  );
}

const isKind = (value: unknown): value is NodeKind =>
  typeof value === 'object' && value !== null && 'name' in value && 'apiVersion' in value;

/** Its first line; of a syntax error also the second, which is the place. */
function reasonOf(error: unknown): string {
  const [first = '', second = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  const place = /:\d+:\d+$/.test(second.trim()) ? ` (${second.trim()})` : '';
  return first.trim().replace(/\.$/, '') + place;
}

const unusable = (text: string, cause?: unknown): UzelError => new UzelError('UZ1611', text, { cause });
