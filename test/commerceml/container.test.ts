import { describe, expect, it } from '@jest/globals';
import { feedOf, readAll } from './support/feed-text.js';

const document = (id: string, operation: string, more = '') =>
  `<Документ><Ид>${id}</Ид><Номер>N${id}</Номер><ХозОперация>${operation}</ХозОперация>${more}</Документ>`;
const ORDER = 'Заказ товара';
const PAYMENT = 'Эквайринговая операция';
const SHIPMENT = 'Відпуск товару';

/** Id → basis, in the order in which the records come. */
async function basesOf(children: string): Promise<[string, string | undefined][]> {
  const records = await readAll(feedOf(children));
  return records.flatMap((record): [string, string | undefined][] =>
    record.kind === 'document' ? [[record.id, record.basis]] : [],
  );
}

describe('Контейнер', () => {
  it('its documents belong to its order; a basis that is said stays', async () => {
    const container = `<Контейнер>${document('o', ORDER)}${document('p', PAYMENT)}${document('s', SHIPMENT, '<Основание>else</Основание>')}</Контейнер>`;
    expect(await basesOf(container + document('q', PAYMENT))).toEqual([
      ['o', undefined],
      ['p', 'o'],
      ['s', 'else'],
      ['q', undefined],
    ]);
  });

  it('also those that stand before the order, and in every container to its own', async () => {
    const first = `<Контейнер>${document('p1', PAYMENT)}${document('o1', ORDER)}${document('s1', SHIPMENT)}</Контейнер>`;
    const second = `<Контейнер>${document('p2', PAYMENT)}</Контейнер>`;
    expect(await basesOf(first + second)).toEqual([
      ['o1', undefined],
      ['p1', 'o1'],
      ['s1', 'o1'],
      ['p2', undefined],
    ]);
  });

  it('an order without an id gives its number', async () => {
    const order = `<Документ><Номер>7</Номер><ХозОперация>${ORDER}</ХозОперация></Документ>`;
    expect(await basesOf(`<Контейнер>${order}${document('p', PAYMENT)}</Контейнер>`)).toEqual([
      ['', undefined],
      ['p', '7'],
    ]);
  });

  it('holds back no more than a hundred documents that wait for an order', async () => {
    const waiting = Array.from({ length: 150 }, (_, n) => document(`p${n}`, PAYMENT)).join('');
    const bases = await basesOf(`<Контейнер>${waiting}${document('o', ORDER)}</Контейнер>`);
    expect(bases.filter(([, basis]) => basis === 'o')).toHaveLength(50);
    expect(bases).toHaveLength(151);
  });

  it('nor more than a few large ones', async () => {
    const large = (id: string) => document(id, PAYMENT, `<Комментарий>${'x'.repeat(1_500_000)}</Комментарий>`);
    const waiting = ['1', '2', '3', '4'].map(large).join('');
    const bases = await basesOf(`<Контейнер>${waiting}${document('o', ORDER)}</Контейнер>`);
    expect(bases).toEqual([
      ['1', undefined],
      ['2', undefined],
      ['3', undefined],
      ['o', undefined],
      ['4', 'o'],
    ]);
  });
});
