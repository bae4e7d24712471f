/**
 * One export of the Bitrix module (3.1), cut by kind as it cuts: one file for groups, one for price types, and so on.
 * Made for tests: six goods, two of them with two variants each.
 */
export const CATALOGUE = 'c0000000-0000-4000-8000-00000000000c';
const GROUPS = ['60000000-0000-4000-8000-000000000001', '60000000-0000-4000-8000-000000000002'] as const;
export const PRICE_TYPES = ['90000000-0000-4000-8000-000000000001', '90000000-0000-4000-8000-000000000002'] as const;
export const WAREHOUSES = ['a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000002'] as const;
export const COLOUR = 'b0000000-0000-4000-8000-000000000001';
const RED = 'b0000000-0000-4000-8000-0000000000f0';
const SIZE = 'b0000000-0000-4000-8000-000000000002';
export const good = (n: number): string => `d0000000-0000-4000-8000-00000000000${n}`;
const variant = (n: number, v: number): string => `e0000000-0000-4000-8000-0000000000${n}${v}`;
/** Every offer: goods 5 and 6 have variants. */
export const OFFERS: readonly string[] = [1, 2, 3, 4, 5, 6].flatMap((n) =>
  n < 5 ? [good(n)] : [1, 2].map((v) => `${good(n)}#${variant(n, v)}`),
);

const file = (body: string): string =>
  `\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_3" ВерсияСхемы="3.1" ДатаФормирования="2026-02-03T9:05:01">\n${body}\n</КоммерческаяИнформация>\n`;
const versioned = (id: string, rest: string): string =>
  `<Ид>${id}</Ид><НомерВерсии>AAAAAAAAAAE=</НомерВерсии><ПометкаУдаления>false</ПометкаУдаления>${rest}`;

/** A head without goods stands before the classifier, as the module writes it. */
const classifier = (body: string): string =>
  file(
    `<Каталог СодержитТолькоИзменения="true"><Ид>${CATALOGUE}</Ид><ИдКлассификатора>${CATALOGUE}</ИдКлассификатора><Наименование>Товары</Наименование></Каталог>
<Классификатор СодержитТолькоИзменения="true"><Ид>${CATALOGUE}</Ид><Наименование>Товары</Наименование>${body}</Классификатор>`,
  );
const pack = (offers: readonly string[]): string =>
  file(
    `<ПакетПредложений СодержитТолькоИзменения="true"><Ид>#${CATALOGUE}</Ид><Наименование>Пакет предложений</Наименование><ИдКаталога>${CATALOGUE}</ИдКаталога><ИдКлассификатора>${CATALOGUE}</ИдКлассификатора><Предложения>${offers.map((offer) => `<Предложение>${offer}</Предложение>`).join('\n')}</Предложения></ПакетПредложений>`,
  );

export const pricesXml = (amount: (offer: number) => string, offers: readonly string[] = OFFERS): string =>
  pack(
    offers.map(
      (id, n) =>
        `<Ид>${id}</Ид><Цены>${PRICE_TYPES.map((type, t) => `<Цена><Представление>${amount(n)} руб</Представление><ИдТипаЦены>${type}</ИдТипаЦены><ЦенаЗаЕдиницу>${amount(n + t)}</ЦенаЗаЕдиницу><Валюта>руб</Валюта></Цена>`).join('')}</Цены>`,
    ),
  );

export const restsXml = (quantity: (offer: number) => string, offers: readonly string[] = OFFERS): string =>
  pack(
    offers.map(
      (id, n) =>
        `<Ид>${id}</Ид><Остатки>${WAREHOUSES.map((place) => `<Остаток><Склад><Ид>${place}</Ид><Количество>${quantity(n)}</Количество></Склад></Остаток>`).join('')}</Остатки>`,
    ),
  );

/** File name → content, in the order in which the module sends them. */
export const CUT_BY_KIND: Readonly<Record<string, string>> = {
  'groups___1.xml': classifier(
    `<Группы><Группа>${versioned(GROUPS[0], '<Наименование>Спорт</Наименование>')}<Группы><Группа>${versioned(GROUPS[1], '<Наименование>Гантели</Наименование>')}</Группа></Группы></Группа></Группы>`,
  ),
  'priceLists___1.xml': classifier(
    `<ТипыЦен>${PRICE_TYPES.map((id, n) => `<ТипЦены>${versioned(id, `<Наименование>Опт ${n + 1}</Наименование><Валюта>RUB</Валюта>`)}</ТипЦены>`).join('')}</ТипыЦен>`,
  ),
  'storages___1.xml': classifier(
    `<Склады>${WAREHOUSES.map((id, n) => `<Склад>${versioned(id, `<Наименование>Склад ${n + 1}</Наименование>`)}</Склад>`).join('')}</Склады>`,
  ),
  'units___1.xml': classifier(
    `<ЕдиницыИзмерения><ЕдиницаИзмерения>${versioned('796 ', '<Код>796 </Код><НаименованиеКраткое>шт</НаименованиеКраткое><НаименованиеПолное>Штука</НаименованиеПолное><МеждународноеСокращение>PCE</МеждународноеСокращение>')}</ЕдиницаИзмерения></ЕдиницыИзмерения>`,
  ),
  'propertiesGoods___1.xml': classifier(
    `<Свойства><Свойство>${versioned(COLOUR, `<Наименование>Цвет</Наименование><ТипЗначений>Справочник</ТипЗначений><ВариантыЗначений><Справочник><ИдЗначения>${RED}</ИдЗначения><Значение>Красный</Значение></Справочник></ВариантыЗначений>`)}</Свойство></Свойства>`,
  ),
  'goods___1.xml': file(
    `<Каталог СодержитТолькоИзменения="true"><Ид>${CATALOGUE}</Ид><ИдКлассификатора>${CATALOGUE}</ИдКлассификатора><Наименование>Товары</Наименование><Товары>${[
      1, 2, 3, 4, 5, 6,
    ]
      .map(
        (n) =>
          `<Товар>${versioned(good(n), `<Штрихкод/><Артикул>G-${n}</Артикул><Наименование>Гантель ${n}</Наименование><БазоваяЕдиница>796 </БазоваяЕдиница><Группы><Ид>${GROUPS[1]}</Ид></Группы><ЗначенияСвойств><ЗначенияСвойства><Ид>${COLOUR}</Ид><Значение>${RED}</Значение></ЗначенияСвойства></ЗначенияСвойств>`)}</Товар>`,
      )
      .join('\n')}</Товары></Каталог>`,
  ),
  'propertiesOffers___1.xml': classifier(
    `<Свойства><Свойство>${versioned(SIZE, '<Наименование>Размер</Наименование><ТипЗначений>Строка</ТипЗначений><ДляПредложений>true</ДляПредложений>')}</Свойство></Свойства>`,
  ),
  'offers___1.xml': pack(
    OFFERS.map((id) =>
      versioned(
        id,
        `<Наименование>Гантель</Наименование>${id.includes('#') ? `<ЗначенияСвойств><ЗначенияСвойства><Ид>${SIZE}</Ид><Значение>${id.slice(-1)} кг</Значение></ЗначенияСвойства></ЗначенияСвойств>` : ''}`,
      ),
    ),
  ),
  'prices___1.xml': pricesXml((n) => `1\u00a0${100 + n},50`),
  'rests___1.xml': restsXml((n) => String(n)),
};
