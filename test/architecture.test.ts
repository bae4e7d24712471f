import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Holds what docs and the design promise about the house: who may import whom, how large a file may grow, where SQL may stand. */

const SOURCE = path.join(process.cwd(), 'src');
const LONGEST_FILE = 400;
const LONGEST_MEDIAN = 80;

/** Imports run one way, to a lower floor; rooms of one floor do not see each other. */
const FLOORS = [
  ['cli'],
  ['server'],
  ['protocol', 'api', 'check', 'testing'],
  ['exchange', 'webhooks', 'listing'],
  ['commerceml', 'nodes', 'store', 'blobs', 'pricing'],
  ['db'],
];

/** Shared words and types: every room that is not apart may import them. */
const SHARED = [
  'errors.ts',
  'config.ts',
  'records.ts',
  'orders.ts',
  'services.ts',
  'version.ts',
  'nodes/node-kind.ts',
  'nodes/exchange-node.ts',
  'nodes/shop-settings.ts',
  'blobs/blobs.ts',
];

/** What else a room may import, with the reason. */
const PASSAGES: Readonly<Record<string, readonly string[]>> = {
  // The shape of a profile's documents is said in the words of the language.
  nodes: ['commerceml'],
  // `uzel emulate`.
  cli: ['emulator'],
};

/** Pure rooms: no HTTP, no SQL, no services. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  commerceml: ['errors.ts', 'config.ts', 'records.ts', 'orders.ts'],
  pricing: ['errors.ts'],
};

/** Rooms that stand apart, as programs of others would: they import nothing of ours, and nobody imports them who is not named in PASSAGES. */
const APART = ['emulator', 'client'];

/** Made by a tool; as long as it must be. */
const GENERATED = ['client/api-types.ts'];

interface SourceFile {
  /** From src, with forward slashes: `store/orders/orders.ts`. */
  readonly name: string;
  readonly text: string;
}

const files: readonly SourceFile[] = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: name.split(path.sep).join('/'), text: readFileSync(path.join(SOURCE, name), 'utf8') }))
  .sort((a, b) => a.name.localeCompare(b.name));

function roomOf(name: string): string {
  return name.includes('/') ? name.slice(0, name.indexOf('/')) : '';
}

function floorOf(room: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(room));
}

/** The files of ours that a file imports, type imports too, as names from src. */
function importsOf(file: SourceFile): string[] {
  return specifiersOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => path.posix.join(path.posix.dirname(file.name), specifier).replace(/\.js$/, '.ts'));
}

