import { describe, expect, it } from '@jest/globals';
import { catalogueOf, feedOf, only, readAll, readProduct } from './support/feed-text.js';

const requisite = (name: string, ...values: string[]) =>
  `<ЗначениеРеквизита><Наименование>${name}</Наименование>${values.map((value) => `<Значение>${value}</Значение>`).join('')}</ЗначениеРеквизита>`;
const requisites = (...list: string[]) => `<ЗначенияРеквизитов>${list.join('')}</ЗначенияРеквизитов>`;

describe('a product', () => {
  it('gives all of its fields', async () => {
    const [, product] = await readAll(
      catalogueOf(`
<Товар>
  <Ид> a#b </Ид><Штрихкод>4600000000001</Штрихкод><Артикул> A-1 </Артикул><Код>00017 </Код>
  <Наименование>Стол &amp; стул</Наименование>
  <БазоваяЕдиница Код="796 " НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт
    <Пересчет><Единица>уп</Единица><Коэффициент>10,5</Коэффициент><Особый>x</Особый></Пересчет></БазоваяЕдиница>
  <Группы><Ид>g1</Ид><Ид>g2</Ид><Ид>g1</Ид></Группы>
  <Описание>Первая строка
вторая</Описание>
  <Картинка>import_files/ab/1.jpg</Картинка><Картинка>import_files/ab/2.png</Картинка>
  <Изготовитель><Ид>m</Ид><Наименование>Фабрика</Наименование></Изготовитель>
  <ТорговаяМарка>Марка</ТорговаяМарка><Страна>Украина</Страна><Вес>1,250</Вес>
  <СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование><Ставка>20%</Ставка></СтавкаНалога></СтавкиНалогов>
  <ЗначенияСвойств>
    <ЗначенияСвойства><Ид>цвет</Ид><Наименование>Цвет</Наименование><Значение>красный</Значение><Значение>синий</Значение></ЗначенияСвойства>
    <ЗначенияСвойства><Ид>пусто</Ид><Значение/></ЗначенияСвойства>
    <ЗначенияСвойства><Ид>цвет</Ид><Значение>белый</Значение></ЗначенияСвойства>
  </ЗначенияСвойств>
  <ХарактеристикиТовара><ХарактеристикаТовара><Ид>h</Ид><Наименование>Размер</Наименование><Значение>XL</Значение></ХарактеристикаТовара></ХарактеристикиТовара>
  ${requisites(requisite('Полное наименование', 'Стол и стул'), requisite('ВидНоменклатуры'))}
</Товар>`),
    );
    expect(product).toEqual({
      kind: 'product',
      line: 4,
      catalogueId: 'cat',
      id: 'a#b',
      productId: 'a',
      characteristicId: 'b',
      barcode: '4600000000001',
      sku: 'A-1',
      code: '00017',
      name: 'Стол & стул',
      fullName: 'Стол и стул',
      unit: {
        code: '796',
        name: 'шт',
        fullName: 'Штука',
        international: 'PCE',
        conversions: [{ unit: 'уп', coefficient: '10.5', extra: { Особый: 'x' } }],
      },
      groups: ['g1', 'g2'],
      description: 'Первая строка\nвторая',
      pictures: [
        { path: 'import_files/ab/1.jpg', kind: 'picture' },
        { path: 'import_files/ab/2.png', kind: 'picture' },
      ],
      manufacturer: 'Фабрика',
      brand: 'Марка',
      country: 'Украина',
      weight: '1.250',
      taxes: [{ name: 'НДС', rate: '20' }],
      properties: [
        { id: 'цвет', name: 'Цвет', values: ['красный', 'синий', 'белый'] },
        { id: 'пусто', values: [] },
      ],
      characteristics: [{ id: 'h', name: 'Размер', value: 'XL' }],
      requisites: [
        { name: 'Полное наименование', values: ['Стол и стул'] },
        { name: 'ВидНоменклатуры', values: [] },
      ],
      deleted: false,
      extra: { Изготовитель: { Ид: 'm' } },
      warnings: [],
    });
  });

  it('keeps apart what is not said, what is empty and what is said', async () => {
    const bare = await readProduct('');
    expect(Object.keys(bare).sort()).toEqual(
      ['catalogueId', 'characteristicId', 'deleted', 'extra', 'id', 'kind', 'line', 'productId', 'warnings'].sort(),
    );
    const empty = await readProduct(
      `<Штрихкод/><Артикул> </Артикул><Наименование xsi:nil="true" xmlns:xsi="x">не имя</Наименование><БазоваяЕдиница/><Группы/>
       <Описание/><Картинка/><Изготовитель/><Страна/><Вес/><СтавкиНалогов/><ЗначенияСвойств/><ХарактеристикиТовара/><ЗначенияРеквизитов/>`,
    );
    expect(empty).toMatchObject({
      barcode: null,
      sku: null,
      name: null,
      unit: null,
      groups: [],
      description: null,
      pictures: [],
      manufacturer: null,
      country: null,
      weight: null,
      taxes: [],
      properties: [],
      characteristics: [],
      requisites: [],
      extra: {},
      warnings: [],
    });
  });

  it.each([
    ['<Полное наименование>', requisite('Полное наименование', 'Ф'), { fullName: 'Ф' }],
    ['in Ukrainian', requisite('Повне найменування', 'Ф'), { fullName: 'Ф' }],
    ['HTML', requisite('ОписаниеВФорматеHTML', '&lt;b&gt;x&lt;/b&gt;'), { descriptionHtml: '<b>x</b>' }],
    ['an empty HTML', requisite('ОписаниеВФорматеHTML', ''), { descriptionHtml: null }],
    ['a code with blanks', requisite('Код', '00-000123   '), { code: '00-000123' }],
    ['a weight', requisite('Вес', '0,5'), { weight: '0.5' }],
    ['an article', requisite('Артикул', 'A'), { sku: 'A' }],
  ])('takes fields from requisites and keeps the requisites: %s', async (_, written, fields) => {
    const product = await readProduct(requisites(written));
    expect(product).toMatchObject(fields);
    expect(product.requisites).toHaveLength(1);
  });

  it('takes the element before the requisite, and the requisite where the element is empty', async () => {
    const said = await readProduct(
      `<ПолноеНаименование>Э</ПолноеНаименование>${requisites(requisite('Полное наименование', 'Р'))}`,
    );
    const blank = await readProduct(`<ПолноеНаименование/>${requisites(requisite('Полное наименование', 'Р'))}`);
    expect([said.fullName, blank.fullName]).toEqual(['Э', 'Р']);
  });

  it('has the first barcode in its field and the others in extra', async () => {
    const product = await readProduct('<Штрихкод/><ШтрихКод>1</ШтрихКод><Штрихкод>2</Штрихкод><Штрихкод>3</Штрихкод>');
    expect(product).toMatchObject({ barcode: '1', extra: { Штрихкод: [null, null, '2', '3'] } });
  });

  it.each([
    ['an attribute', ['', 'Статус="Удален"'], true],
    ['a child', ['<Статус>Удален</Статус>', ''], true],
    ['the mark of 3.x', ['<ПометкаУдаления>true</ПометкаУдаления>', ''], true],
    ['the mark as an attribute', ['', 'ПометкаУдаления="true"'], true],
    ['the mark is off', ['<ПометкаУдаления>false</ПометкаУдаления>', ''], false],
    ['another status', ['', 'Статус="Изменен"'], false],
    ['neither', ['', ''], false],
  ])('is deleted by %s', async (_, [inside = '', attributes = ''], deleted) => {
    const product = await readProduct(inside, attributes);
    expect(product.deleted).toBe(deleted);
    expect(product.extra).toEqual(attributes.includes('Изменен') ? { '@Статус': 'Изменен' } : {});
  });

  it.each([
    ['796 ', { code: '796' }],
    ['0301', { code: '0301' }],
    ['c0310e74-bffe-11e8-aed7-f0761c37ade4', { code: 'c0310e74-bffe-11e8-aed7-f0761c37ade4' }],
    ['шт', { name: 'шт' }],
    ['    ', null],
  ])('of 3.x or 2.03 has the bare unit %j', async (text, unit) => {
    expect((await readProduct(`<БазоваяЕдиница>${text}</БазоваяЕдиница>`)).unit).toEqual(unit);
  });

  it('keeps stray text beside the children of an element that it reads', async () => {
    const product = await readProduct('<Группы>слово<Ид>1</Ид></Группы><Изготовитель>Фабрика<Ид>m</Ид></Изготовитель>');
    expect(product).toMatchObject({ groups: ['1'], manufacturer: 'Фабрика' });
    expect(product.extra).toEqual({ Группы: { '#text': 'слово' }, Изготовитель: { Ид: 'm' } });
  });

  it('takes digits for the name of the unit where an attribute gives the code', async () => {
    expect((await readProduct('<БазоваяЕдиница Код="112">0138</БазоваяЕдиница>')).unit).toEqual({
      code: '112',
      name: '0138',
    });
  });

  it('has the other units of 3.x beside its own', async () => {
    const units = `<Единицы><Единица><ЕдиницаИзмерения>778 </ЕдиницаИзмерения><Коэффициент>12</Коэффициент><ВесБрутто>1.5</ВесБрутто></Единица>
      <Единица><Коэффициент>2</Коэффициент></Единица></Единицы>`;
    const product = await readProduct(`<БазоваяЕдиница>796 </БазоваяЕдиница>${units}`);
    expect(product.unit).toEqual({
      code: '796',
      conversions: [{ unit: '778', coefficient: '12', extra: { ВесБрутто: '1.5' } }],
    });
    expect(product.extra).toEqual({ Единицы: { Единица: [null, { Коэффициент: '2' }] } });
    const bare = await readProduct(units);
    expect(bare).not.toHaveProperty('unit');
    expect(bare.extra).toHaveProperty('Единицы');
  });

  it('may have a long description', async () => {
    expect((await readProduct(`<Описание>${'слово '.repeat(200_000)}</Описание>`)).description).toHaveLength(1_199_999);
  });

  it('has no unit code where it is blank, and a unit of nested elements', async () => {
    expect((await readProduct('<БазоваяЕдиница Код="    ">шт</БазоваяЕдиница>')).unit).toEqual({ name: 'шт' });
    const nested =
      '<БазоваяЕдиница><Ид>796 </Ид><НаименованиеКраткое>шт</НаименованиеКраткое><НаименованиеПолное>Штука</НаименованиеПолное></БазоваяЕдиница>';
    expect((await readProduct(nested)).unit).toEqual({ code: '796', name: 'шт', fullName: 'Штука' });
  });

  it('matches descriptions and files with pictures by path, in any order', async () => {
    const product = await readProduct(`${requisites(
      requisite(
        'ОписаниеФайла',
        'import_files/a/1.jpg#Спереди # и сбоку',
        'C:\\Temp\\import_files\\a\\doc.pdf#Паспорт',
      ),
      requisite('Файл', '/tmp/v8_1/import_files/a/doc.pdf'),
    )}<Картинка>import_files\\a\\1.jpg</Картинка><Картинка><Ид>7</Ид><Значение>/tmp/x/import_files/a/2.jpg</Значение></Картинка>
      <Картинка>upload/1c/webdata/import_files/a/readme.txt</Картинка><Картинка>import_files/a/1.jpg</Картинка>`);
    expect(product.pictures).toEqual([
      { path: 'import_files/a/1.jpg', description: 'Спереди # и сбоку', kind: 'picture' },
      { path: 'import_files/a/2.jpg', kind: 'picture' },
      { path: 'import_files/a/readme.txt', kind: 'file' },
      { path: 'import_files/a/doc.pdf', description: 'Паспорт', kind: 'file' },
    ]);
    expect(product.extra).toEqual({ Картинка: [null, { Ид: '7' }] });
  });

  it('keeps unknown elements and attributes, however deep, and drops no place in a list', async () => {
    const product = await readProduct(
      `<КодТовараНаСайте>1</КодТовараНаСайте><Пусто/><Ряд><Место н="1">А</Место><Место>Б</Место></Ряд>
       <Наименование язык="uk">Ім'я</Наименование><__proto__>x</__proto__>
       <ЗначенияСвойств><ЗначенияСвойства><Ид>1</Ид></ЗначенияСвойства><ЗначенияСвойства><Ид>2</Ид><Тип>Строка</Тип></ЗначенияСвойства></ЗначенияСвойств>`,
      'Новый="да"',
    );
    expect(JSON.parse(JSON.stringify(product.extra))).toEqual(
      JSON.parse(`{"@Новый":"да","КодТовараНаСайте":"1","Пусто":"","Ряд":{"Место":[{"@н":"1","#text":"А"},"Б"]},
        "Наименование":{"@язык":"uk"},"__proto__":"x","ЗначенияСвойств":{"ЗначенияСвойства":[null,{"Тип":"Строка"}]}}`),
    );
    expect(product.name).toBe("Ім'я");
  });

  it('warns of values that it cannot read, with path and line, and leaves the field out', async () => {
    const product = await readProduct(`
<Вес>тяжёлый</Вес>
<ПометкаУдаления>кажется</ПометкаУдаления>
<СтавкиНалогов><СтавкаНалога><Наименование>НДС</Наименование>
<Ставка>особая</Ставка></СтавкаНалога></СтавкиНалогов><ЗначенияСвойств><ЗначенияСвойства><Ид> </Ид><Значение>x</Значение></ЗначенияСвойства></ЗначенияСвойств>`);
    expect(product.weight).toBeUndefined();
    expect(product.taxes).toEqual([{ name: 'НДС' }]);
    expect(product.extra).toEqual({ ЗначенияСвойств: { ЗначенияСвойства: { Ид: '', Значение: 'x' } } });
    expect([...product.warnings].sort((a, b) => a.line - b.line)).toEqual([
      { code: 'number', path: 'Вес', value: 'тяжёлый', line: 4 },
      { code: 'boolean', path: 'ПометкаУдаления', value: 'кажется', line: 5 },
      { code: 'number', path: 'СтавкиНалогов/СтавкаНалога/Ставка', value: 'особая', line: 6 },
      { code: 'empty-id', path: 'ЗначенияСвойств/ЗначенияСвойства/Ид', value: '', line: 7 },
    ]);
  });
});

