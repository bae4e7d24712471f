import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { findingsOf } from '../../src/commerceml/schema/messages.js';
import { type SchemaFinding, validateFeed } from '../../src/commerceml/schema/validate.js';
import { UzelError } from '../../src/errors.js';
import { catalogueOf, feedOf, packageOf } from './support/feed-text.js';

const findingsIn = async (xml: string, version?: string) =>
  (await validateFeed(Buffer.from(xml), version === undefined ? {} : { version })).findings;

/** `feedOf` begins the children of the root on line 3. */
const inCatalogue = (products: string) => findingsIn(catalogueOf(products));
const inOffers = (offers: string) => findingsIn(packageOf(offers));
const inDocument = (inside: string) => findingsIn(feedOf(`<Документ>\n${inside}\n</Документ>`));
const PRODUCT = '<Ид>p</Ид><Наименование>Стул</Наименование>';
const DOCUMENT = '<Ид>d</Ид><Номер>7</Номер>';

const finding = (
  kind: SchemaFinding['kind'],
  line: number,
  element: string,
  detail: string | RegExp,
): Record<string, unknown> => ({
  kind,
  line,
  element,
  detail: typeof detail === 'string' ? detail : expect.stringMatching(detail),
});

describe('damaged documents', () => {
  it.each<[string, () => Promise<readonly SchemaFinding[]>, Record<string, unknown>[]]>([
    ['nothing is wrong', () => inCatalogue(`<Товар>${PRODUCT}</Товар>`), []],
    [
      'an element of a customisation, and all that is inside of it',
      () => inCatalogue(`<Товар>${PRODUCT}\n<Цвет><Мой/>красный</Цвет>\n<Вес>x</Вес></Товар>`),
      [finding('unknown-element', 4, 'Цвет', 'Товар'), finding('bad-value', 5, 'Вес', 'x')],
    ],
    [
      'every one of several unknown elements',
      () => inCatalogue(`<Товар>\n<Раз/>${PRODUCT}\n<Два/>\n<Три/></Товар>\n<Четыре/>`),
      [
        finding('unknown-element', 4, 'Раз', 'Товар'),
        finding('unknown-element', 5, 'Два', 'Товар'),
        finding('unknown-element', 6, 'Три', 'Товар'),
        finding('unknown-element', 7, 'Четыре', 'Товары'),
      ],
    ],
    [
      'an unknown attribute',
      () => inCatalogue(`\n<Товар Цвет="1">${PRODUCT}</Товар>`),
      [finding('unknown-attribute', 4, 'Товар', 'Цвет')],
    ],
    [
      'an attribute of another element',
      () => inOffers('\n<Предложение ИдСклада="1"><Ид>p</Ид></Предложение>'),
      [finding('unknown-attribute', 4, 'Предложение', 'ИдСклада')],
    ],
    [
      'a product without Ид',
      () => inCatalogue(`<Товар>${PRODUCT}</Товар>\n<Товар><Наименование>Стол</Наименование></Товар>`),
      [finding('missing-element', 4, 'Товар', 'Ид')],
    ],
    ['an empty Ид, told once', () => inCatalogue('<Товар>\n<Ид>  </Ид></Товар>'), [finding('bad-value', 4, 'Ид', '')]],
    ['two Ид', () => inCatalogue(`<Товар>${PRODUCT}\n<Ид>q</Ид></Товар>`), [finding('misplaced', 4, 'Ид', 'Товар')]],
    [
      'a warehouse without its attribute',
      () => inOffers('<Предложение><Ид>p</Ид>\n<Склад КоличествоНаСкладе="много"/></Предложение>'),
      [
        finding('missing-attribute', 4, 'Склад', 'ИдСклада'),
        finding('bad-value', 4, 'Склад/@КоличествоНаСкладе', 'много'),
      ],
    ],
    [
      'a price without a type, a price without a price',
      () =>
        inOffers(
          '<Предложение><Ид>p</Ид><Цены>\n<Цена><ЦенаЗаЕдиницу>1</ЦенаЗаЕдиницу></Цена>\n<Цена><ИдТипаЦены>t</ИдТипаЦены></Цена></Цены></Предложение>',
        ),
      [finding('missing-element', 4, 'Цена', 'ИдТипаЦены'), finding('missing-element', 5, 'Цена', 'ЦенаЗаЕдиницу')],
    ],
    [
      'a document without number',
      () => findingsIn(feedOf('<Документ><Ид>1</Ид></Документ>')),
      [finding('missing-element', 3, 'Документ', 'Номер')],
    ],
    ['a bad decimal', () => inDocument(`${DOCUMENT}\n<Сумма>12a</Сумма>`), [finding('bad-value', 5, 'Сумма', '12a')]],
    [
      'a bad boolean',
      () => inDocument(`${DOCUMENT}<Налоги>\n<Налог><УчтеноВСумме>может быть</УчтеноВСумме></Налог></Налоги>`),
      [finding('bad-value', 5, 'УчтеноВСумме', 'может быть')],
    ],
    [
      'bad dates and times, one of the root too',
      () =>
        findingsIn(
          feedOf(
            `<Документ>${DOCUMENT}\n<Дата>31.13.2024</Дата><Время>25:00:00</Время></Документ>`,
            'ВерсияСхемы="2.07" ДатаФормирования="вчера"',
          ),
        ),
      [
        finding('bad-value', 2, 'КоммерческаяИнформация/@ДатаФормирования', 'вчера'),
        finding('bad-value', 4, 'Дата', '31.13.2024'),
        finding('bad-value', 4, 'Время', '25:00:00'),
      ],
    ],
    [
      'a value with the quotes and signs of the message about it',
      () => inDocument(`${DOCUMENT}<Курс>it's not 'x' &lt;&amp;&gt; "1"</Курс>`),
      [finding('bad-value', 4, 'Курс', `it's not 'x' <&> "1"`)],
    ],
    [
      'elements in the wrong place',
      () => findingsIn(feedOf(`<Товары/>\n<Каталог><Ид>c</Ид><Предложение><Ид>p</Ид></Предложение></Каталог>`)),
      [finding('misplaced', 3, 'Товары', 'Документ, Каталог'), finding('misplaced', 4, 'Предложение', 'Предложения')],
    ],
    [
      'an element inside of a value',
      () => inCatalogue(`<Товар><Ид>p\n<Код>1</Код></Ид></Товар>`),
      [finding('misplaced', 4, 'Код', /Товар/)],
    ],
    [
      'text between elements',
      () => inCatalogue(`\n<Товар>${PRODUCT}и ещё</Товар>`),
      [finding('misplaced', 4, '#text', 'Товар')],
    ],
    [
      'no version, no date',
      () => findingsIn('<КоммерческаяИнформация/>'),
      [
        finding('missing-attribute', 1, 'КоммерческаяИнформация', 'ВерсияСхемы'),
        finding('missing-attribute', 1, 'КоммерческаяИнформация', 'ДатаФормирования'),
      ],
    ],
  ])('%s', async (_, damaged, expected) => {
    const found = await damaged();
    expect([...found]).toEqual(expect.arrayContaining(expected));
    expect(found).toHaveLength(expected.length);
    expect(found.map(({ line }) => line)).toEqual(found.map(({ line }) => line).sort((one, other) => one - other));
  });
});

