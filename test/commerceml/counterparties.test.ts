import { describe, expect, it } from '@jest/globals';
import { feedOf, readAll } from './support/feed-text.js';

const parties = (inside: string, attributes = 'СодержитТолькоИзменения="true"') =>
  feedOf(
    `<Контрагенты ${attributes}>${inside}</Контрагенты>`,
    'ВерсияСхемы="3.1" ДатаФормирования="2025-09-12T21:25:39"',
  );

describe('Контрагенты of 3.x (commerceml.md §2.9)', () => {
  it('give a record each, the fields in any order, roles repeated', async () => {
    const records = await readAll(
      parties(`<Контрагент><Роль>Покупатель</Роль><Ид> k1 </Ид><НомерВерсии>v</НомерВерсии><ПометкаУдаления>false</ПометкаУдаления>
<Наименование>Ромашка</Наименование><ОфициальноеНаименование>ООО Ромашка</ОфициальноеНаименование><Роль>Поставщик</Роль><Роль>Покупатель</Роль><ИНН>7700000000</ИНН><КПП>770001001</КПП><КодПоОКПО/>
<ЮридическийАдрес><Представление>Тверь, 1</Представление><АдресноеПоле><Тип>Город</Тип><Значение>Тверь</Значение></АдресноеПоле></ЮридическийАдрес>
<Контакты><Контакт><Тип>Электронная почта</Тип><Значение>a@b.c</Значение></Контакт></Контакты></Контрагент>
<Контрагент><Ид>k2</Ид><ПометкаУдаления>true</ПометкаУдаления><Наименование>Иванов</Наименование><ОфициальноеНаименование/><ПолноеНаименование>Иванов Иван</ПолноеНаименование><Роль/><ИНН/><Контакты/></Контрагент>`),
    );
    expect(records).toEqual([
      {
        kind: 'counterparty',
        id: 'k1',
        name: 'Ромашка',
        type: 'company',
        fullName: 'ООО Ромашка',
        roles: ['Покупатель', 'Поставщик'],
        taxId: '7700000000',
        address: 'Тверь, 1',
        contacts: [{ type: 'Электронная почта', value: 'a@b.c' }],
        deleted: false,
        line: 3,
        extra: {
          НомерВерсии: 'v',
          КПП: '770001001',
          КодПоОКПО: '',
          ЮридическийАдрес: { АдресноеПоле: { Тип: 'Город', Значение: 'Тверь' } },
        },
        warnings: [],
      },
      {
        kind: 'counterparty',
        id: 'k2',
        name: 'Иванов',
        type: 'person',
        fullName: 'Иванов Иван',
        roles: [],
        taxId: null,
        contacts: [],
        deleted: true,
        line: 7,
        extra: {},
        warnings: [],
      },
    ]);
  });

  it('without an id are kept as other records, as is what stands beside them', async () => {
    expect(await readAll(parties('<Контрагент><Ид/><ИНН>1</ИНН></Контрагент><Всего>1</Всего>', 'Особый="1"'))).toEqual([
      { kind: 'other', name: 'Контрагенты', line: 3, extra: { '@Особый': '1' }, warnings: [] },
      {
        kind: 'other',
        name: 'Контрагенты/Контрагент',
        line: 3,
        extra: { Ид: '', ИНН: '1' },
        warnings: [{ code: 'empty-id', path: 'Контрагенты/Контрагент', value: '', line: 3 }],
      },
      { kind: 'other', name: 'Контрагенты', line: 3, extra: { Всего: '1' }, warnings: [] },
    ]);
  });
});
