import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalisePath } from '../../src/commerceml/paths.js';
import { normaliseFeedName } from '../../src/exchange/feeds/feed-name.js';

/** A product names a picture in XML, 1C sends the file under a name of its own: both must come to the same path. */
describe('the path of a picture in a feed and the name of its file', () => {
  const folders = [
    '',
    'import_files/',
    'import_files\\',
    '/tmp/v8_1/import_files/',
    'upload/1c/webdata/',
    '/tmp/',
    'C:\\export\\import_files\\',
  ];
  const part = fc.stringMatching(/^[a-zа-яё0-9_-]{1,8}$/);

  it('meet, whatever folder of the machine stands before them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...folders), fc.array(part, { maxLength: 2 }), part, (folder, middle, name) => {
        const path = `${folder}${[...middle, `${name}.jpg`].join('/')}`;
        expect(normaliseFeedName(path)).toBe(normalisePath(path));
      }),
      { numRuns: 500, seed: 42 },
    );
  });
});
