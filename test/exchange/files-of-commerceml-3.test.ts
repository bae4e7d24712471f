import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExchangeNode } from '../../src/nodes/exchange-node.js';
import { insertNode } from '../../src/store/nodes/nodes.js';
import { importFeed, rowVersions } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP } from './inbox-world.js';

const file = (children: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_3" ВерсияСхемы="3.1" ДатаФормирования="2026-01-02T03:04:05">${children}</КоммерческаяИнформация>`;

const REFERENCES =
  file(`<ПользовательскиеСправочники СодержитТолькоИзменения="false"><Справочник><Ид>brands</Ид><Наименование>Бренды</Наименование>
  <Реквизиты><Реквизит><Ид>r</Ид><Наименование>Наименование</Наименование><ТипЗначений>Строка</ТипЗначений></Реквизит></Реквизиты>
  <ЭлементыСправочника>${Array.from(
    { length: 25 },
    (_, n) =>
      `<ЭлементСправочника><Ид>b${n}</Ид><ЗначенияРеквизитов><ЗначениеРеквизита><Ид>r</Ид><Значение>Бренд ${n}</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></ЭлементСправочника>`,
  ).join('')}</ЭлементыСправочника></Справочник></ПользовательскиеСправочники>`);

const CONTRAGENTS = file(
  '<Контрагенты><Контрагент><Ид>k</Ид><ПометкаУдаления>false</ПометкаУдаления><Наименование>Іван</Наименование><Роль>Покупатель</Роль><Роль>Поставщик</Роль></Контрагент></Контрагенты>',
);

const document = (id: string, operation: string, more: string) =>
  `<Документ><Ид>${id}</Ид><ПометкаУдаления>false</ПометкаУдаления><Номер>${id}</Номер><Дата>2026-01-02</Дата><ХозОперация>${operation}</ХозОперация><Роль>Продавец</Роль><Валюта>UAH</Валюта><Курс>1</Курс>${more}</Документ>`;
const ORDER = document(
  'o',
  'Заказ товара',
  `<Сумма>20</Сумма><Контрагенты><Контрагент><Ид>k</Ид><Наименование>Іван</Наименование><Роль>Покупатель</Роль></Контрагент></Контрагенты>
   <Товары><Товар><Ид>a</Ид><Наименование>Чашка</Наименование><Цена>10</Цена><Количество>2</Количество><Сумма>20</Сумма></Товар></Товары>`,
);
const PAYMENT = document('p', 'Эквайринговая операция', '<Сумма>20</Сумма>');
const SHIPMENT = document('s', 'Отпуск товара', '<Сумма>20</Сумма>');
const DOCUMENTS = file(`<Контейнер>${SHIPMENT}${ORDER}${PAYMENT}</Контейнер>`);
/** A removed payment: a stub, in a file of its own. */
const REMOVED = file(
  '<Документ><Ид>p</Ид><ПометкаУдаления>true</ПометкаУдаления><Номер>p</Номер><ХозОперация>Эквайринговая операция</ХозОперация><Контрагенты/><Товары/></Документ>',
);

describe('the files of CommerceML 3', () => {
  let world: InboxWorld;
  let node: ExchangeNode;
  beforeAll(async () => {
    world = await openInboxWorld({ IMPORT_BATCH: '10' });
    const input = { name: 'bus', login: 'bus', password: 'p', profile: 'bitrix3', timeZone: 'Europe/Kyiv' } as const;
    node = await world.services.db.transaction((tx) => insertNode(tx, SHOP, input));
  });
  afterAll(async () => await world.close());

  const state = async () => ({
    ...(await rowVersions(world)),
    documents: (await world.knex.raw('select ctid::text, xmin::text from order_documents order by ctid')).rows,
    orders: (await world.knex.raw('select ctid::text, xmin::text from orders order by ctid')).rows,
  });

  it('references: a dictionary longer than a step, item by item', async () => {
    const feed = await importFeed(world, node, 'references___1.xml', REFERENCES);
    const [job] = await world.knex('jobs').where({ feed_id: feed.feedId });
    expect(job.counts).toEqual({ dictionary: 1, 'dictionary.new': 1, dictionaryItem: 25, 'dictionaryItem.new': 25 });
    const items = await world.knex('dictionary_items').orderBy('item_id');
    expect(items.map((row: { name: string }) => row.name)).toEqual(Array.from({ length: 25 }, (_, n) => `Бренд ${n}`));
  });

  it('contragents: with all their roles', async () => {
    await importFeed(world, node, 'contragents_7_1.xml', CONTRAGENTS);
    expect(await world.knex('counterparties')).toMatchObject([
      { external_id: 'k', roles: ['Покупатель', 'Поставщик'], active: true },
    ]);
  });

  it('documents: what stands in a container belongs to its order; a removed payment is marked', async () => {
    await importFeed(world, node, 'documents___1.xml', DOCUMENTS);
    const order = await world.knex('orders').first();
    const documents = async () => await world.knex('order_documents').orderBy('operation').orderBy('document_id');
    expect(order).toMatchObject({ one_c_id: 'o', total: '20.00', origin: 'node' });
    expect(await documents()).toMatchObject([
      { order_id: order.order_id, operation: 'order' },
      { order_id: order.order_id, operation: 'payment', document_id: 'p', content: { basis: 'o', amount: '20' } },
      { order_id: order.order_id, operation: 'shipment', document_id: 's', content: { basis: 'o' } },
    ]);
    await importFeed(world, node, 'documents___2.xml', REMOVED);
    expect((await documents())[1]).toMatchObject({ content: { amount: '20', fate: { deleted: true } } });
  });

  it('each again: no row, no change number', async () => {
    for (const body of [REFERENCES, CONTRAGENTS, REMOVED]) {
      const before = await state();
      await importFeed(world, node, 'again.xml', body);
      expect(await state()).toEqual(before);
    }
    await importFeed(world, node, 'again.xml', DOCUMENTS);
    const before = await state();
    await importFeed(world, node, 'again.xml', DOCUMENTS);
    expect(await state()).toEqual(before);
  });
});
