import { describe, expect, it } from '@jest/globals';
import { feedOf, only, readAll, readDocument } from './support/feed-text.js';

const requisites = (pairs: Readonly<Record<string, string>>) =>
  `<ЗначенияРеквизитов>${Object.entries(pairs)
    .map(
      ([name, value]) =>
        `<ЗначениеРеквизита><Наименование>${name}</Наименование><Значение>${value}</Значение></ЗначениеРеквизита>`,
    )
    .join('')}</ЗначенияРеквизитов>`;
const fateOf = async (pairs: Readonly<Record<string, string>>, inside = '', attributes = '') =>
  (await readDocument(requisites(pairs) + inside, attributes)).fate;

describe('a document', () => {
  it('gives all of its fields', async () => {
    const records = await readAll(
      feedOf(`<Документ><Ид> d </Ид><Номер> 7 </Номер><Дата>2019-04-16</Дата><Время>9:05:01</Время><ХозОперация>Заказ товара</ХозОперация><Роль>Продавец</Роль>
<Валюта>руб</Валюта><Курс>1</Курс><Сумма>23 000</Сумма><СрокПлатежа>0001-01-01</СрокПлатежа><Комментарий>Позвонить</Комментарий>
<Контрагенты><Контрагент><Ид>k</Ид><Наименование>Петренко</Наименование><ПолноеНаименование>Петренко Пётр</ПолноеНаименование><Роль>Покупатель</Роль><ИНН>1234567890</ИНН>
  <АдресРегистрации><Представление>Киев, 1</Представление></АдресРегистрации><Контакты><Контакт><Тип>Почта</Тип><Значение>a@b.c</Значение></Контакт></Контакты><Пол>М</Пол></Контрагент>
  <Контрагент><Наименование>Фирма</Наименование><ОфициальноеНаименование>ТОВ Фирма</ОфициальноеНаименование><КодПоЕДРПОУ>12345678</КодПоЕДРПОУ><ОКПО>87654321</ОКПО></Контрагент></Контрагенты>
<Налоги><Налог><Наименование>НДС</Наименование><УчтеноВСумме>true</УчтеноВСумме><Ставка>20</Ставка><Сумма>10</Сумма></Налог></Налоги>
<Скидки><Скидка><Наименование>На заказ</Наименование><Сумма>5</Сумма><Процент>1,5</Процент><УчтеноВСумме>false</УчтеноВСумме><Комментарий>лето</Комментарий></Скидка></Скидки>
<Товары>
<Товар><Ид>a#b</Ид><Артикул>A</Артикул><Наименование>Стол</Наименование><БазоваяЕдиница Код="796" НаименованиеПолное="Штука"/><Единица>шт</Единица><Коэффициент>1</Коэффициент>
  <ЦенаЗаЕдиницу>10,5</ЦенаЗаЕдиницу><Количество>2</Количество><Сумма>21.00</Сумма><СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>Без НДС</Ставка></СтавкаНалога></СтавкиНалогов>
  <Налоги><Налог><Наименование>НДС</Наименование><УчтеноВСумме>true</УчтеноВСумме><Сумма>0</Сумма></Налог></Налоги><Скидки><Скидка><Сумма>1</Сумма></Скидка></Скидки>
  ${requisites({ ТипНоменклатуры: 'Товар' })}<ДополнительныеЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Д</Наименование><Значение>1</Значение></ЗначениеРеквизита></ДополнительныеЗначенияРеквизитов><ГТД>г</ГТД></Товар>
<Товар><Наименование>Доставка</Наименование><Единица><Ид>796</Ид><НаименованиеКраткое>шт</НаименованиеКраткое></Единица><Цена>5</Цена></Товар>
</Товары>${requisites({ 'Номер по 1С': 'СА-1' })}<НомерВерсии>v</НомерВерсии></Документ>`),
    );
    expect(only(records, 'document')).toEqual({
      kind: 'document',
      id: 'd',
      number: '7',
      date: '2019-04-16',
      time: '09:05:01',
      operationText: 'Заказ товара',
      operation: 'order',
      role: 'Продавец',
      currency: 'RUB',
      rate: '1',
      amount: '23000',
      comment: 'Позвонить',
      counterparties: [
        {
          id: 'k',
          name: 'Петренко',
          type: 'person',
          fullName: 'Петренко Пётр',
          role: 'Покупатель',
          taxId: '1234567890',
          address: 'Киев, 1',
          contacts: [{ type: 'Почта', value: 'a@b.c' }],
          extra: { Пол: 'М' },
        },
        {
          name: 'Фирма',
          type: 'company',
          fullName: 'ТОВ Фирма',
          taxId: '12345678',
          contacts: [],
          extra: { ОКПО: '87654321' },
        },
      ],
      taxes: [{ name: 'НДС', included: true, rate: '20', amount: '10' }],
      discounts: [{ name: 'На заказ', amount: '5', percent: '1.5', included: false, comment: 'лето' }],
      lines: [
        {
          line: 11,
          id: 'a#b',
          sku: 'A',
          name: 'Стол',
          unit: { code: '796', fullName: 'Штука', name: 'шт' },
          quantity: '2',
          price: '10.5',
          amount: '21.00',
          coefficient: '1',
          taxes: [{ name: 'НДС', included: true, amount: '0', rate: 'none' }],
          discounts: [{ amount: '1' }],
          requisites: [
            { name: 'ТипНоменклатуры', values: ['Товар'] },
            { name: 'Д', values: ['1'] },
          ],
          extra: { ГТД: 'г' },
        },
        {
          line: 15,
          id: '',
          name: 'Доставка',
          unit: { code: '796', name: 'шт' },
          price: '5',
          taxes: [],
          discounts: [],
          requisites: [],
          extra: {},
        },
      ],
      requisites: [{ name: 'Номер по 1С', values: ['СА-1'] }],
      fate: { oneCNumber: 'СА-1' },
      subordinate: [],
      line: 3,
      warnings: [],
      extra: { СрокПлатежа: '0001-01-01', НомерВерсии: 'v' },
    });
  });

  it('without Товары has no lines, which is not the same as none', async () => {
    expect(Object.hasOwn(await readDocument(''), 'lines')).toBe(false);
    expect((await readDocument('<Товары/>')).lines).toEqual([]);
  });

  it('may have its fields as attributes (commerceml.md §2.4)', async () => {
    const records = await readAll(
      feedOf('<Документ Ид=" d " Номер="7" ХозОперация="Заказ товара" Сумма="1,5" Роль="Продавец" Кратность="1"/>'),
    );
    expect(only(records, 'document')).toMatchObject({
      id: 'd',
      number: '7',
      operation: 'order',
      amount: '1.5',
      role: 'Продавец',
      extra: { '@Кратность': '1' },
    });
  });

  it('without id and number is kept as another record; with either it is a document', async () => {
    const records = await readAll(
      feedOf(
        '<Документ><Ид> </Ид><Номер/></Документ><Документ><Номер>5</Номер></Документ><Документ><Ид>5</Ид></Документ>',
      ),
    );
    expect(records.map((record) => record.kind)).toEqual(['other', 'document', 'document']);
    expect(records[0]?.warnings).toEqual([{ code: 'empty-id', path: 'Документ', value: '', line: 3 }]);
  });

  it('has 1C’s empty date as null, and warns of one that is none', async () => {
    const document = await readDocument('<Дата>0001-01-01</Дата><Время>полдень</Время><Сумма/>');
    expect([document.date, document.time, document.amount]).toEqual([null, undefined, null]);
    expect(document.warnings).toEqual([{ code: 'date', path: 'Время', value: 'полдень', line: 3 }]);
  });

  it.each([
    ['10%', '10'],
    ['1,5 %', '1.5'],
    ['7', '7'],
    ['много', undefined],
  ])('has the percent of a discount: %j', async (written, percent) => {
    const document = await readDocument(
      `<Скидки><Скидка><Сумма>1</Сумма><Процент>${written}</Процент></Скидка></Скидки>`,
    );
    expect(document.discounts[0]?.percent).toBe(percent);
    expect(document.warnings).toHaveLength(percent === undefined ? 1 : 0);
  });

  it('has the unit of a line; the product’s own, when it is another one, stays', async () => {
    const unitsOf = async (inside: string) => {
      const [line] = (await readDocument(`<Товары><Товар><Ид>a</Ид>${inside}</Товар></Товары>`)).lines ?? [];
      return [line?.unit, line?.extra];
    };
    const base = '<БазоваяЕдиница Код="796" НаименованиеПолное="Штука">шт</БазоваяЕдиница>';
    expect(await unitsOf(`${base}<Единица>шт</Единица>`)).toEqual([{ code: '796', name: 'шт', fullName: 'Штука' }, {}]);
    expect(await unitsOf(`${base}<Единица>упак</Единица>`)).toEqual([
      { name: 'упак' },
      { БазоваяЕдиница: { '@Код': '796', '@НаименованиеПолное': 'Штука', '#text': 'шт' } },
    ]);
  });

  it('has the payments of 2.09', async () => {
    const document =
      await readDocument(`<Оплаты><Оплата><НомерДокумента>П-1</НомерДокумента><НомерТранзакции>t</НомерТранзакции>
      <ДатаОплаты>2015-06-29T9:05:01</ДатаОплаты><СуммаОплаты>1 000,50</СуммаОплаты><СпособОплаты>Картой</СпособОплаты><ИдСпособаОплаты>3</ИдСпособаОплаты>
      <Чек>7</Чек></Оплата><Оплата><СуммаОплаты>много</СуммаОплаты></Оплата></Оплаты>`);
    expect(document.payments).toEqual([
      {
        number: 'П-1',
        transaction: 't',
        date: '2015-06-29T09:05:01',
        amount: '1000.50',
        method: 'Картой',
        methodId: '3',
      },
    ]);
    expect(document.extra).toEqual({ Оплаты: { Оплата: [{ Чек: '7' }] } });
    expect(document.warnings).toMatchObject([{ code: 'number', path: 'Оплаты/Оплата/СуммаОплаты', value: 'много' }]);
    expect(await readDocument('')).not.toHaveProperty('payments');
  });

  it.each([
    ['Выплата наличных денег', { 'Признак возврата': 'true' }, 'refund'],
    ['Выплата наличных денег', { 'Признак возврата': 'false' }, 'payment'],
    ['Отпуск товара', { 'Признак возврата': 'true' }, 'shipment'],
  ])('%s with %j is a %s', async (operation, pairs, expected) => {
    const document = await readDocument(`<ХозОперация>${operation}</ХозОперация>${requisites(pairs)}`);
    expect(document.operation).toBe(expected);
  });

  it('may have a counterparty of several roles', async () => {
    const party = (roles: string) => `<Контрагенты><Контрагент><Ид>k</Ид>${roles}</Контрагент></Контрагенты>`;
    const several = await readDocument(party('<Роль>Поставщик</Роль><Роль>Покупатель</Роль>'));
    expect(several.counterparties).toMatchObject([
      { role: 'Поставщик', roles: ['Поставщик', 'Покупатель'], extra: {} },
    ]);
    expect((await readDocument(party('<Роль>Покупатель</Роль>'))).counterparties[0]).not.toHaveProperty('roles');
  });

  it('has its subordinates and its basis (2.10)', async () => {
    const document =
      await readDocument(`<ПодчиненныеДокументы><ПодчиненныйДокумент><Ид>s</Ид><Номер>1</Номер><ХозОперация>Эквайринговая операция</ХозОперация><Основание>d</Основание></ПодчиненныйДокумент>
      <ПодчиненныйДокумент><Комментарий>без ид</Комментарий></ПодчиненныйДокумент></ПодчиненныеДокументы>`);
    expect(document.subordinate).toEqual([
      expect.objectContaining({ kind: 'document', id: 's', operation: 'payment', basis: 'd', subordinate: [] }),
    ]);
    expect(document.extra).toEqual({
      ПодчиненныеДокументы: { ПодчиненныйДокумент: [null, { Комментарий: 'без ид' }] },
    });
    expect((await readDocument('<Основание><Ид>o</Ид></Основание>')).basis).toBe('o');
  });
});

