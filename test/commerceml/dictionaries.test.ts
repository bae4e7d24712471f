import { describe, expect, it } from '@jest/globals';
import { readFeed } from '../../src/commerceml/reader.js';
import { feedOf, LIMITS, readAll } from './support/feed-text.js';

const V31 = 'ВерсияСхемы="3.1" ДатаФормирования="2025-09-12T21:25:39"';
const dictionaries = (inside: string, attributes = 'СодержитТолькоИзменения="false"') =>
  feedOf(`<ПользовательскиеСправочники ${attributes}>${inside}</ПользовательскиеСправочники>`, V31);
const value = (field: string, ...texts: string[]) =>
  `<ЗначениеРеквизита>${field}${texts.map((text) => `<Значение>${text}</Значение>`).join('')}</ЗначениеРеквизита>`;

describe('ПользовательскиеСправочники (commerceml.md §2.9)', () => {
  it('give a record for each dictionary, and one for each of its items', async () => {
    const records = await readAll(
      dictionaries(`<Справочник><Ид> d </Ид><Наименование>Бренды</Наименование><НомерВерсии>v1</НомерВерсии>
<Реквизиты><Реквизит><Ид>f1</Ид><Наименование>Наименование</Наименование><ТипЗначений>Строка</ТипЗначений></Реквизит>
<Реквизит><Ид>f2</Ид><Наименование>Страна</Наименование><Длина>5</Длина></Реквизит><Реквизит><Наименование>Год</Наименование></Реквизит><Реквизит><Заметка>з</Заметка></Реквизит></Реквизиты>
<ЭлементыСправочника>
<ЭлементСправочника><Ид>e1</Ид><НомерВерсии>v2</НомерВерсии><ПометкаУдаления>false</ПометкаУдаления>
<ЗначенияРеквизитов>${value('<Ид>f1</Ид>', 'Зима ')}${value('<Ид>f2</Ид><Наименование>Страна</Наименование>', 'КНР', 'Вьетнам')}${value('', 'без реквизита')}</ЗначенияРеквизитов></ЭлементСправочника>
<ЭлементСправочника><Ид>e2</Ид><ПометкаУдаления>true</ПометкаУдаления><Наименование>Лето</Наименование></ЭлементСправочника>
</ЭлементыСправочника></Справочник><Справочник><Ид>empty</Ид><ПометкаУдаления>true</ПометкаУдаления><ЭлементыСправочника/></Справочник>`),
    );
    expect(records).toEqual([
      {
        kind: 'dictionary',
        id: 'd',
        name: 'Бренды',
        fields: [
          { id: 'f1', name: 'Наименование', valueType: 'Строка' },
          { id: 'f2', name: 'Страна' },
          { id: 'Год', name: 'Год' },
        ],
        deleted: false,
        line: 3,
        extra: { НомерВерсии: 'v1', Реквизиты: { Реквизит: [null, { Длина: '5' }, null, { Заметка: 'з' }] } },
        warnings: [],
      },
      {
        kind: 'dictionaryItem',
        dictionaryId: 'd',
        id: 'e1',
        name: 'Зима',
        values: [
          { id: 'f1', values: ['Зима'] },
          { id: 'f2', name: 'Страна', values: ['КНР', 'Вьетнам'] },
        ],
        deleted: false,
        line: 7,
        extra: {
          НомерВерсии: 'v2',
          ЗначенияРеквизитов: { ЗначениеРеквизита: [null, null, { Значение: 'без реквизита' }] },
        },
        warnings: [],
      },
      expect.objectContaining({ kind: 'dictionaryItem', id: 'e2', name: 'Лето', deleted: true, extra: {} }),
      { kind: 'dictionary', id: 'empty', deleted: true, line: 10, extra: {}, warnings: [] },
    ]);
  });

  it('keep what they do not understand: elements without an id, what stands beside and behind', async () => {
    const records = await readAll(
      dictionaries(
        `<Автор>а</Автор><Справочник><Ид>d</Ид><ЭлементыСправочника><ЭлементСправочника><Код>1</Код></ЭлементСправочника></ЭлементыСправочника><Итог>1</Итог></Справочник>
        <Справочник><Наименование>Без ид</Наименование><ЭлементыСправочника><ЭлементСправочника><Ид>x</Ид></ЭлементСправочника></ЭлементыСправочника></Справочник>`,
        'Особый="1"',
      ),
    );
    expect(records).toMatchObject([
      { kind: 'other', name: 'ПользовательскиеСправочники', extra: { '@Особый': '1', Автор: 'а' } },
      { kind: 'dictionary', id: 'd' },
      { kind: 'other', name: 'Справочник/ЭлементСправочника', extra: { Код: '1' }, warnings: [{ code: 'empty-id' }] },
      { kind: 'other', name: 'Справочник', extra: { Ид: 'd', Итог: '1' } },
      { kind: 'other', name: 'ПользовательскиеСправочники/Справочник', warnings: [{ code: 'empty-id' }] },
      { kind: 'other', name: 'Справочник/ЭлементСправочника', extra: { Ид: 'x' } },
    ]);
    expect(await readAll(dictionaries(''))).toEqual([]);
  });

  it('are read item by item: the file is never whole in the memory', async () => {
    const item = (n: number) =>
      `<ЭлементСправочника><Ид>i${n}</Ид><ЗначенияРеквизитов>${value('<Ид>f</Ид>', `Значение ${n}`)}</ЗначенияРеквизитов></ЭлементСправочника>`;
    const [head = '', tail = ''] = dictionaries(
      '<Справочник><Ид>d</Ид><ЭлементыСправочника>|</ЭлементыСправочника></Справочник>',
    ).split('|');
    let given = 0;
    async function* file() {
      yield Buffer.from(head);
      for (; given < 20_000; given += 500) {
        yield Buffer.from(Array.from({ length: 500 }, (_, n) => item(given + n)).join(''));
      }
      yield Buffer.from(tail);
    }
    let items = 0;
    let ahead = 0;
    // 1,000 elements and attributes of one record: the dictionary as one record would be over it at once.
    for await (const record of readFeed(file(), { timeZone: 'UTC', limits: { ...LIMITS, nodes: 1000 } })) {
      if (record.kind !== 'dictionaryItem') continue;
      items += 1;
      ahead = Math.max(ahead, given - items);
    }
    expect(items).toBe(20_000);
    expect(ahead).toBeLessThan(2_000);
  });
});
