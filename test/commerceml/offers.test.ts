import { describe, expect, it } from '@jest/globals';
import { feedOf, only, packageOf, readAll, readOffer } from './support/feed-text.js';

describe('an offer', () => {
  it('gives its prices and its stock', async () => {
    const offer = await readOffer(`<Наименование>Стол</Наименование>
      <Цены><Цена><Представление>1 199,9 грн за шт</Представление><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>1 199,90</ЦенаЗаЕдиницу><Валюта>грн</Валюта>
        <Единица>шт</Единица><Коэффициент>1</Коэффициент><МинКоличество>10</МинКоличество><ИдКаталога>c</ИдКаталога></Цена>
        <Цена><ИдТипаЦены>u</ИдТипаЦены><ЦенаЗаЕдиницу>0</ЦенаЗаЕдиницу><КоличествоОт>5</КоличествоОт></Цена></Цены>
      <Количество>-3,5</Количество><Склад ИдСклада="w1" КоличествоНаСкладе="1"/><Склад ИдСклада="w2" КоличествоНаСкладе="-4.5"/>`);
    expect(offer).toEqual({
      kind: 'offer',
      packageId: 'cat#',
      catalogueId: 'cat',
      id: 'p',
      productId: 'p',
      characteristicId: '',
      name: 'Стол',
      deleted: false,
      prices: [
        {
          priceTypeId: 't',
          amount: '1199.90',
          currency: 'UAH',
          unit: 'шт',
          coefficient: '1',
          minQuantity: '10',
          presentation: '1 199,9 грн за шт',
          extra: { ИдКаталога: 'c' },
        },
        { priceTypeId: 'u', amount: '0', minQuantity: '5' },
      ],
      stock: { total: '-3.5', warehouses: { w1: '1', w2: '-4.5' } },
      line: 3,
      extra: {},
      warnings: [],
    });
  });

  it('that names neither prices nor stock says nothing of them', async () => {
    const offer = await readOffer('<Наименование>Стол</Наименование><Количество/>');
    expect([Object.hasOwn(offer, 'prices'), Object.hasOwn(offer, 'stock'), offer.warnings]).toEqual([false, false, []]);
    expect((await readOffer('<Цены/>')).prices).toEqual([]);
  });

  it.each([
    ['Количество', '<Количество>5</Количество>', { total: '5' }],
    ['Склад with attributes', '<Склад ИдСклада="w" КоличествоНаСкладе="2"/>', { warehouses: { w: '2' } }],
    [
      'Склады with attributes',
      '<Склады ИдСклада="w" КоличествоНаСкладе="2"/><Склады ИдСклада="v" КоличествоНаСкладе="3"/>',
      { warehouses: { w: '2', v: '3' } },
    ],
    [
      'Склады with Склад',
      '<Склады><Склад><Ид>w</Ид><Количество>2</Количество></Склад></Склады>',
      { warehouses: { w: '2' } },
    ],
    [
      'Остатки by warehouse',
      '<Остатки><Остаток><Склад><Ид>w</Ид><Количество>0</Количество></Склад></Остаток><Остаток><Склад><Ид>v</Ид><Количество>1</Количество></Склад></Остаток></Остатки>',
      { warehouses: { w: '0', v: '1' } },
    ],
    ['Остатки in total', '<Остатки><Остаток><Количество>7</Количество></Остаток></Остатки>', { total: '7' }],
    [
      'Остатки of both',
      '<Остатки><Остаток><Склад><Ид>w</Ид><Количество>3</Количество></Склад><Количество>7</Количество></Остаток></Остатки>',
      { total: '7', warehouses: { w: '3' } },
    ],
    ['a warehouse without a quantity', '<Склад ИдСклада="w"/>', undefined],
  ])('reads the stock of %s', async (_, inside, stock) => {
    expect((await readOffer(inside)).stock).toEqual(stock);
  });

  it('takes the id of a warehouse for no more than a text', async () => {
    const ids = ['__proto__', 'constructor', '7', '__proto__'];
    const rows = ids.map((id, place) => `<Склад ИдСклада="${id}" КоличествоНаСкладе="${place}"/>`);
    const offer = await readOffer(rows.join(''));
    expect(new Map(Object.entries(offer.stock?.warehouses ?? {}))).toEqual(
      new Map([
        ['7', '2'],
        ['__proto__', '3'],
        ['constructor', '1'],
      ]),
    );
    expect(offer.warnings.map(({ code, value }) => [code, value])).toEqual([['duplicate-id', '__proto__']]);
  });

  it('warns of a price that is no number, and leaves it out; of a quantity likewise', async () => {
    const offer =
      await readOffer(`<Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>дорого</ЦенаЗаЕдиницу></Цена><Цена><ИдТипаЦены>e</ИдТипаЦены><ЦенаЗаЕдиницу/></Цена>
      <Цена><ИдТипаЦены>n</ИдТипаЦены></Цена><Цена><ИдТипаЦены>u</ИдТипаЦены><ЦенаЗаЕдиницу>1</ЦенаЗаЕдиницу></Цена><Цена><ЦенаЗаЕдиницу>2</ЦенаЗаЕдиницу></Цена></Цены>
      <Количество>много</Количество><Склад ИдСклада="w" КоличествоНаСкладе="?"/><Склад ИдСклада=" " КоличествоНаСкладе="1"/>`);
    expect(offer.prices).toEqual([{ priceTypeId: 'u', amount: '1' }]);
    expect(offer.stock).toBeUndefined();
    expect(offer.warnings.map(({ code, path, value }) => [code, path, value])).toEqual([
      ['number', 'Цены/Цена/ЦенаЗаЕдиницу', 'дорого'],
      ['number', 'Цены/Цена/ЦенаЗаЕдиницу', ''],
      ['number', 'Цены/Цена/ЦенаЗаЕдиницу', ''],
      ['empty-id', 'Цены/Цена/ИдТипаЦены', ''],
      ['number', 'Количество', 'много'],
      ['number', 'Склад/КоличествоНаСкладе', '?'],
      ['empty-id', 'Склад/ИдСклада', '1'],
    ]);
    expect(offer.extra).toEqual({
      Цены: {
        Цена: [
          { ИдТипаЦены: 't', ЦенаЗаЕдиницу: 'дорого' },
          { ИдТипаЦены: 'e', ЦенаЗаЕдиницу: '' },
          { ИдТипаЦены: 'n' },
          null,
          { ЦенаЗаЕдиницу: '2' },
        ],
      },
    });
  });

  it('keeps a currency that is not known as written, and warns once in a feed', async () => {
    const price =
      '<Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>1</ЦенаЗаЕдиницу><Валюта>уе</Валюта></Цена></Цены>';
    const records = await readAll(
      packageOf(`<Предложение><Ид>1</Ид>${price}</Предложение><Предложение><Ид>2</Ид>${price}</Предложение>`),
    );
    const offers = records.filter((record) => record.kind === 'offer');
    expect(offers.map((offer) => offer.prices?.[0]?.currency)).toEqual(['уе', 'уе']);
    expect(offers.map((offer) => offer.warnings)).toEqual([
      [{ code: 'currency', path: 'Цены/Цена/Валюта', value: 'уе', line: 3 }],
      [],
    ]);
  });

  it('reads numbers as the root says that they are written', async () => {
    const inside =
      '<Цены><Цена><ИдТипаЦены>t</ИдТипаЦены><ЦенаЗаЕдиницу>1.234.567</ЦенаЗаЕдиницу></Цена></Цены><Количество>1.000.000</Количество>';
    expect(await readOffer(inside, 'ФорматСуммы="ЧЦ=18; ЧДЦ=2; ЧРД=,"')).toMatchObject({
      prices: [{ amount: '1234567' }],
      stock: { total: '1000000' },
    });
    expect(await readOffer(inside, 'ФорматСуммы="ЧРД=," ФорматКоличества="ЧРД=."')).toMatchObject({
      stock: { total: '1000.000' },
    });
  });

  it('may have the prices of a shop in any order and of namespaces of any prefix', async () => {
    const records = await readAll(
      `<c:КоммерческаяИнформация xmlns:c="urn:1C.ru:commerceml 2"><c:ПакетПредложений><c:Ид>k#</c:Ид><c:Предложения><c:Предложение><c:Количество>1</c:Количество><c:Ид>p</c:Ид></c:Предложение></c:Предложения></c:ПакетПредложений></c:КоммерческаяИнформация>`,
    );
    expect(only(records, 'offer')).toMatchObject({ id: 'p', catalogueId: 'k', stock: { total: '1' } });
  });
});

