import { describe, expect, it } from '@jest/globals';
import type { FeedRecord } from '../../src/records.js';
import { readAll, readUntilError } from './support/feed-text.js';
import {
  children,
  childText,
  type Element,
  oracleOf,
  readReal,
  realFiles,
  textOf,
  textsOf,
} from './support/real-files.js';

const files = realFiles();
// Public exports whose licences are mostly not stated: they are never copied in, so a checkout may be without them. CI fails on a skip.
const describeReal = files.length > 0 ? describe : describe.skip;
const names = files.length > 0 ? files : ['(no real files)'];

type Kind = FeedRecord['kind'];
type RecordOf<K extends Kind> = Extract<FeedRecord, { kind: K }>;
const ofKind = <K extends Kind>(records: readonly FeedRecord[], kind: K) =>
  records.filter((record): record is RecordOf<K> => record.kind === kind);

const groupsIn = (element: Element): Element[] =>
  children(element, 'Группы', 'Группа').flatMap((group) => [group, ...groupsIn(group)]);
const packages = ['ПакетПредложений', 'ИзмененияПакетаПредложений'];
const inPackages = (root: Element, ...path: string[]) => packages.flatMap((name) => children(root, name, ...path));

/** The elements that are records, by kind, found by the other parser. */
function elementsOf(
  root: Element,
): Readonly<Record<Exclude<Kind, 'other' | 'document'>, Element[]>> & { document: Element[] } {
  const classifiers = children(root, 'Классификатор');
  const withId = (elements: Element[]) => elements.filter((element) => childText(element, 'Ид') !== '');
  return {
    classifier: classifiers,
    group: withId(classifiers.flatMap(groupsIn)),
    property: withId(children(root, 'Классификатор', 'Свойства', 'Свойство')),
    priceType: [...children(root, 'Классификатор', 'ТипыЦен', 'ТипЦены'), ...inPackages(root, 'ТипыЦен', 'ТипЦены')],
    warehouse: [...children(root, 'Классификатор', 'Склады', 'Склад'), ...inPackages(root, 'Склады', 'Склад')],
    unit: children(root, 'Классификатор', 'ЕдиницыИзмерения', 'ЕдиницаИзмерения').filter(
      (unit) => childText(unit, 'Ид') !== '' || childText(unit, 'Код') !== '',
    ),
    catalogue: children(root, 'Каталог'),
    product: withId(children(root, 'Каталог', 'Товары', 'Товар')),
    offerPackage: inPackages(root),
    offer: withId(inPackages(root, 'Предложения', 'Предложение')),
    document: [...children(root, 'Документ'), ...children(root, 'Контейнер', 'Документ')],
    counterparty: children(root, 'Контрагенты', 'Контрагент'),
    dictionary: children(root, 'ПользовательскиеСправочники', 'Справочник'),
    dictionaryItem: children(
      root,
      'ПользовательскиеСправочники',
      'Справочник',
      'ЭлементыСправочника',
      'ЭлементСправочника',
    ),
  };
}