describe('what real senders write is accepted', () => {
  const numbers = [
    '1',
    '-5',
    '1,5',
    '1 234,56',
    '1\u00a0234.56',
    '-999\u202f999\u202f999,9',
    '1,5E-05',
    "1'000",
    '',
    ' ',
    '1,5Е-05',
    '1,5E\u22125',
    '\u20135',
    '\u20115',
    '- 5',
    '5.',
    '.5',
    '1\u200a234',
    '1\u3000234',
    '1ʼ234,5',
    '\u00a042\u00a0',
  ];
  const booleans = [
    'true',
    'FALSE',
    '1',
    '0',
    'Да',
    'нет',
    'Так',
    'Ні',
    'Истина',
    'ложь',
    'Y',
    'n',
    '+',
    '',
    'Дa',
    'Taк',
    'Heт',
    'Hi',
    '\u00a0Да',
  ];
  const dates = [
    '2024-02-03',
    '0001-01-01',
    '2024-02-03T9:05:01',
    '03.02.2024',
    '3.2.2024 9:05:01',
    '20240203',
    '',
    '2024-02-03Т09:05:01',
    '2024-02-03\u00a09:05:01',
    '\u00a003.02.2024',
  ];
  const times = [
    '09:05:01',
    '9:05',
    '09:05:01.5',
    '09:05:01+03:00',
    '0001-01-01T09:05:01',
    '',
    'Т9:05:01',
    '03.02.2024 9:05:01',
    '2024-02-03Т09:05:01Z',
    '090501',
    '20240203090501',
    '0001-01-01',
  ];

  it.each([
    ['numbers', 'Курс', numbers],
    ['dates', 'Дата', dates],
    ['times', 'Время', times],
    ['booleans', 'ПометкаУдаления', booleans],
  ])('%s', async (_, name, values) => {
    for (const value of values)
      expect({ value, found: await inDocument(`${DOCUMENT}<${name}>${value}</${name}>`) }).toEqual({
        value,
        found: [],
      });
  });

  it('what is no value of its type is not', async () => {
    const bad = [
      ['Курс', ['1-2', '--1', '1e', '1e5e5', '20%', 'x']],
      ['Дата', ['2024-13-01', '32.01.2024', '2024']],
      ['Время', ['24:00:00', '2024-02-03', '250000', 'утром']],
      ['ПометкаУдаления', ['2', 'вкл', 'даа']],
    ] as const;
    for (const [name, values] of bad)
      for (const value of values)
        expect(await inDocument(`${DOCUMENT}<${name}>${value}</${name}>`)).toEqual([
          finding('bad-value', 4, name, value),
        ]);
  });

  it('states and types of values in the language of the base', async () => {
    for (const status of ['Удален', 'удалён', 'Видалено', 'Вилучено', 'Змінено'])
      expect(await inCatalogue(`<Товар Статус="${status}"><Ид>p</Ид></Товар>`)).toEqual([]);
    for (const type of ['Строка', 'Рядок', 'Довідник'])
      expect(
        await findingsIn(
          feedOf(
            `<Классификатор><Ид>c</Ид><Свойства><Свойство><Ид>s</Ид><ТипЗначений>${type}</ТипЗначений></Свойство></Свойства></Классификатор>`,
          ),
        ),
      ).toEqual([]);
  });

  it('children in any order', async () => {
    const found = await inCatalogue(
      '<Товар Статус="Удален"><ЗначенияРеквизитов/><Картинка>a.jpg</Картинка><Наименование>x</Наименование><Картинка/><Ид>p</Ид></Товар>',
    );
    expect(found).toEqual([]);
  });

  it.each([
    'cml',
    'urn:1C.ru:commerceml2',
    'urn:1C.ru:commerceml 2',
    'urn:1C.ru:commerceml_2',
    'urn:1C.ru:commerceml_205',
    'urn:1C.ru:commerceml_210',
    'urn:1C.ru:commerceml_3',
  ])('namespace %s, as the default and with a prefix', async (namespace) => {
    const inside = '<Каталог>\n<Ид>c</Ид>\n<Цвет/></Каталог>';
    const attributes = `ВерсияСхемы="2.07" ДатаФормирования="2024-02-03" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"`;
    const expected = [finding('unknown-element', 5, 'Цвет', 'Каталог')];
    expect(await findingsIn(feedOf(inside, `xmlns="${namespace}" ${attributes}`))).toEqual(expected);
    const prefixed = feedOf(inside, `xmlns:ц="${namespace}" ${attributes}`).replace(/<(\/?)(?=[А-Я])/g, '<$1ц:');
    expect(prefixed).toContain('</ц:КоммерческаяИнформация>');
    expect(await findingsIn(prefixed)).toEqual(expected);
  });

  it.each(['utf-8', 'windows-1251', 'utf-16le'])('%s', async (encoding) => {
    const xml = catalogueOf(`<Товар>${PRODUCT}\n<Вес>тяжёлый</Вес></Товар>`).replace('UTF-8', encoding);
    const { findings } = await validateFeed(iconv.encode(xml, encoding, { addBOM: encoding === 'utf-16le' }));
    expect(findings).toEqual([finding('bad-value', 4, 'Вес', 'тяжёлый')]);
  });
});

