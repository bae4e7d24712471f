import { describe, expect, it } from '@jest/globals';
import { feedByName, inImportOrder, newestOfEachName } from '../../src/exchange/feeds/asked-feed.js';
import type { Feed } from '../../src/store/exchanges/feeds.js';

const feeds = (...names: string[]): Feed[] =>
  names.map((name, i) => ({
    ...{ shopId: 'main', feedId: String(i), exchangeId: 'e', nodeId: 'n', type: 'catalog', name, generation: 0 },
    ...{ content: 'xml', state: 'closed', storedAs: '', size: 1, sha256: null, parentFeedId: null, packed: false },
    ...{ receivedAt: new Date(0), updatedAt: new Date(0) },
  }));
const meant = (name: string, ...names: string[]) => feedByName(feeds(...names), name)?.name ?? null;

describe('the feed that a name means', () => {
  it.each<[string, string[], string | null]>([
    ['import.xml', ['a/import.xml', 'import.xml', 'IMPORT.XML'], 'import.xml'],
    ['webdata/import.xml', ['import.xml', 'offers.xml'], 'import.xml'],
    ['import.xml', ['goods/1/import.xml', 'IMPORT.xml'], 'goods/1/import.xml'],
    ['import.xml', ['goods/1/import.xml', 'goods/2/import.xml'], null],
    ['Goods/1/Import.xml', ['goods/1/import.xml', 'goods/2/import.xml'], 'goods/1/import.xml'],
    ['Webdata/IMPORT.XML', ['import.xml', 'offers.xml'], 'import.xml'],
    ['IMPORT.XML', ['Import.xml', 'a/import.xml'], 'Import.xml'],
    ['import.xml', ['import1.xml', 'ximport.xml'], null],
    ['import.xml', [], null],
  ])('%s among %j is %s', (name, names, expected) => {
    expect(meant(name, ...names)).toBe(expected);
  });
});

describe('an archive as a whole', () => {
  it('is imported import* first, then by name, numbers as numbers', () => {
    const names = ['prices.xml', 'Import0_10.xml', 'a/import0_2.xml', 'offers0_1.xml', 'import.xml'];
    const order = ['a/import0_2.xml', 'import.xml', 'Import0_10.xml', 'offers0_1.xml', 'prices.xml'];
    expect(inImportOrder(feeds(...names)).map((feed) => feed.name)).toEqual(order);
    expect(inImportOrder(feeds(...names.reverse())).map((feed) => feed.name)).toEqual(order);
  });
});

describe('of several feeds of a name', () => {
  it('the first, which is the newest, counts', () => {
    const newest = newestOfEachName(feeds('import.xml', 'offers.xml', 'import.xml'));
    expect(newest.map((feed) => feed.feedId)).toEqual(['0', '1']);
  });
});