describeReal.each(names)('%s', (name) => {
  const bytes = files.length > 0 ? readReal(name) : Buffer.alloc(0);
  const reading = files.length > 0 ? readAll(bytes) : Promise.resolve([]);
  const root: Element = files.length > 0 ? oracleOf(bytes) : {};
  const elements = elementsOf(root);
  const cuts = process.env.UZEL_TEST_LONG ? 100 : Math.min(40, Math.ceil(1_500_000 / (bytes.length + 1)));

  it('has as many records of each kind as the other parser finds elements', async () => {
    const records = await reading;
    const counts = (of: (kind: Kind) => number) =>
      Object.fromEntries(Object.keys(elements).map((kind) => [kind, of(kind as Kind)]));
    expect(counts((kind) => ofKind(records, kind).length)).toEqual(
      counts((kind) => elements[kind as keyof typeof elements].length),
    );
  });

  it('has the fields of every product', async () => {
    const products = ofKind(await reading, 'product');
    const fields = products.map((product) => ({
      id: product.id,
      name: product.name ?? '',
      sku: product.sku ?? '',
      description: product.description ?? '',
      groups: product.groups ?? [],
      pictures: product.pictures?.filter(({ path }) => path !== '').length ?? 0,
      requisites: product.requisites?.length ?? 0,
      properties: product.properties?.flatMap(({ values }) => values) ?? [],
      unitCode: product.unit?.code ?? '',
      deleted: product.deleted,
    }));
    expect(fields).toEqual(
      elements.product.map((product) => ({
        id: childText(product, 'Ид'),
        name: childText(product, 'Наименование'),
        sku: childText(product, 'Артикул'),
        description: childText(product, 'Описание'),
        groups: [...new Set(children(product, 'Группы', 'Ид').map(textOf))],
        pictures: new Set(
          children(product, 'Картинка')
            .map(textOf)
            .filter((path) => path !== ''),
        ).size,
        requisites: children(product, 'ЗначенияРеквизитов', 'ЗначениеРеквизита').length,
        properties: children(product, 'ЗначенияСвойств', 'ЗначенияСвойства', 'Значение')
          .map(textOf)
          .filter((value) => value !== ''),
        unitCode: unitCodeOf(product),
        deleted:
          product['@Статус'] === 'Удален' ||
          childText(product, 'Статус') === 'Удален' ||
          childText(product, 'ПометкаУдаления') === 'true',
      })),
    );
  });

  it('has the prices and the stock of every offer', async () => {
    const offers = ofKind(await reading, 'offer');
    const fields = offers.map((offer) => ({
      id: offer.id,
      name: offer.name ?? '',
      prices: (offer.prices ?? []).map(({ priceTypeId, amount }) => [priceTypeId, amount]),
      total: offer.stock?.total ?? '',
      warehouses: Object.entries(offer.stock?.warehouses ?? {}).sort(),
      characteristics: (offer.characteristics ?? []).length,
    }));
    expect(fields).toEqual(
      elements.offer.map((offer) => ({
        id: childText(offer, 'Ид').replace(/#$/, ''),
        name: childText(offer, 'Наименование'),
        prices: children(offer, 'Цены', 'Цена').map((price) => [
          childText(price, 'ИдТипаЦены'),
          childText(price, 'ЦенаЗаЕдиницу'),
        ]),
        total: childText(offer, 'Количество') || childText(offer, 'Остатки', 'Остаток', 'Количество'),
        warehouses: [
          ...children(offer, 'Склад').map((row) => [row['@ИдСклада'], row['@КоличествоНаСкладе']]),
          ...children(offer, 'Остатки', 'Остаток', 'Склад').map((row) => [
            childText(row, 'Ид'),
            childText(row, 'Количество'),
          ]),
        ].sort(),
        characteristics: children(offer, 'ХарактеристикиТовара', 'ХарактеристикаТовара').filter(
          (one) => childText(one, 'Наименование') !== '',
        ).length,
      })),
    );
  });

  it('has the lines and requisites of every document', async () => {
    const documents = ofKind(await reading, 'document');
    const fields = documents.map((document) => ({
      id: document.id,
      number: document.number,
      date: document.date ?? '',
      amount: document.amount ?? '',
      operation: document.operationText,
      parties: document.counterparties.map((party) => party.name ?? ''),
      lines: (document.lines ?? []).map((line) => [
        line.id,
        line.name ?? '',
        line.quantity ?? '',
        line.price ?? '',
        line.amount ?? '',
      ]),
      requisites: document.requisites.map((requisite) => [requisite.name, requisite.values[0] ?? '']),
    }));
    const plainNumber = (text: string) => text.replace(/[\s\u00a0]/g, '').replace(',', '.');
    const field = (document: Element, child: string) => {
      const attribute = document[`@${child}`];
      return childText(document, child) || (typeof attribute === 'string' ? attribute.trim() : '');
    };
    expect(fields).toEqual(
      elements.document.map((document) => ({
        id: field(document, 'Ид'),
        number: field(document, 'Номер'),
        date: field(document, 'Дата'),
        amount: plainNumber(field(document, 'Сумма')),
        operation: field(document, 'ХозОперация'),
        parties: children(document, 'Контрагенты', 'Контрагент').map((party) => childText(party, 'Наименование')),
        lines: children(document, 'Товары', 'Товар').map((line) => [
          childText(line, 'Ид'),
          childText(line, 'Наименование'),
          ...[['Количество'], ['ЦенаЗаЕдиницу', 'Цена'], ['Сумма']].map((either) =>
            plainNumber(either.map((child) => childText(line, child)).find((text) => text !== '') ?? ''),
          ),
        ]),
        requisites: children(document, 'ЗначенияРеквизитов', 'ЗначениеРеквизита').map((one) => [
          childText(one, 'Наименование'),
          childText(one, 'Значение'),
        ]),
      })),
    );
  });

  it('drops no text: each that an element holds is in its record', async () => {
    const records = await reading;
    const kept = (record: FeedRecord) => new Set(everyText(record));
    const missing = (['product', 'offer', 'document', 'property', 'warehouse'] as const).flatMap((kind) =>
      ofKind(records, kind).flatMap((record, index) => {
        const texts = kept(record);
        const element = elements[kind][index];
        return element ? textsOf(element).filter((text) => isWord(text) && !texts.has(text)) : [];
      }),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  it('is the same however its bytes are cut', async () => {
    const whole = await reading;
    for (const pieceSize of [977, 65_536]) expect(await readAll(bytes, { pieceSize })).toEqual(whole);
  });

  it('is refused where it is cut off, and gives only records of the whole file before', async () => {
    const whole = await reading;
    for (let cut = 0; cut < cuts; cut++) {
      // Behind the last `>` only blanks may be missing.
      const length = Math.floor((bytes.lastIndexOf('>') * cut) / cuts);
      const { records, error } = await readUntilError(bytes.subarray(0, length));
      expect(error).toMatchObject({ code: 'UZ1301', publicMessage: expect.stringMatching(/строка \d+, столбец \d+/) });
      expect(records).toEqual(whole.slice(0, records.length));
    }
  });
});

describeReal('the real files together', () => {
  it('have hardly a value that cannot be read', async () => {
    const warnings: string[] = [];
    for (const name of files) {
      for (const record of await readAll(readReal(name)))
        warnings.push(...record.warnings.map(({ code, path, value }) => `${name} ${code} ${path} ${value}`));
    }
    expect(warnings).toEqual(['v31_freesport_units.xml empty-id ЕдиницаИзмерения ']);
  });
});

/** The code of a unit: the attribute, or in 3.x the text. */
function unitCodeOf(product: Element): string {
  const [unit] = children(product, 'БазоваяЕдиница');
  const code = unit?.['@Код'];
  if (typeof code === 'string') return code.trim();
  return /^\d{2,4}$/.test(textOf(unit)) ? textOf(unit) : '';
}

/** All strings of a record, keys too (a variant is keyed by its id). */
function everyText(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(everyText);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...everyText(member)]);
}

/** Not a number, boolean, date, currency, rate or path, which a record has in another form. */
function isWord(text: string): boolean {
  return !/^$|^-?[\d\s\u00a0.,]+%?$|^(true|false|Удален|Без налога|Без НДС|НДС\d+|руб\.?|грн|Справочник|Строка|Число|Время|Булево|Дата)$|^\d{4}-\d\d-\d\d|^T?\d+:\d\d|#$/i.test(
    text,
  );
}