describe('families of versions', () => {
  const chosen = async (version: string) =>
    (await validateFeed(Buffer.from(feedOf('', `ВерсияСхемы="${version}" ДатаФормирования="2024-02-03"`)))).family;

  it('each version has its schema', async () => {
    const families: Record<string, string | null> = {};
    const versions = [
      '2.021',
      '2.03',
      '2.04',
      '2.05',
      '2.06',
      '2.07',
      '2.08',
      '2.09',
      '2.10',
      '3.0',
      '3.1',
      '1.01',
      'новая',
    ];
    for (const version of versions) families[version] = await chosen(version);
    expect(families).toEqual({
      '2.021': null,
      '2.03': '2.04',
      '2.04': '2.04',
      '2.05': '2.05',
      '2.06': '2.07',
      '2.07': '2.07',
      '2.08': '2.09',
      '2.09': '2.09',
      '2.10': '2.10',
      '3.0': '3.1',
      '3.1': '3.1',
      '1.01': null,
      новая: null,
    });
  });

  it('a version that is asked for wins over the one that is written', async () => {
    expect((await validateFeed(Buffer.from(feedOf('<Контейнер/>')), { version: '3.1' })).findings).toEqual([]);
    expect(await findingsIn(feedOf('<Контейнер/>'), '2.05')).toEqual([
      finding('unknown-element', 3, 'Контейнер', 'КоммерческаяИнформация'),
    ]);
  });

  it.each([
    ['2.06 brought Подписанты', '<Каталог><Ид>1</Ид><Подписанты/></Каталог>', ['2.07', '2.09', '2.10', '3.1']],
    ['2.07 brought ИзмененияПакетаПредложений', '<ИзмененияПакетаПредложений/>', ['2.07', '2.09', '2.10']],
    ['2.09 alone has Оплаты', `<Документ>${DOCUMENT}<Оплаты/></Документ>`, ['2.09']],
    ['2.10 brought ПодчиненныеДокументы', `<Документ>${DOCUMENT}<ПодчиненныеДокументы/></Документ>`, ['2.10']],
    ['3.1 brought ПользовательскиеСправочники', '<ПользовательскиеСправочники/>', ['3.1']],
  ])('%s', async (_, inside, expected) => {
    // 3.1 has documents in a container only.
    const wrapped = (version: string) =>
      version === '3.1' && inside.startsWith('<Документ') ? `<Контейнер>${inside}</Контейнер>` : inside;
    const accepted: string[] = [];
    for (const version of ['2.04', '2.05', '2.07', '2.09', '2.10', '3.1'])
      if ((await findingsIn(feedOf(wrapped(version)), version)).length === 0) accepted.push(version);
    expect(accepted).toEqual(expected);
  });
});