describe('ids of products (commerceml.md §2.6)', () => {
  it.each([
    ['a', ['a', 'a', '']],
    [' a # b ', ['a#b', 'a', 'b']],
    ['a#', ['a', 'a', '']],
    ['a#b#c', ['a#b#c', 'a', 'b#c']],
    ['a#00000000-0000-0000-0000-000000000000', ['a', 'a', '']],
    ['Товар №1 / ключ', ['Товар №1 / ключ', 'Товар №1 / ключ', '']],
  ])('%j', async (written, [id, productId, characteristicId]) => {
    const product = only(await readAll(catalogueOf(`<Товар><Ид>${written}</Ид></Товар>`)), 'product');
    expect(product).toMatchObject({ id, productId, characteristicId });
  });

  it.each(['', '   ', '#b', ' # '])(
    '%j is no id: the product is kept as another record, with a warning',
    async (written) => {
      const records = await readAll(
        catalogueOf(`<Товар><Ид>${written}</Ид><Наименование>Н</Наименование></Товар><Товар><Ид>ok</Ид></Товар>`),
      );
      expect(records.map((record) => record.kind)).toEqual(['catalogue', 'other', 'product']);
      expect(records[1]).toEqual({
        kind: 'other',
        name: 'Каталог/Товар',
        line: 3,
        extra: { Ид: written.trim(), Наименование: 'Н' },
        warnings: [{ code: 'empty-id', path: 'Каталог/Товар', value: '', line: 3 }],
      });
    },
  );
});

