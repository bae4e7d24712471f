import { describe, expect, it } from '@jest/globals';
import { Big } from 'big.js';
import fc from 'fast-check';
import { writeOrders } from '../../src/commerceml/writer.js';
import { countOf } from '../support/property-runs.js';
import { exampleShape } from './order-examples.js';
import { readOrders } from './order-reader.js';
import { schemaErrors, schemasPresent } from './order-schemas.js';
import { stumblingBlocks } from './strict-order-reader.js';
import { anyOrder, legal } from './support/any-order.js';

const RUNS = countOf({ short: 150, long: 3000 });
const TIMEOUT = 300_000;
const SEED = { seed: 20240301, numRuns: RUNS };

/** The text that 1C is to get, or undefined when there is nothing to tell. */
function expected(value: string | null | undefined, length: number, oneLine = true): string | undefined {
  let kept = legal(value ?? '');
  kept = oneLine
    ? kept.split(/\s/).filter(Boolean).join(' ')
    : kept.split('\r\n').join('\n').split('\r').join('\n').trim();
  const characters = Array.from(kept);
  while (characters.join('').length > length) characters.pop();
  return characters.join('').trimEnd() || undefined;
}

describe('any order', () => {
  it(
    'is well formed, swallowed by every client, valid, and read back the same',
    () => {
      fc.assert(
        fc.property(
          fc.array(anyOrder, { maxLength: 3 }),
          fc.constantFrom('windows-1251' as const, 'utf-8' as const),
          (orders, ordersEncoding) => {
            const body = writeOrders(orders, exampleShape('trade', { ordersEncoding }));
            expect(stumblingBlocks(body)).toEqual([]);
            if (schemasPresent) {
              const errors = [...schemaErrors(body, '2.05'), ...schemaErrors(body, '2.10')];
              expect(errors.filter((error) => !/ЦенаЗаЕдиницу/.test(error))).toEqual([]);
            }
            const back = readOrders(body).orders;
            expect(back.length).toBe(orders.length);
            orders.forEach((given, index) => {
              const got = back[index];
              if (!got) throw new Error('an order is missing');
              expect(got.fields).toMatchObject({ Ид: given.orderId, Номер: given.number, Сумма: given.total });
              expect(got.fields.Комментарий).toBe(expected(given.comment, 3000, false));
              expect(got.customer.Наименование).toBe(expected(given.customer.name, 250) ?? 'Покупатель');
              for (const [name, value] of [
                ['Фамилия', given.customer.lastName],
                ['Имя', given.customer.firstName],
                ['Отчество', given.customer.middleName],
              ] as const) {
                expect(got.customer[name]).toBe(given.customer.type === 'person' ? expected(value, 250) : undefined);
              }
              const contacts = [
                ['Телефон рабочий', expected(given.customer.phone, 255)],
                ['Почта', expected(given.customer.email, 255)],
              ];
              expect(got.contacts).toEqual(contacts.filter(([, value]) => value !== undefined));
              for (const [name, value] of Object.entries(given.requisites)) {
                const [key, kept] = [expected(name, 250), expected(value, 1000, false)];
                if (key && kept) expect(Object.keys(got.requisites)).toContain(key);
              }
              expect(got.lines.length).toBe(given.lines.length);
              let sum = new Big(0);
              given.lines.forEach((line, at) => {
                const read = got.lines[at];
                if (!read) throw new Error('a line is missing');
                const named = line.kind === 'delivery' ? 'Доставка заказа' : expected(line.name, 250);
                if (named) expect(read.name).toBe(named);
                expect(read.sku).toBe(expected(line.sku, 255));
                expect(read.id).toBe(
                  line.externalId?.trim() ?? (line.kind === 'delivery' ? 'ORDER_DELIVERY' : undefined),
                );
                expect(new Big(read.quantity).eq(line.quantity)).toBe(true);
                expect(read.amount).toBe(line.amount);
                expect(new Big(read.price).times(read.quantity).round(2, Big.roundHalfUp).toFixed(2)).toBe(line.amount);
                expect(read.tax === undefined).toBe(got.tax === undefined);
                sum = sum.plus(read.amount);
              });
              expect(sum.toFixed(2)).toBe(got.fields.Сумма);
            });
          },
        ),
        SEED,
      );
    },
    TIMEOUT,
  );

  it(
    'in windows-1251 and UTF-8 says the same',
    () => {
      fc.assert(
        fc.property(anyOrder, (given) => {
          const [cyrillic, unicode] = (['windows-1251', 'utf-8'] as const).map(
            (ordersEncoding) => readOrders(writeOrders([given], exampleShape('unf', { ordersEncoding }))).orders,
          );
          expect(cyrillic).toEqual(unicode);
        }),
        SEED,
      );
    },
    TIMEOUT,
  );
});