describe('documents that cannot be validated', () => {
  it.each([
    ['not closed', '<КоммерческаяИнформация>\n<Каталог>', 'UZ1301'],
    ['two roots', '<КоммерческаяИнформация/><КоммерческаяИнформация/>', 'UZ1301'],
    ['a bare &', feedOf('<Каталог>R&D</Каталог>'), 'UZ1301'],
    ['an undeclared entity', feedOf('<Каталог>&x;</Каталог>'), 'UZ1301'],
    [
      'DOCTYPE with an external entity',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><КоммерческаяИнформация>&e;</КоммерческаяИнформация>',
      'UZ1302',
    ],
    ['too deep', feedOf('<Группы>'.repeat(300) + '</Группы>'.repeat(300)), 'UZ1303'],
    ['an encoding that is not known', '<?xml version="1.0" encoding="ebcdic-37"?><КоммерческаяИнформация/>', 'UZ1304'],
    ['another root', '<html/>', 'UZ1305'],
  ])('%s', async (_, xml, code) => {
    await expect(findingsIn(xml)).rejects.toMatchObject({ code });
    await expect(findingsIn(xml)).rejects.toBeInstanceOf(UzelError);
  });
});

it('lines are right behind the 65,535th too', async () => {
  const lines = 70_000;
  const products = `<Товар>\n${PRODUCT}\n</Товар>\n`.repeat(lines / 3);
  const damaged =
    `<Товар\n Статус="Убит">\n<Ид/>\n<Картинка>\n\n</Картинка>\n<Вес>\nx\n</Вес>\n<Цвет/>\n</Товар>\n` +
    '<Товар>\n\n<Наименование>Стул</Наименование>\n</Товар>\n<Товар/>';
  const first = 3 + Math.floor(lines / 3) * 3;
  expect(await inCatalogue(products + damaged)).toEqual([
    finding('bad-value', first, 'Товар/@Статус', 'Убит'),
    finding('bad-value', first + 2, 'Ид', ''),
    finding('bad-value', first + 6, 'Вес', 'x'),
    finding('unknown-element', first + 9, 'Цвет', 'Товар'),
    finding('missing-element', first + 11, 'Товар', 'Ид'),
    finding('missing-element', first + 15, 'Товар', 'Ид'),
  ]);
});

it('a text between elements is found behind any number of them', async () => {
  const products = `<Товар>${PRODUCT}</Товар>\n`.repeat(300);
  expect(await inCatalogue(`${products}и ещё`)).toEqual([finding('misplaced', 3, '#text', 'Товары')]);
});

it('words of libxml2 that are not known stay as they are', () => {
  const said = { message: "Element 'Товар': Something new.\n", level: 2, line: 7, col: 0 };
  expect(findingsOf([said])).toEqual([finding('other', 7, 'Товар', 'Something new.')]);
});