describe('ХозОперация (commerceml.md §3.1)', () => {
  it.each([
    ['Заказ товара', 'order'],
    ['ЗаказТовара', 'order'],
    ['  заказ  ТОВАРА ', 'order'],
    ['Замовлення товару', 'order'],
    ['3aказ товара', 'other'],
    ['Отпуск товара', 'shipment'],
    ['Відпуск товару', 'shipment'],
    ['Выплата наличных денег', 'payment'],
    ['Выплата безналичных денег', 'payment'],
    ['Эквайринговая операция', 'payment'],
    ['Возврат безналичных денег', 'refund'],
    ['Возврат товара', 'return'],
    ['Повернення товару', 'return'],
    // The first letter of the next is Latin, as in the official schema.
    ['CчетНаОплату', 'invoice'],
    ['Счет-фактура', 'invoice'],
    ['СчётФактура', 'invoice'],
    ['Переоценка товаров', 'other'],
    ['', 'other'],
  ])('%j is %s', async (written, operation) => {
    const document = await readDocument(`<ХозОперация>${written}</ХозОперация>`);
    expect([document.operation, document.operationText]).toEqual([operation, written.trim()]);
  });
});

describe('the fate of an order (one-c-client.md §6)', () => {
  const russian = {
    'Номер по 1С': 'НФ-1',
    'Дата по 1С': '2014-12-12T9:51:39',
    ПометкаУдаления: 'false',
    Проведен: 'true',
    'Номер оплаты по 1С': 'П-1',
    'Дата оплаты по 1С': '2014-12-13',
    'Номер отгрузки по 1С': 'О-1',
    'Дата отгрузки по 1С': '14.12.2014 10:00:00',
    Отменен: 'Нет',
    'Статус заказа': '[N] Принят',
    'Статуса заказа ИД': 'N',
  };
  const ukrainian = {
    'Номер за 1С': 'НФ-1',
    'Дата за 1С': '2014-12-12T9:51:39',
    ПозначкаВилучення: 'Ні',
    Проведений: 'Так',
    'Номер оплати за 1С': 'П-1',
    'Дата оплати за 1С': '2014-12-13',
    'Номер відвантаження за 1С': 'О-1',
    'Дата відвантаження за 1С': '14.12.2014 10:00:00',
    Скасовано: 'Ні',
    'Статус замовлення': '[N] Принят',
    'Статусу замовлення ІД': 'N',
  };
  const latin = Object.fromEntries(Object.entries(russian).map(([name, value]) => [name.replace('1С', '1C'), value]));

  it.each([
    ['Russian', russian],
    ['Ukrainian', ukrainian],
    ['Russian with a Latin C in 1C', latin],
  ])('is read in %s', async (_, pairs) => {
    expect(await fateOf(pairs)).toEqual({
      oneCNumber: 'НФ-1',
      oneCDate: '2014-12-12T09:51:39',
      deleted: false,
      posted: true,
      cancelled: false,
      paid: true,
      paymentNumber: 'П-1',
      paymentDate: '2014-12-13',
      shipped: true,
      shipmentNumber: 'О-1',
      shipmentDate: '2014-12-14T10:00:00',
      status: '[N] Принят',
      statusId: 'N',
    });
  });

  it.each([
    ['Оплачен: true', { Оплачен: 'true' }, { paid: true }],
    ['Оплачен: false', { Оплачен: 'false' }, { paid: false }],
    [
      'a false that is said, beside a payment',
      { Оплачен: 'false', 'Номер оплаты по 1С': '5' },
      { paid: false, paymentNumber: '5' },
    ],
    [
      'an empty Оплачен beside a payment',
      { Оплачен: '', 'Дата оплаты по 1С': '2020-01-02' },
      { paid: true, paymentDate: '2020-01-02' },
    ],
    ['an empty date of payment', { 'Дата оплаты по 1С': '0001-01-01T00:00:00', 'Номер оплаты по 1С': ' ' }, {}],
    ['Отгружен: Да', { Отгружен: 'Да' }, { shipped: true }],
    ['only a number of the shipment', { 'Номер отгрузки по 1С': '5' }, { shipped: true, shipmentNumber: '5' }],
    ['nothing', {}, {}],
    ['only what is empty', { Проведен: '', Отменен: ' ', 'Статус заказа': '' }, {}],
  ])('%s', async (_, pairs, fate) => {
    expect(await fateOf(pairs)).toEqual(fate);
  });

  it('is read of elements and attributes, too; a requisite goes before', async () => {
    expect(
      await fateOf(
        {},
        '<Номер1С>Э-1</Номер1С><Дата1С>2020-02-03</Дата1С><ПометкаУдаления>true</ПометкаУдаления>',
        'Проведен="true"',
      ),
    ).toEqual({
      oneCNumber: 'Э-1',
      oneCDate: '2020-02-03',
      deleted: true,
      posted: true,
    });
    expect((await fateOf({ 'Номер по 1С': 'Р-1' }, '<Номер1С>Э-1</Номер1С>')).oneCNumber).toBe('Р-1');
  });

  it('warns of what it cannot read', async () => {
    const document = await readDocument(requisites({ Проведен: 'наверное', 'Дата по 1С': 'вчера' }));
    expect(document.fate).toEqual({});
    expect(document.warnings.map(({ code, path, value }) => [code, path, value])).toEqual([
      ['date', 'ЗначенияРеквизитов/Дата по 1С', 'вчера'],
      ['boolean', 'ЗначенияРеквизитов/Проведен', 'наверное'],
    ]);
  });

  it('has times with a zone in the time of the node', async () => {
    const records = await readAll(
      feedOf(`<Документ><Ид>d</Ид>${requisites({ 'Дата по 1С': '2024-07-01T22:30:00Z' })}</Документ>`),
      { timeZone: 'Asia/Almaty' },
    );
    expect(only(records, 'document').fate.oneCDate).toBe('2024-07-02T03:30:00');
  });
});
