import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import AdmZip from 'adm-zip';
import {
  bomb,
  crowdedArchive,
  nestedArchive,
  SLIPPING_NAMES,
  slippingArchive,
  truncatedArchive,
} from '../../fixtures/hostile/archives.mjs';
import type { CheckOptions } from '../../src/check/check-export.js';
import { REAL_FOLDER, realFiles } from '../commerceml/support/real-files.js';
import { check, codesOf, FIXTURES, TRACE, textsOf } from './support/check.js';

const folder = mkdtempSync(path.join(tmpdir(), 'uzel-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
function stored(bytes: Buffer | string, name = `${++made}.zip`): string {
  const location = path.join(folder, name);
  writeFileSync(location, bytes);
  return location;
}

/** Codes of what was found; its text is clear in every language. */
async function found(location: string, more: Partial<CheckOptions> = {}): Promise<string[]> {
  const report = await check(location, more);
  for (const text of Object.values(textsOf(report))) {
    expect(text.length).toBeGreaterThan(100);
    expect(text).not.toMatch(TRACE);
  }
  return codesOf(report);
}

describe('fixtures/hostile', () => {
  const EXPECTED: Readonly<Record<string, string>> = {
    'deep.xml': 'error over-limit',
    'doctype.xml': 'error doctype',
    'mismatched.xml': 'error malformed',
    'not-commerceml.xml': 'error wrong-root',
    'truncated.xml': 'error truncated',
    'wrong-encoding.xml': 'warning encoding-misdeclared',
  };
  const files = readdirSync(path.join(FIXTURES, 'hostile')).filter((name) => name.endsWith('.xml'));

  it.each(files)('%s', async (name) => {
    expect(await found(path.join(FIXTURES, 'hostile', name))).toEqual([EXPECTED[name]]);
  });

  it('deep.xml for a server that allows it: too deep for the schema alone', async () => {
    const xml = { depth: 100_000, text: 1e6, attribute: 1e5 };
    expect(await found(path.join(FIXTURES, 'hostile', 'deep.xml'), { xml })).toEqual(['note schema-failed']);
  });

  it('all of them in one folder', async () => {
    expect(await found(path.join(FIXTURES, 'hostile'))).toEqual(expect.arrayContaining(Object.values(EXPECTED)));
  });
});

describe('hostile archives', () => {
  it.each(SLIPPING_NAMES)('a name like %s', async (name) => {
    const codes = await found(stored(slippingArchive(name)));
    // Drive letters and leading slashes are cut off, as in names that 1C sends.
    const harmless = name.startsWith('/') || name.startsWith('C:');
    expect(codes).toEqual(harmless ? expect.not.arrayContaining(['error zip-unsafe-name']) : ['error zip-unsafe-name']);
  });

  it('a bomb is not unpacked', async () => {
    const archive = stored(bomb(24 * 1024 * 1024));
    const started = process.hrtime.bigint();
    expect(await found(archive)).toEqual(['error zip-refused']);
    expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(20);
  });

  it('more files than may be', async () => {
    const archive = { ZIP_ENTRIES: 100, ZIP_UNPACKED: 1e9, ZIP_RATIO: 200 };
    expect(await found(stored(crowdedArchive(200)), { archive })).toEqual(['error zip-refused']);
  });

  it('a file that wants a password', async () => {
    const zip = Buffer.from(slippingArchive('harmless.xml'));
    // The first bit of the flags, behind the signature of each entry of the directory.
    for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 1))
      zip.writeUInt16LE(zip.readUInt16LE(at + 8) | 1, at + 8);
    expect(await found(stored(zip))).toEqual(['error zip-encrypted']);
  });

  it('an archive in an archive', async () => {
    const inner = slippingArchive('harmless.xml');
    expect(await found(stored(nestedArchive(inner)))).toEqual(['error nothing-to-check', 'warning zip-in-zip']);
  });

  it('an archive whose directory is cut off, and one whose content is broken', async () => {
    const zip = new AdmZip();
    zip.addFile('import.xml', Buffer.from(`<КоммерческаяИнформация>${'<а/>'.repeat(5000)}</КоммерческаяИнформация>`));
    const whole = zip.toBuffer();
    expect(await found(stored(truncatedArchive(whole)))).toEqual(['error zip-damaged']);
    const broken = Buffer.from(whole);
    broken.fill(0xff, 60, 90);
    expect(await found(stored(broken))).toEqual(['error zip-damaged']);
  });
});

describe('files that are none', () => {
  it.each([
    ['nothing at all', '', 'error empty-file'],
    ['blanks', ' \r\n ', 'error not-a-feed'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'error not-a-feed'],
    ['zeros', Buffer.alloc(100_000), 'error not-a-feed'],
    ['a lone <', '<', 'error truncated'],
    ['UTF-32', Buffer.from('fffe00003c000000', 'hex'), 'error not-a-feed'],
    ['the first bytes of a ZIP', Buffer.from('504b0304', 'hex'), 'error zip-damaged'],
    ['the last piece of a ZIP', Buffer.from('0102030405060708504b050600000000', 'hex'), 'error piece-not-joined'],
  ])('%s', async (_, bytes, code) => {
    expect(await found(stored(bytes, `${++made}.xml`))).toContain(code);
  });
});

const real = realFiles();
// Public exports whose licences are mostly not stated: they are never copied in, so a checkout may be without them. CI fails on a skip.
(real.length > 0 ? describe : describe.skip)('real files (skipped where ../shared/data/real is absent)', () => {
  /** What a person looked at and found right. */
  const ERRORS: Readonly<Record<string, readonly string[]>> = {};

  it.each(real)('%s ends with a clear text, and without errors', async (name) => {
    const codes = await found(path.join(REAL_FOLDER, name));
    expect(codes.filter((code) => code.startsWith('error'))).toEqual(ERRORS[name] ?? []);
  });
});
