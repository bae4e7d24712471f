import { expect, it } from '@jest/globals';
import { XMLParser } from 'fast-xml-parser';
import { referencesXml } from '../../src/emulator/index.js';

const LISTS = ['Справочник', 'Реквизит', 'ЭлементСправочника', 'ЗначениеРеквизита'];
const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => LISTS.includes(name),
});

it('user dictionaries go as commerceml.md §2.9 has them: UTF-8 with a BOM, CRLF, requisites named once', () => {
  const text = referencesXml([
    {
      id: 'promo',
      name: 'Промокоды',
      items: [
        { id: '1', values: { Код: 'ОСІНЬ', 'Действует до': '2026-11-30' } },
        { id: '2', values: { Код: 'A & B' } },
      ],
    },
  ]).toString('utf8');
  expect(text).toMatch(/^\ufeff<\?xml version="1\.0" encoding="UTF-8"\?>\r\n/);
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  const root = parser.parse(text.slice(1)).КоммерческаяИнформация;
  expect([root['@_xmlns'], root['@_ВерсияСхемы']]).toEqual(['urn:1C.ru:commerceml_3', '3.1']);
  expect(root.ПользовательскиеСправочники).toEqual({
    '@_СодержитТолькоИзменения': 'false',
    Справочник: [
      {
        Ид: 'promo',
        Наименование: 'Промокоды',
        Реквизиты: {
          Реквизит: ['Код', 'Действует до'].map((name) => ({ Ид: name, Наименование: name, ТипЗначений: 'Строка' })),
        },
        ЭлементыСправочника: {
          ЭлементСправочника: [
            {
              Ид: '1',
              ЗначенияРеквизитов: {
                ЗначениеРеквизита: [
                  { Наименование: 'Код', Значение: 'ОСІНЬ' },
                  { Наименование: 'Действует до', Значение: '2026-11-30' },
                ],
              },
            },
            { Ид: '2', ЗначенияРеквизитов: { ЗначениеРеквизита: [{ Наименование: 'Код', Значение: 'A & B' }] } },
          ],
        },
      },
    ],
  });
});