describe('the head of a catalogue', () => {
  it('comes before the first product with all that stands before it; what stands behind is a record of its own', async () => {
    const records = await readAll(
      feedOf(`<Каталог СодержитТолькоИзменения="true"><Ид>c</Ид><ИдКлассификатора>k</ИдКлассификатора><Наименование>Н</Наименование>
        <Владелец><Ид>o</Ид></Владелец><Товары><Товар><Ид>1</Ид></Товар><Вставка>в</Вставка></Товары><Описание>О</Описание></Каталог>`),
    );
    expect(records).toEqual([
      expect.objectContaining({
        kind: 'catalogue',
        id: 'c',
        classifierId: 'k',
        name: 'Н',
        onlyChanges: true,
        extra: { Владелец: { Ид: 'o' } },
      }),
      expect.objectContaining({ kind: 'product', catalogueId: 'c', id: '1' }),
      expect.objectContaining({
        kind: 'other',
        name: 'Каталог',
        extra: { Ид: 'c', Товары: { Вставка: 'в' }, Описание: 'О' },
      }),
    ]);
  });

  it.each([
    ['СодержитТолькоИзменения="false"', '', false],
    ['', '<СодержитТолькоИзменения>true</СодержитТолькоИзменения>', true],
    ['', '', undefined],
  ])('says full or changes: %j %j', async (attribute, child, onlyChanges) => {
    const records = await readAll(feedOf(`<Каталог ${attribute}><Ид>c</Ид>${child}</Каталог>`));
    expect(only(records, 'catalogue').onlyChanges).toBe(onlyChanges);
  });

  it.each([
    ['', true],
    ['<Товары/>', undefined],
    ['<Товары><Товар><Ид>p</Ид></Товар></Товары>', undefined],
    ['<Товар><Ид>p</Ид></Товар>', undefined],
  ])('is known for a head alone, as 3.x puts it before a Классификатор: %j', async (inside, headOnly) => {
    const records = await readAll(
      feedOf(`<Каталог><Ид>c</Ид>${inside}</Каталог><Классификатор><Ид>c</Ид></Классификатор>`),
    );
    expect(only(records, 'catalogue').headOnly).toBe(headOnly);
  });

  it('is emitted for a catalogue without products and without an id', async () => {
    expect(await readAll(feedOf('<Каталог><Ид></Ид><Наименование>Н</Наименование></Каталог>'))).toEqual([
      expect.objectContaining({ kind: 'catalogue', id: '', name: 'Н', extra: {} }),
    ]);
  });
});
