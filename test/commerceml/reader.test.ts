import { describe, expect, it } from '@jest/globals';
import { readFeed } from '../../src/commerceml/reader.js';
import { feedOf, inPieces, LIMITS, readAll } from './support/feed-text.js';

describe('a feed', () => {
  it('may have its parts in any order and mixture', async () => {
    const records = await readAll(
      feedOf(`<Документ><Ид>1</Ид></Документ>
        <ПакетПредложений><Ид>c#</Ид><Предложения><Предложение><Ид>p</Ид></Предложение></Предложения></ПакетПредложений>
        <Каталог><Ид>c</Ид></Каталог><Классификатор><Ид>k</Ид><Группы><Группа><Ид>g</Ид></Группа></Группы></Классификатор>
        <Каталог><Ид>d</Ид><Товары><Товар><Ид>p</Ид></Товар></Товары><Товары><Товар><Ид>q</Ид></Товар></Товары></Каталог>
        <ИзмененияПакетаПредложений><Ид>d#</Ид><Предложения><Предложение><Ид>p</Ид></Предложение></Предложения></ИзмененияПакетаПредложений>
        <Контейнер><Документ><Ид>2</Ид></Документ><Документ><Ид>3</Ид></Документ></Контейнер><Документ><Ид>4</Ид></Документ>`),
    );
    expect(records.map((record) => `${record.kind} ${'id' in record ? record.id : ''}`)).toEqual([
      'document 1',
      'offerPackage c#',
      'offer p',
      'catalogue c',
      'classifier k',
      'group g',
      'catalogue d',
      'product p',
      'product q',
      'offerPackage d#',
      'offer p',
      'document 2',
      'document 3',
      'document 4',
    ]);
    expect(records.flatMap((record) => ('catalogueId' in record ? [record.catalogueId] : []))).toEqual([
      'c',
      'c',
      'd',
      'd',
      'd',
      'd',
    ]);
  });

  it('keeps what it does not interpret: one record for each child of a child of the root', async () => {
    const records = await readAll(
      feedOf(`<Скидки СодержитТолькоИзменения="true"><Скидка><Ид>1</Ид><Условия><Условие>x</Условие></Условия></Скидка><Скидка><Ид>2</Ид></Скидка></Скидки>
        <ДисконтныеКарты/><Особое а="1">текст</Особое><Контейнер Ид="7"><Заметка>з</Заметка><Документ><Ид>d</Ид></Документ><Итог>и</Итог></Контейнер>`),
    );
    expect(records).toEqual([
      {
        kind: 'other',
        name: 'Скидки/Скидка',
        line: 3,
        extra: { '@СодержитТолькоИзменения': 'true', Ид: '1', Условия: { Условие: 'x' } },
        warnings: [],
      },
      {
        kind: 'other',
        name: 'Скидки/Скидка',
        line: 3,
        extra: { '@СодержитТолькоИзменения': 'true', Ид: '2' },
        warnings: [],
      },
      { kind: 'other', name: 'ДисконтныеКарты', line: 4, extra: {}, warnings: [] },
      { kind: 'other', name: 'Особое', line: 4, extra: { '@а': '1', '#text': 'текст' }, warnings: [] },
      { kind: 'other', name: 'Контейнер', line: 4, extra: { '@Ид': '7', Заметка: 'з' }, warnings: [] },
      expect.objectContaining({ kind: 'document', id: 'd' }),
      { kind: 'other', name: 'Контейнер', line: 4, extra: { Итог: 'и' }, warnings: [] },
    ]);
  });

  it('keeps the attributes of a customisation of the root, and none of those that say how the file was made', async () => {
    const standard =
      'ВерсияСхемы="2.05" ДатаФормирования="2024-01-01" Ид="1" ФорматДаты="ДФ=yyyy-MM-dd; ДЛФ=DT" ФорматВремени="ДФ=ЧЧ:мм:сс; ДЛФ=T" РазделительДатаВремя="T" ФорматСуммы="ЧЦ=18" ФорматКоличества="ЧЦ=18" xmlns="urn:1C.ru:commerceml_2" xmlns:xsi="x" xsi:schemaLocation="y"';
    expect(await readAll(feedOf('', standard))).toEqual([]);
    expect(await readAll(feedOf('', `${standard} СинхронизацияТоваров="1"`))).toEqual([
      { kind: 'other', name: 'КоммерческаяИнформация', line: 2, extra: { '@СинхронизацияТоваров': '1' }, warnings: [] },
    ]);
  });

  it('has CDATA, entities, comments and instructions read as XML says', async () => {
    const [document] = await readAll(
      feedOf('<!-- <Документ/> --><?pi x?><Документ><Ид><![CDATA[<a&b>]]>&#1071;&amp;<!-- c -->z</Ид></Документ>'),
    );
    expect(document).toMatchObject({ kind: 'document', id: '<a&b>Я&z' });
  });

  it('counts lines from the start tag, over CRLF, blank lines before the declaration and attributes on lines of their own', async () => {
    const text = `\r\n\r\n${feedOf('<Документ\n  Ид="1"\n></Документ>\n<Документ><Ид>2</Ид></Документ>').replaceAll('\n', '\r\n')}`;
    expect((await readAll(text)).map((record) => record.line)).toEqual([5, 8]);
  });

  it('tells its progress in bytes, whatever the pieces', async () => {
    const bytes = Buffer.from(feedOf('<Документ><Ид>1</Ид></Документ>'.repeat(5000)));
    const told: number[] = [];
    let records = 0;
    const options = { timeZone: 'UTC', limits: LIMITS, onProgress: (read: number) => void told.push(read) };
    for await (const _record of readFeed(inPieces(bytes, 10_000), options)) records += 1;
    expect(records).toBe(5000);
    expect(told).toEqual(
      Array.from({ length: Math.ceil(bytes.length / 10_000) }, (_, index) =>
        Math.min((index + 1) * 10_000, bytes.length),
      ),
    );
  });

  it('lets its source go when the reader stops early', async () => {
    let closed = false;
    async function* source() {
      try {
        for (;;) yield Buffer.from(feedOf('<Документ><Ид>1</Ид></Документ>'.repeat(3000)));
      } finally {
        closed = true;
      }
    }
    for await (const record of readFeed(source(), { timeZone: 'UTC', limits: LIMITS }))
      if (record.kind === 'document') break;
    expect(closed).toBe(true);
  });
});
