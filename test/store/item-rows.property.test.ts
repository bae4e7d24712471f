import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OFFER_COLUMNS, PRODUCT_COLUMNS } from '../../src/store/catalogue/item-columns.js';
import { type ItemRow, ItemRowsBuilder, transferable, unpacked } from '../../src/store/catalogue/item-rows.js';
import { OfferRowsBuilder, transferableOffers } from '../../src/store/catalogue/offer-rows.js';
import { TextRooms } from '../../src/store/catalogue/text-rooms.js';
import { propertyRuns } from '../support/property-runs.js';

const runs = propertyRuns({ short: 100, long: 3000, seed: 11 });

/** With what the format of COPY gives a meaning, and letters of one to four bytes; XML has no NUL and no half letters. */
const text = fc.string({
  unit: fc.constantFrom('\t', '\n', '\r', '\\', 't', 'n', 'N', '"', '#', 'я', '€', '𝄞'),
  maxLength: 9,
});
const row = fc.record<ItemRow>({
  id: fc.uuid(),
  product: text,
  characteristic: text,
  catalogue: fc.constantFrom('a', 'b', ''),
  flags: fc.nat({ max: 63 }),
  values: fc.array(fc.oneof(fc.constant(null), fc.constant(undefined), text), { minLength: 21, maxLength: 21 }),
});
const lots = fc.array(fc.array(row, { maxLength: 5 }), { maxLength: 4 });

const keysIn = (rows: readonly ItemRow[]) => ({
  ids: rows.map(({ id }) => id),
  products: rows.map(({ product }) => product),
  characteristics: rows.map(({ characteristic }) => characteristic),
  catalogues: rows.map(({ catalogue }) => catalogue),
});

describe('rows of a step', () => {
  it('tell their keys in another thread, lot after lot', () => {
    fc.assert(
      fc.property(lots, (all) => {
        const builder = new ItemRowsBuilder(PRODUCT_COLUMNS, new TextRooms());
        for (const lot of all) {
          expect(lot.map((one) => builder.add(one))).toEqual(lot.map((_, index) => index));
          const packed = builder.build();
          const { ids, products, characteristics, catalogues, count, flags } = unpacked(
            structuredClone(packed, { transfer: transferable(packed) }),
          );
          expect({ ids, products, characteristics, catalogues }).toEqual(keysIn(lot));
          expect([count, ...flags]).toEqual([lot.length, ...lot.map((one) => one.flags)]);
        }
      }),
      runs,
    );
  });

  it('that say numbers alone tell their keys, too', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (lot) => {
        const builder = new OfferRowsBuilder(new TextRooms());
        for (const one of lot)
          builder.add({ ...one, values: OFFER_COLUMNS.map(() => undefined), numbers: ['{}', null, '1'] });
        const packed = builder.build();
        const { ids, products, characteristics, catalogues } = unpacked(
          structuredClone(packed, { transfer: transferableOffers(packed) }),
        );
        expect({ ids, products, characteristics, catalogues }).toEqual(keysIn(lot));
      }),
      runs,
    );
  });

  it('keep their text while the next ones are made, until its memory is given back', () => {
    const rooms = new TextRooms();
    const builder = new ItemRowsBuilder(PRODUCT_COLUMNS, rooms);
    const lotOf = (product: string) => {
      builder.add({ id: 'i', product, characteristic: '', catalogue: 'c', flags: 0, values: [] });
      return builder.build();
    };
    const first = lotOf('one');
    const second = lotOf('two');
    expect([...unpacked(first).products, ...unpacked(second).products]).toEqual(['one', 'two']);
    rooms.give([first.text.buffer as ArrayBuffer]);
    expect(lotOf('three').text.buffer).toBe(first.text.buffer);
    expect(unpacked(second).products).toEqual(['two']);
  });
});

describe('rooms for text', () => {
  it('are as large as was asked for, and few wait', () => {
    const rooms = new TextRooms();
    const given = [1, 2, 3, 4, 5, 6, 7, 8].map((size) => new ArrayBuffer(size * 100_000));
    rooms.give([...given, new ArrayBuffer(10)]);
    expect(rooms.take(450_000).length).toBeGreaterThanOrEqual(450_000);
    expect(rooms.take(1_000_000).length).toBe(1_000_000);
    const taken = Array.from({ length: 8 }, () => rooms.take(1).buffer);
    expect(given.filter((memory) => taken.includes(memory))).toHaveLength(5);
  });
});
