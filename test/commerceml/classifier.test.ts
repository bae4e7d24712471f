import { describe, expect, it } from '@jest/globals';
import { feedOf, only, readAll } from './support/feed-text.js';

const classifierOf = (inside: string, attributes = '') =>
  feedOf(`<Классификатор ${attributes}><Ид>k</Ид><Наименование>К</Наименование>${inside}</Классификатор>`);
const readProperty = async (inside: string) =>
  only(await readAll(classifierOf(`<Свойства><Свойство><Ид>s</Ид>${inside}</Свойство></Свойства>`)), 'property');

describe('a classifier', () => {
  it('comes before its children, with what stands before them', async () => {
    const records = await readAll(
      classifierOf(
        '<Категории><Категория><Ид>1</Ид></Категория></Категории><Группы><Группа><Ид>g</Ид></Группа></Группы>',
        'СодержитТолькоИзменения="true"',
      ),
    );
    expect(records.map((record) => record.kind)).toEqual(['classifier', 'group']);
    expect(records[0]).toMatchObject({
      id: 'k',
      name: 'К',
      onlyChanges: true,
      extra: { Категории: { Категория: { Ид: '1' } } },
    });
  });

  it('flattens the tree of groups, parents first, places counted among siblings', async () => {
    const records = await readAll(
      classifierOf(`<Группы>
        <Группа><Наименование>А</Наименование>
          <Группы><Группа><Ид>a1</Ид><Группы><Группа><Ид>a11</Ид></Группа></Группы></Группа><Группа><Ид>a2</Ид></Группа></Группы>
          <Описание>о</Описание><Картинка>/tmp/import_files/g.jpg</Картинка><НомерВерсии>v</НомерВерсии><Ид>a</Ид></Группа>
        <Группа Статус="Удален"><Ид>b</Ид><Наименование/></Группа></Группы>`),
    );
    expect(records.slice(1)).toEqual([
      {
        kind: 'group',
        id: 'a',
        parentId: null,
        name: 'А',
        description: 'о',
        picture: 'import_files/g.jpg',
        sort: 0,
        deleted: false,
        line: 4,
        extra: { НомерВерсии: 'v' },
        warnings: [],
      },
      { kind: 'group', id: 'a1', parentId: 'a', sort: 0, deleted: false, line: 5, extra: {}, warnings: [] },
      { kind: 'group', id: 'a11', parentId: 'a1', sort: 0, deleted: false, line: 5, extra: {}, warnings: [] },
      { kind: 'group', id: 'a2', parentId: 'a', sort: 1, deleted: false, line: 5, extra: {}, warnings: [] },
      { kind: 'group', id: 'b', parentId: null, name: null, sort: 1, deleted: true, line: 7, extra: {}, warnings: [] },
    ]);
  });

  it('hangs the children of a group without an id on its parent, and says so; a repeated id is a warning', async () => {
    const records = await readAll(
      classifierOf(
        '<Группы><Группа><Ид>a</Ид><Группы><Группа><Ид/><Наименование>?</Наименование><Группы><Группа><Ид>b</Ид></Группа></Группы></Группа></Группы></Группа><Группа><Ид>a</Ид></Группа></Группы>',
      ),
    );
    expect(records.slice(1)).toEqual([
      expect.objectContaining({ kind: 'group', id: 'a', parentId: null, warnings: [] }),
      expect.objectContaining({
        kind: 'other',
        name: 'Группа',
        extra: { Ид: '', Наименование: '?', Группы: {} },
        warnings: [expect.objectContaining({ code: 'empty-id' })],
      }),
      expect.objectContaining({ kind: 'group', id: 'b', parentId: 'a' }),
      expect.objectContaining({
        kind: 'group',
        id: 'a',
        sort: 1,
        warnings: [{ code: 'duplicate-id', path: 'Ид', value: 'a', line: 3 }],
      }),
    ]);
  });

  it('gives properties that stand inside a group, too', async () => {
    const records = await readAll(
      classifierOf(
        '<Группы><Группа><Ид>a</Ид><Свойства><Ид>1</Ид><Свойство><Ид>s</Ид></Свойство></Свойства></Группа></Группы>',
      ),
    );
    expect(records.slice(1)).toEqual([
      expect.objectContaining({ kind: 'group', id: 'a', extra: { Свойства: { Ид: '1' } } }),
      expect.objectContaining({ kind: 'property', id: 's' }),
    ]);
  });

  it('reads a property with its dictionary', async () => {
    const property =
      await readProperty(`<Наименование>Цвет;колір</Наименование><Описание>о</Описание><Обязательное>Для каталога</Обязательное>
      <Множественное>true</Множественное><ТипЗначений>Справочник</ТипЗначений><ДляТоваров>1</ДляТоваров><ДляПредложений>false</ДляПредложений><ДляДокументов/>
      <ВариантыЗначений><Справочник><ИдЗначения>v1</ИдЗначения><Значение>красный</Значение><Картинка>x</Картинка></Справочник>
      <Справочник><ИдЗначения>__proto__</ИдЗначения><Значение>синий</Значение></Справочник><Справочник><ИдЗначения/><Значение/></Справочник>
      <Значение>белый</Значение></ВариантыЗначений><Внешний>false</Внешний>`);
    expect(property).toMatchObject({
      name: 'Цвет;колір',
      description: 'о',
      valueType: 'dictionary',
      multiple: true,
      required: true,
      forProducts: true,
      forOffers: false,
      deleted: false,
      extra: {
        Обязательное: 'Для каталога',
        Внешний: 'false',
        ВариантыЗначений: { Справочник: [{ Картинка: 'x' }, null, { ИдЗначения: '', Значение: '' }] },
      },
    });
    expect('forDocuments' in property).toBe(false);
    expect(Object.entries(property.variants ?? {})).toEqual([
      ['белый', 'белый'],
      ['v1', 'красный'],
      ['__proto__', 'синий'],
    ]);
  });

  it.each([
    ['Строка', 'string'],
    ['Число', 'number'],
    ['Время', 'time'],
    ['ДатаВремя', 'time'],
    ['Дата', 'date'],
    ['Булево', 'boolean'],
    ['Довідник', 'dictionary'],
    ['', null],
  ])('knows the type of values %s', async (written, valueType) => {
    expect((await readProperty(`<ТипЗначений>${written}</ТипЗначений>`)).valueType).toBe(valueType);
  });

  it('keeps an unknown type of values, and says nothing of what the feed does not say', async () => {
    expect(await readProperty('<ТипЗначений>Файл</ТипЗначений>')).toEqual({
      kind: 'property',
      id: 's',
      deleted: false,
      line: 3,
      extra: { ТипЗначений: 'Файл' },
      warnings: [],
    });
  });

  it('reads price types, warehouses and units', async () => {
    const records = await readAll(
      classifierOf(`<ТипыЦен><ТипЦены><Ид>t</Ид><Наименование>Опт</Наименование><Валюта>руб</Валюта>
          <Налог><Наименование>НДС</Наименование><УчтеноВСумме>true</УчтеноВСумме><Акциз>false</Акциз></Налог></ТипЦены>
          <ТипЦены><Наименование>Без ид</Наименование><ПометкаУдаления>true</ПометкаУдаления></ТипЦены></ТипыЦен>
        <Склады><Склад><Ид>w</Ид><Наименование>Главный</Наименование><Комментарий/>
          <Адрес><Представление>Киев, 1</Представление><АдресноеПоле><Тип>Город</Тип><Значение>Киев</Значение></АдресноеПоле></Адрес>
          <Контакты><Контакт><Тип>Почта</Тип><Значение>a@b</Значение></Контакт><Телефон><Значение>1</Значение></Телефон></Контакты></Склад></Склады>
        <ЕдиницыИзмерения><ЕдиницаИзмерения><Ид>796 </Ид><НаименованиеКраткое>шт</НаименованиеКраткое><Код>796 </Код><НаименованиеПолное>Штука   </НаименованиеПолное><МеждународноеСокращение/></ЕдиницаИзмерения>
          <ЕдиницаИзмерения><Код>166</Код></ЕдиницаИзмерения><ЕдиницаИзмерения><Ид>    </Ид></ЕдиницаИзмерения></ЕдиницыИзмерения>`),
    );
    expect(records.slice(1)).toEqual([
      {
        kind: 'priceType',
        id: 't',
        name: 'Опт',
        currency: 'RUB',
        taxes: [{ name: 'НДС', included: true, excise: false }],
        deleted: false,
        line: 3,
        extra: {},
        warnings: [],
      },
      { kind: 'priceType', id: 'Без ид', name: 'Без ид', deleted: true, line: 5, extra: {}, warnings: [] },
      {
        kind: 'warehouse',
        id: 'w',
        name: 'Главный',
        comment: null,
        address: 'Киев, 1',
        contacts: [
          { type: 'Почта', value: 'a@b' },
          { type: 'Телефон', value: '1' },
        ],
        deleted: false,
        line: 6,
        extra: { Адрес: { АдресноеПоле: { Тип: 'Город', Значение: 'Киев' } } },
        warnings: [],
      },
      {
        kind: 'unit',
        id: '796',
        code: '796',
        shortName: 'шт',
        fullName: 'Штука',
        international: null,
        deleted: false,
        line: 9,
        extra: {},
        warnings: [],
      },
      { kind: 'unit', id: '166', code: '166', deleted: false, line: 10, extra: {}, warnings: [] },
      expect.objectContaining({
        kind: 'other',
        name: 'ЕдиницаИзмерения',
        warnings: [expect.objectContaining({ code: 'empty-id' })],
      }),
    ]);
  });
});