describe('a package of offers', () => {
  it('gives its head, its price types and warehouses, and its offers, in the order of the file', async () => {
    const records = await readAll(
      feedOf(`<ПакетПредложений СодержитТолькоИзменения="false"><Ид>c#</Ид><Наименование>П</Наименование><ИдКаталога>c</ИдКаталога>
        <ТипыЦен><ИдКлассификатора>k</ИдКлассификатора><ТипЦены><Ид>t</Ид></ТипЦены></ТипыЦен><Склады><Склад><Ид>w</Ид></Склад></Склады>
        <Предложения><Предложение><Ид>1</Ид></Предложение></Предложения></ПакетПредложений>`),
    );
    expect(records.map((record) => record.kind)).toEqual(['offerPackage', 'priceType', 'warehouse', 'offer']);
    expect(records[0]).toEqual({
      kind: 'offerPackage',
      id: 'c#',
      catalogueId: 'c',
      name: 'П',
      onlyChanges: false,
      changesPackage: false,
      line: 3,
      extra: { ТипыЦен: { ИдКлассификатора: 'k' } },
      warnings: [],
    });
  });

  it.each([
    ['<Ид>c#</Ид><ИдКаталога>d</ИдКаталога>', 'd'],
    ['<Ид>c#</Ид><ИдКаталога/>', 'c'],
    ['<Ид>c#x</Ид>', 'c'],
    ['<Ид>#c</Ид>', 'c'],
    ['<Ид>c</Ид>', 'c'],
    ['<Ид>#</Ид>', ''],
  ])('belongs to a catalogue: %s → %j', async (head, catalogueId) => {
    expect(
      only(await readAll(feedOf(`<ПакетПредложений>${head}</ПакетПредложений>`)), 'offerPackage').catalogueId,
    ).toBe(catalogueId);
  });

  it.each([
    ['<Ид>a</Ид><ИдХарактеристики>b</ИдХарактеристики>', 'a#b', {}],
    ['<Ид>a</Ид><ИдХарактеристики>a#b</ИдХарактеристики>', 'a#b', {}],
    ['<Ид>a#</Ид><ИдХарактеристики/>', 'a', {}],
    ['<Ид>a</Ид><ИдХарактеристики>00000000-0000-0000-0000-000000000000</ИдХарактеристики>', 'a', {}],
    ['<Ид>a#b</Ид><ИдХарактеристики>c</ИдХарактеристики>', 'a#b', { ИдХарактеристики: 'c' }],
  ])('of changes names the characteristic apart: %s', async (ids, id, extra) => {
    const records = await readAll(
      feedOf(
        `<ИзмененияПакетаПредложений><Ид>c#</Ид><Предложения><Предложение>${ids}<КодЕдиницыИзмерения>796</КодЕдиницыИзмерения></Предложение></Предложения></ИзмененияПакетаПредложений>`,
      ),
    );
    expect(only(records, 'offerPackage').changesPackage).toBe(true);
    expect(only(records, 'offer')).toMatchObject({ id, unit: { code: '796' }, extra });
  });
});
