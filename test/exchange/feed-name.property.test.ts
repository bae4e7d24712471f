import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UzelError } from '../../src/errors.js';
import { normaliseFeedName } from '../../src/exchange/feeds/feed-name.js';
import { propertyRuns } from '../support/property-runs.js';

const settings = propertyRuns({ short: 3000, long: 60_000, seed: 20_240_917 });

const piece = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '',
    'tmp',
    'upload',
    '1c',
    'webdata',
    'import_files',
    'C:',
    'c:',
    'import',
    'a b',
    'é',
    '\0',
    '%2e%2e',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const ending = fc.constantFrom('.xml', '.zip', '.jpg', '.php', '.php.', '', '.', '/', '.7z', '.PNG');
const rawName = fc
  .tuple(fc.array(fc.tuple(piece, fc.constantFrom('/', '\\', '//', '')), { maxLength: 8 }), ending)
  .map(([parts, end]) => parts.flat().join('') + end);

function normalised(raw: string): string | null {
  try {
    return normaliseFeedName(raw);
  } catch (error) {
    if (error instanceof UzelError && error.code === 'UZ1101') return null;
    throw error;
  }
}

describe('any name that a client may send', () => {
  it('stays inside its folder on every system, or is refused with UZ1101', () => {
    fc.assert(
      fc.property(rawName, (raw) => {
        const name = normalised(raw);
        if (name === null) return;
        for (const system of [path.posix, path.win32]) {
          const folder = system.resolve('/data/feeds/one');
          const file = system.resolve(folder, name.replaceAll(':', '_'));
          expect(file.startsWith(folder + system.sep)).toBe(true);
        }
        expect(name).not.toMatch(/\\|\/\/|^\/|\/$|\p{Cc}/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(1024);
        expect(Buffer.from(name).toString()).toBe(name);
      }),
      settings,
    );
  });

  it('is the same when normalised again', () => {
    fc.assert(
      fc.property(rawName, (raw) => {
        const name = normalised(raw);
        if (name !== null) expect(normaliseFeedName(name)).toBe(name);
      }),
      settings,
    );
  });
});
