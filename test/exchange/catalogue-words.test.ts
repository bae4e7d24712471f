import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { queryCatalogue } from '../../src/exchange/catalogue-out/catalogue-out.js';
import { inShopsWords, wordsOfOneC, wordsOfShop } from '../../src/exchange/import/catalogue-words.js';
import type { ExchangeNode, NodeSettings } from '../../src/nodes/exchange-node.js';
import { findNode } from '../../src/store/nodes/nodes.js';
import { importFeed } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP } from './inbox-world.js';

/** Settings priceTypes, warehouses and units: the shop's word → 1C's id. */
const SETTINGS: NodeSettings = {
  priceTypes: { retail: 'pt-guid-1' },
  warehouses: { north: 'wh-guid-1' },
  units: { piece: '796', box: 'упак' },
};

const FEED = `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.07">
<Классификатор><Ид>K</Ид>
<ТипыЦен><ТипЦены><Ид>pt-guid-1</Ид><Наименование>Розничная</Наименование><Валюта>UAH</Валюта></ТипЦены>
<ТипЦены><Ид>pt-guid-2</Ид><Наименование>Оптовая</Наименование></ТипЦены></ТипыЦен>
<Склады><Склад><Ид>wh-guid-1</Ид><Наименование>Север</Наименование></Склад></Склады></Классификатор>
<Каталог СодержитТолькоИзменения="true"><Ид>C</Ид><Товары>
<Товар><Ид>a</Ид><Наименование>A</Наименование><БазоваяЕдиница Код="796" НаименованиеПолное="Штука">шт</БазоваяЕдиница></Товар></Товары></Каталог>
<ПакетПредложений СодержитТолькоИзменения="true"><Ид>C#</Ид><ИдКаталога>C</ИдКаталога><Предложения>
<Предложение><Ид>a</Ид><Наименование>A</Наименование><Цены>
<Цена><ИдТипаЦены>pt-guid-1</ИдТипаЦены><ЦенаЗаЕдиницу>10.50</ЦенаЗаЕдиницу><Единица>упак</Единица></Цена>
<Цена><ИдТипаЦены>pt-guid-2</ИдТипаЦены><ЦенаЗаЕдиницу>9</ЦенаЗаЕдиницу></Цена></Цены>
<Склад ИдСклада="wh-guid-1" КоличествоНаСкладе="5"/><Склад ИдСклада="wh-guid-2" КоличествоНаСкладе="2"/></Предложение></Предложения></ПакетПредложений>
</КоммерческаяИнформация>`;

let world: InboxWorld;
let node: ExchangeNode;
beforeAll(async () => {
  world = await openInboxWorld();
  const made = await world.node('words');
  await world
    .knex('nodes')
    .where({ node_id: made.nodeId })
    .update({ settings: JSON.stringify(SETTINGS) });
  const found = await findNode(world.knex, SHOP, made.nodeId);
  if (!found) throw new Error('the node is gone');
  node = found;
  await importFeed(world, node, 'import.xml', FEED);
});
afterAll(async () => await world.close());

describe('the words of the shop and of a 1C', () => {
  it('come in as the shop calls them, wherever they are named; what has no word stays', async () => {
    const ids = async (table: string) => (await world.knex(table).orderBy('external_id')).map((row) => row.external_id);
    expect(await ids('price_types')).toEqual(['pt-guid-2', 'retail']);
    expect(await ids('warehouses')).toEqual(['north']);
    const offer = await world.knex('offer_numbers').first();
    expect(Object.keys(offer.prices).sort()).toEqual(['pt-guid-2', 'retail']);
    expect(offer.prices.retail[0]).toMatchObject({ amount: '10.50', unit: 'box' });
    expect(Object.keys(offer.stock).sort()).toEqual(['north', 'wh-guid-2']);
    expect((await world.knex('products').first()).unit).toMatchObject({ code: 'piece', name: 'шт' });
  });

  it('go out to 1C as it calls them', async () => {
    const exchange = await world.exchange(node, 'get_catalog');
    let given = '';
    for (let portion = 0; portion < 10; portion += 1) {
      const answer = await queryCatalogue(world.services, exchange, node, undefined);
      if (!answer) break;
      given += iconv.decode(answer.body, answer.contentType.includes('1251') ? 'windows-1251' : 'utf-8');
    }
    expect(given).toContain('<ИдТипаЦены>pt-guid-1</ИдТипаЦены>');
    expect(given).toContain('<Ид>pt-guid-1</Ид>');
    expect(given).toContain('wh-guid-1');
    expect(given).toMatch(/Код="796"/);
    for (const word of ['retail', 'north', 'piece', 'box']) expect(given).not.toContain(`>${word}<`);
    expect(given).not.toMatch(/="(retail|north|piece)"/);
  });

  it('there and back is the same, and a node without such settings costs nothing', () => {
    const [ours, theirs] = [wordsOfShop(SETTINGS), wordsOfOneC(SETTINGS)];
    for (const id of ['pt-guid-1', 'pt-guid-2']) expect(theirs?.priceType(ours?.priceType(id) ?? '')).toBe(id);
    expect(wordsOfShop({})).toBeNull();
    const unit = {
      kind: 'unit',
      id: '796',
      code: '796',
      shortName: 'упак',
      deleted: false,
      line: 1,
      extra: {},
      warnings: [],
    } as const;
    expect(inShopsWords(unit, ours)).toMatchObject({ id: 'piece', code: 'piece', shortName: 'box' });
    expect(inShopsWords(unit, null)).toBe(unit);
  });
});