function specifiersOf(file: SourceFile): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g;
  return Array.from(file.text.matchAll(pattern), (match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function mayImport(from: string, to: string): boolean {
  const [room, target] = [roomOf(from), roomOf(to)];
  if (room === target && room !== '') return true;
  if (APART.includes(room) || to.startsWith('..')) return false;
  if (from === 'index.ts') return target !== 'cli';
  // What node kinds import as `uzel` is this very program.
  if (from === 'nodes/load-kinds.ts' && to === 'index.ts') return true;
  if (PURE[room]) return PURE[room].includes(to);
  if (SHARED.includes(to) || PASSAGES[room]?.includes(target)) return true;
  // The shared types stand on the ground: they know the interfaces that they name, and each other.
  if (room === '') return from === 'services.ts' && to === 'db/open.ts';
  return floorOf(target) > floorOf(room);
}

/** Code without comments, so that a sentence about SQL is not taken for SQL. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}

const SQL = /\.raw\(|\bselect\s[^;]{0,400}?\sfrom\s|\binsert\s+into\s|\bdelete\s+from\s|\bupdate\s+[a-z_]+\s+set\s/i;

/** A write to products, offers or their numbers, or to a table whose name is a variable. */
const WRITES_GOODS =
  /\b(?:update|insert\s+into|delete\s+from)\s+(?:(?:products|offers|offer_numbers)\b|\$\{(?:table|spec\.table)\})|(?:updateKeeping|deleteKeeping|copyItems)\(\s*(?:tx,\s*)?(?:'(?:products|offers|offer_numbers)'|table\b|spec\.table\b)|(?:knex|sql|tx)\(\s*'(?:products|offers|offer_numbers)'\s*\)/;

/** Files that may write without a note, with the reason. */
const NEEDS_NO_NOTE: Readonly<Record<string, string>> = {
  'store/catalogue/before-images.ts': 'around the statements of others, who note what they return',
  'store/catalogue/image-retention.ts': 'before-images',
  'store/catalogue/new-items.ts': 'it makes items with new numbers',
  'store/catalogue/reference-writes.ts': 'what products refer to',
  'store/catalogue/run-retention.ts': 'the working sets of full runs',
};

describe('the source', () => {
  it('is read at all', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(importsOf).length).toBeGreaterThan(200);
  });

  it('imports only files that exist', () => {
    const names = new Set(files.map((file) => file.name));
    const lost = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => !names.has(target))
        .map((target) => `${file.name} → ${target}`),
    );
    expect(lost).toEqual([]);
  });

  it('imports one way: cli → server → {protocol, api, check} → {exchange, webhooks, listing} → {commerceml, nodes, store, blobs, pricing} → db', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => !mayImport(file.name, target))
        .map((target) => `${file.name} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('lies in the rooms of the house', () => {
    const rooms = new Set([...FLOORS.flat(), ...APART, '']);
    expect(files.map((file) => roomOf(file.name)).filter((room) => !rooms.has(room))).toEqual([]);
  });

  it('notes every write of products and offers: records that are known by their bytes rely on it', () => {
    const writers = files.filter((file) => WRITES_GOODS.test(withoutComments(file.text)));
    expect(writers.map((file) => file.name)).toEqual(
      expect.arrayContaining(['store/catalogue/product-writes.ts', 'store/catalogue/restored-rows.ts']),
    );
    const silent = writers.filter((file) => !/\bnote(?:Any)?Written\(/.test(withoutComments(file.text)));
    expect(silent.map((file) => file.name).filter((name) => NEEDS_NO_NOTE[name] === undefined)).toEqual([]);
  });

  it('the rule does forbid what it should', () => {
    expect(mayImport('store/orders/orders.ts', 'commerceml/reader.ts')).toBe(false);
    expect(mayImport('commerceml/reader.ts', 'services.ts')).toBe(false);
    expect(mayImport('protocol/file.ts', 'api/index.ts')).toBe(false);
    expect(mayImport('exchange/jobs/jobs.ts', 'protocol/reply.ts')).toBe(false);
    expect(mayImport('db/open.ts', 'store/orders/orders.ts')).toBe(false);
    expect(mayImport('emulator/run.ts', 'errors.ts')).toBe(false);
    expect(mayImport('server/app.ts', 'emulator/run.ts')).toBe(false);
    expect(mayImport('errors.ts', 'store/orders/orders.ts')).toBe(false);
    expect(mayImport('exchange/jobs/jobs.ts', 'webhooks/index.ts')).toBe(false);
    expect(mayImport('listing/index.ts', 'exchange/jobs/jobs.ts')).toBe(false);
    expect(mayImport('webhooks/index.ts', 'store/changes/read-changes.ts')).toBe(true);
    expect(mayImport('pricing/rule.ts', 'orders.ts')).toBe(false);
    expect(mayImport('pricing/rule.ts', 'errors.ts')).toBe(true);
    expect(mayImport('client/index.ts', 'errors.ts')).toBe(false);
    expect(mayImport('exchange/import/importer.ts', 'store/orders/orders.ts')).toBe(true);
  });

  it(`has no file over ${LONGEST_FILE} lines, and a median of ${LONGEST_MEDIAN} at most`, () => {
    const written = files.filter((file) => !GENERATED.includes(file.name));
    const lines = written.map((file) => ({ name: file.name, lines: file.text.trimEnd().split('\n').length }));
    expect(lines.filter((file) => file.lines > LONGEST_FILE)).toEqual([]);
    const sorted = lines.map((file) => file.lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(LONGEST_MEDIAN);
  });

  it('has no drawers: utils, helpers, common', () => {
    expect(
      files.map((file) => file.name).filter((name) => /(^|\/)(utils?|helpers?|common|misc)(\.ts|\/)/.test(name)),
    ).toEqual([]);
  });

  it('speaks SQL in store and db only', () => {
    const speakers = files.filter(
      (file) => !['store', 'db'].includes(roomOf(file.name)) && SQL.test(withoutComments(file.text)),
    );
    expect(speakers.map((file) => file.name)).toEqual([]);
  });

  it('the search for SQL does find it', () => {
    expect(files.filter((file) => SQL.test(withoutComments(file.text))).length).toBeGreaterThan(5);
    for (const sql of [
      "knex.raw('x')",
      'select a, b\nfrom t',
      'INSERT INTO t values (1)',
      'delete from t',
      'update t set a = 1',
    ])
      expect(SQL.test(sql)).toBe(true);
  });
});
