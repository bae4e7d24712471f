import {
  insertDictionary,
  insertDictionaryItem,
  insertGroup,
  insertNodeRow,
  insertOffer,
  insertPriceType,
  insertProduct,
  insertProperty,
  insertWarehouse,
} from './catalogue-rows.js';
import { makeListing } from './listing-of.js';
import type { Rest } from './open-rest.js';

/** Numbers that look random and are the same in each run. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export const GROUPS = ['root', 'chairs', 'tables', 'oak', 'lost'];
export const MANUFACTURERS = ['Завод, «Мебель»', 'Factory'];
export const COLOURS = ['красный', 'зелёный, тёмный', '1,5'];
export const SIZES = ['XL', 'S'];
export const PRICE_TYPES = ['retail', 'bulk'];
export const WAREHOUSES = ['north', 'south'];

/** A small catalogue in two id spaces in which every filter finds some and not all. Ids of ours that queries may name are given back. */
export async function fillCatalogue(rest: Rest, products: number): Promise<Record<string, string>> {
  const { knex } = rest;
  const pick = numbersFrom(6);
  const some = <Value>(values: readonly Value[]): Value => values[pick(values.length)] as Value;
  const ours: Record<string, string> = {};
  await insertNodeRow(knex, { name: 'one' });
  for (const space of ['main', 'other']) {
    const under = (name: string, parent: string | null) =>
      insertGroup(knex, { external_id: name, parent_external_id: parent, id_space: space, name });
    ours[`root-${space}`] = await under('root', null);
    await under('chairs', 'root');
    await under('tables', 'root');
    ours[`oak-${space}`] = await under('oak', 'chairs');
    const variants = { r: COLOURS[0], g: COLOURS[1] };
    ours[`colour-${space}`] = await insertProperty(knex, {
      external_id: 'colour',
      id_space: space,
      name: 'Цвет',
      variants,
    });
    const extra = { ТипСправочника: 'woods' };
    await insertProperty(knex, {
      external_id: 'wood',
      id_space: space,
      name: 'Дерево',
      value_type: 'dictionary',
      extra,
    });
    await insertDictionary(knex, { external_id: 'woods', id_space: space, name: 'Породы' });
    await insertDictionaryItem(knex, {
      dictionary_external_id: 'woods',
      external_id: 'w1',
      id_space: space,
      name: 'дуб',
    });
    for (const name of PRICE_TYPES)
      ours[`${name}-${space}`] = await insertPriceType(knex, { external_id: name, id_space: space, name });
    for (const name of WAREHOUSES)
      ours[`${name}-${space}`] = await insertWarehouse(knex, { external_id: name, id_space: space, name });
  }
  const money = () => `${pick(30)}.${some(['00', '50', '5', '990'])}`;
  for (let index = 0; index < products; index += 1) {
    const id_space = pick(4) === 0 ? 'other' : 'main';
    const external_id = `Товар ${pick(10)}`;
    const properties = [
      ...(pick(2) === 0 ? [{ id: 'colour', values: [some(['r', 'g', '1,5'])] }] : []),
      ...(pick(3) === 0 ? [{ id: 'wood', values: ['w1'] }] : []),
    ];
    const key = { id_space, external_id: `${external_id}-${index}` };
    if (index === 10) ours.ext = key.external_id;
    await insertProduct(knex, {
      ...{ ...key, properties },
      name: some(['Стол', 'стул 10', 'Стул 9', 'Ёлка', 'Chair', null]),
      sku: some(['AB-1', 'ab-1', ' Ж_2 ', null]),
      barcode: some(['46001', '46002', null]),
      manufacturer: some([...MANUFACTURERS, null]),
      group_ids: pick(5) === 0 ? [] : [some(GROUPS)],
      active: pick(6) !== 0,
      deleted: pick(9) === 0,
      updated_at: `2026-01-0${1 + pick(5)}T00:00:00.00000${pick(3)}Z`,
    });
    for (let offer = pick(4); offer > 0; offer -= 1) {
      const price = () => [
        { amount: money(), minQuantity: '10' },
        ...(pick(2) === 0 ? [{ amount: money() }] : [{ amount: money(), minQuantity: '5' }]),
      ];
      const total = some([null, '0', '3', '-1']);
      await insertOffer(knex, {
        ...{ id_space, product_external_id: key.external_id, characteristic_id: `c${offer}` },
        sku: some(['of-1', null, null]),
        barcode: some(['2999', null, null]),
        characteristics: pick(2) === 0 ? [{ name: 'Размер', value: some(SIZES) }] : [],
        prices: Object.fromEntries(PRICE_TYPES.filter(() => pick(3) > 0).map((type) => [type, price()])),
        stock: Object.fromEntries(
          WAREHOUSES.filter(() => pick(2) === 0).map((name) => [name, some(['0', '2.5', '-4'])]),
        ),
        stock_total: total,
        active: pick(5) !== 0,
        updated_at: `2026-01-0${1 + pick(7)}T00:00:00.000000Z`,
      });
    }
  }
  await makeListing(rest);
  return ours;
}
