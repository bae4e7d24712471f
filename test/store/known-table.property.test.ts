import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boundsOf, numbersIn, rangesOf } from '../../src/store/catalogue/item-numbers.js';
import { type KnownPart, KnownTable } from '../../src/store/catalogue/known-table.js';
import { LatestWrites } from '../../src/store/catalogue/latest-writes.js';
import { KNOWN, RecordPacker } from '../../src/store/catalogue/packed-records.js';
import { propertyRuns } from '../support/property-runs.js';

const runs = propertyRuns({ short: 150, long: 5000, seed: 7 });

/** Few, so that they meet; and some beyond 32 bits. */
const item = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2 ** 40, max: 2 ** 40 + 3 }));
const entity = fc.constantFrom('product' as const, 'standing' as const, 'offer' as const);
const write = fc.record({ no: fc.integer({ min: 1, max: 9 }), entity, items: fc.array(item, { maxLength: 6 }) });
const digits = fc.nat({ max: 30 }).map((value) => value.toString(16).padStart(32, '0'));
const record = fc.record({
  fingerprint: digits,
  product: fc.oneof(fc.constant(0), item),
  offer: fc.oneof(fc.constant(0), item),
  flags: fc.integer({ min: 0, max: 7 }),
});
function packed(records: readonly { fingerprint: string; product: number; offer: number; flags: number }[]): Buffer {
  const packer = new RecordPacker(records.length);
  for (const one of records) packer.add(Buffer.from(one.fingerprint, 'hex'), 0, one);
  return packer.build();
}
const blocks = fc.array(fc.array(record, { maxLength: 8 }), { maxLength: 4 });

describe('ranges', () => {
  it('hold the numbers that they were made of, each once', () => {
    fc.assert(
      fc.property(fc.array(item), (numbers) => {
        const expected = [...new Set(numbers)].sort((one, other) => one - other);
        expect([...numbersIn(rangesOf(numbers))]).toEqual(expected);
      }),
      runs,
    );
  });

  it('may be open', () => expect(boundsOf('{(,)}')).toEqual([-Infinity, Infinity]));
});

describe('what is known of a place', () => {
  it('are the records of which nothing was written behind their block, wherever they are asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        blocks,
        fc.array(write, { maxLength: 6 }),
        fc.record({ products: fc.array(item, { maxLength: 2 }), offers: fc.array(item, { maxLength: 2 }) }),
        fc.array(digits, { maxLength: 20 }),
        async (all, writes, distrusted, asked) => {
          const parts: KnownPart[] = [
            { kind: 'size', records: all.flat().length, isMuch: false },
            ...all.map((records, index) => ({ kind: 'block', no: 2 * index + 2, records: packed(records) }) as const),
            { kind: 'writes', writes: writes.map((one) => ({ ...one, items: rangesOf(one.items) })) },
            { kind: 'end', snapshot: { epoch: 'e', upTo: 9 } },
          ];
          const table = await KnownTable.of(given(parts), distrusted);
          const known = all.flatMap((records, index) =>
            records.filter(({ product, offer, flags }) => {
              const ofProduct = (flags & KNOWN.ofStanding) === 0 ? 'product' : 'standing';
              return (
                !distrusted.products.includes(product) &&
                !distrusted.offers.includes(offer) &&
                !writes.some(
                  (one) =>
                    one.no > 2 * index + 2 &&
                    ((one.entity === ofProduct && one.items.includes(product)) ||
                      (one.entity === 'offer' && one.items.includes(offer))),
                )
              );
            }),
          );
          expect(table.size).toBe(known.length);
          expect(table.packed(0, table.size)).toEqual(packed(known));
          for (const print of [...known.map(({ fingerprint }) => fingerprint), ...asked]) {
            const found = table.find(new Uint32Array(new Uint8Array(Buffer.from(print, 'hex')).buffer));
            const { fingerprint: _, ...own } = known.find(({ fingerprint }) => fingerprint === print) ?? {};
            if (found === undefined) expect(own).toEqual({});
            else expect(known).toContainEqual({ fingerprint: print, ...found });
          }
        },
      ),
      runs,
    );
  });

  it('are the eight newest for the same items when there is much', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(record, { maxLength: 30 }), { maxLength: 12 }), async (all) => {
        const parts: KnownPart[] = [
          { kind: 'size', records: all.flat().length + 3, isMuch: true },
          ...all.map((records, index) => ({ kind: 'block', no: index + 1, records: packed(records) }) as const),
          { kind: 'end', snapshot: { epoch: 'e', upTo: 9 } },
        ];
        const table = await KnownTable.of(given(parts), { products: [], offers: [] });
        const same = (one: { product: number; offer: number }) => `${one.product} ${one.offer}`;
        const newest = all.flat().filter((one, index, list) => {
          return list.slice(index + 1).filter((later) => same(later) === same(one)).length < 8;
        });
        expect(table.packed(0, table.size)).toEqual(packed(newest));
      }),
      { ...runs, numRuns: Math.ceil(runs.numRuns / 5) },
    );
  });

  it('was last written by the latest write, whatever else was', () => {
    fc.assert(
      fc.property(fc.array(write), fc.array(item), (writes, asked) => {
        const latest = new LatestWrites(writes.map((one) => ({ ...one, items: rangesOf(one.items) })));
        for (const number of asked) {
          const of = writes.filter(({ items }) => items.includes(number)).map(({ no }) => no);
          expect(latest.of(number)).toBe(Math.max(0, ...of));
        }
      }),
      runs,
    );
  });
});

async function* given(parts: readonly KnownPart[]): AsyncGenerator<KnownPart> {
  for (const part of parts) {
    await Promise.resolve();
    yield part;
  }
}
