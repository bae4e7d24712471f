import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tx } from '../../src/db/open.js';
import { entriesFromDictionaries } from '../../src/exchange/directories/directory-feeds.js';
import { checkPromoCodes, promoCodeNotices, promoCodeRefusal } from '../../src/exchange/directories/promo-codes.js';
import type { ExchangeNode, NodeSettings } from '../../src/nodes/exchange-node.js';
import type { DictionaryItemRecord } from '../../src/records.js';
import { putEntries, putEntry, retireEntry } from '../../src/store/customers/directories.js';
import { PROMO_CODES } from '../../src/store/customers/directory-keys.js';
import { importFeed } from './import-world.js';
import { type InboxWorld, openInboxWorld, SHOP } from './inbox-world.js';

const KYIV = { timeZone: 'Europe/Kyiv', settings: { promoCodeDictionary: 'Промокоды', employeeDictionary: 'emp' } };

const item = (values: Record<string, string>, over: Partial<DictionaryItemRecord> = {}): DictionaryItemRecord => ({
  kind: 'dictionaryItem',
  dictionaryId: 'd',
  id: 'i',
  values: Object.entries(values).map(([name, value]) => ({ name, values: [value] })),
  deleted: false,
  line: 7,
  extra: {},
  warnings: [],
  ...over,
});

const promo = (values: Record<string, string>, over: Partial<DictionaryItemRecord> = {}) => {
  const [fed] = entriesFromDictionaries(KYIV, { externalId: 'd', name: 'Промокоды', fields: null }, [
    item(values, over),
  ]);
  return fed?.entries[0] ?? fed?.refused[0]?.reason;
};
const employee = (values: Record<string, string>, over: Partial<DictionaryItemRecord> = {}) => {
  const [fed] = entriesFromDictionaries(KYIV, { externalId: 'emp', name: null, fields: null }, [item(values, over)]);
  return fed?.entries[0] ?? fed?.refused[0]?.reason;
};

describe('items of user dictionaries', () => {
  it('become promo codes by the names of their fields, in Russian, Ukrainian and English; what is not known is content', () => {
    const expected = {
      key: 'SPRING',
      name: 'Весна',
      active: true,
      validFrom: '2026-03-28T22:00:00.000Z',
      validTo: '2026-03-29T20:59:59.999Z',
      content: { Скидка: '10' },
    };
    const rest = { Скидка: '10' };
    expect(
      promo({ Код: 'SPRING', Наименование: 'Весна', ДатаНачала: '2026-03-29', ДатаОкончания: '29.03.2026', ...rest }),
    ).toEqual(expected);
    expect(
      promo({ Промокод: 'SPRING', Код: '000000012', 'Действует с': '2026-03-29T00:00:00', действует_до: '20260329' }),
    ).toEqual({ ...expected, name: '', content: {} });
    expect(
      promo({ 'Діє з': '2026-03-29', 'Діє до': '2026-03-29', Активний: 'Так', ...rest, Назва: 'Весна', Код: 'SPRING' }),
    ).toEqual(expected);
    expect(
      promo(
        { code: 'SPRING', validFrom: '2026-03-29', validTo: '2026-03-29', active: 'true', ...rest },
        { name: 'Весна' },
      ),
    ).toEqual(expected);
  });

  it('last to the end of their last day, or to the very second that 1C says', () => {
    const to = (text: string) => {
      const entry = promo({ Код: 'x', ДействуетДо: text });
      return typeof entry === 'object' ? entry.validTo : entry;
    };
    expect(to('2026-12-31')).toBe('2026-12-31T21:59:59.999Z');
    expect(to('2026-12-31T00:00:00')).toBe('2026-12-31T21:59:59.999Z');
    expect(to('2026-12-31T18:30:00')).toBe('2026-12-31T16:30:00.000Z');
    expect(to('2026-12-31T00:00:00+02:00')).toBe('2026-12-30T22:00:00.000Z');
    expect(to('2026-12-31T10:00:00Z')).toBe('2026-12-31T10:00:00.000Z');
    expect(to('2026-12-31T23:59:59')).toBe('2026-12-31T21:59:59.999Z');
    expect(to('2026-12-31T23:59:59+02:00')).toBe('2026-12-31T21:59:59.000Z');
    expect(to('0001-01-01T00:00:00')).toBeNull();
    expect(to(' ')).toBeNull();
  });

  it.each(['9999-12-31', '9999-12-31T00:00:00', '31.12.9999 23:59:59'])('are for ever in force until %s', (text) => {
    expect(promo({ Код: 'x', ДействуетДо: text })).toMatchObject({ validTo: null });
    expect(promo({ Код: 'x', ДействуетС: text })).toBe(`дата «${text}» (начало действия) не наступит`);
  });

  it('that are marked as deleted, switched off or blocked are not active', () => {
    const active = (values: Record<string, string>, deleted = false) => {
      const entry = promo({ Код: 'x', ...values }, { deleted });
      return typeof entry === 'object' ? entry.active : entry;
    };
    expect(active({})).toBe(true);
    expect(active({}, true)).toBe(false);
    expect(active({ Активен: 'да' }, true)).toBe(false);
    expect(active({ Активен: 'Ложь' })).toBe(false);
    expect(active({ 'Не активен': 'Истина' })).toBe(false);
    expect(active({ Заблокирован: 'false' })).toBe(true);
  });

  it('that cannot be used are refused with the reason', () => {
    expect(promo({ Код: 'x', ДатаОкончания: '31 февраля' })).toBe(
      'не удалось прочитать дату «31 февраля» (конец действия)',
    );
    expect(promo({ Скидка: '10' })).toBe('нет поля «Промокод», «Код» или «Наименование»');
    expect(promo({ Код: 'x', Активен: 'может быть' })).toBe('«может быть» не является ответом «да» или «нет»');
    expect(promo({ Код: 'x'.repeat(101) })).toBe('код длиннее 100 знаков');
    expect(employee({ ФИО: 'Иванов' })).toBe('нет поля «Табельный номер» или «Код»');
  });

  it('become employees by their personnel number', () => {
    expect(
      employee({
        ТабельныйНомер: ' 0000-00012 ',
        ФИО: 'Иванов И. И.',
        Телефон: '+7',
        'E-mail': 'i@x',
        Отдел: 'Продажи',
      }),
    ).toEqual({
      key: '0000-00012',
      name: 'Иванов И. И.',
      active: true,
      content: { Отдел: 'Продажи', email: 'i@x', phone: '+7' },
    });
    expect(employee({ Код: '7', Уволен: 'Да' }, { name: 'Петров' })).toMatchObject({
      key: '7',
      name: 'Петров',
      active: false,
    });
  });

  it('are read with the fields of their dictionary, and only of the dictionary that a setting names by id or name', () => {
    const items = [
      item(
        {},
        {
          values: [
            { id: 'f1', values: ['A'] },
            { id: 'f2', values: ['a', 'b'] },
          ],
        },
      ),
    ];
    const fields = [
      { id: 'f1', name: 'Код' },
      { id: 'f2', name: 'Город' },
    ];
    const named = (name: string | null, externalId = 'd') =>
      entriesFromDictionaries(KYIV, { externalId, name, fields }, items).map(({ directory, entries }) => [
        directory,
        entries[0]?.key,
      ]);
    expect(named(' ПРОМОКОДЫ')).toEqual([['promo-codes', 'A']]);
    expect(named('Бренды')).toEqual([]);
    expect(named(null, 'emp')).toEqual([['employees', 'A']]);
    const [fed] = entriesFromDictionaries(KYIV, { externalId: 'd', name: 'Промокоды', fields }, items);
    expect(fed?.entries[0]?.content).toEqual({ Город: ['a', 'b'] });
    expect(
      entriesFromDictionaries({ ...KYIV, settings: {} }, { externalId: 'd', name: 'Промокоды', fields }, items),
    ).toEqual([]);
  });
});

const feed = (dictionaries: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_3" ВерсияСхемы="3.1" ДатаФормирования="2026-01-01T00:00:00" Ид="1">
  <ПользовательскиеСправочники СодержитТолькоИзменения="true">${dictionaries}</ПользовательскиеСправочники>
</КоммерческаяИнформация>`;

const HEAD = `<Ид>d-promo</Ид><Наименование>Промокоды</Наименование><Реквизиты>
  <Реквизит><Ид>f-code</Ид><Наименование>Код</Наименование><ТипЗначений>Строка</ТипЗначений></Реквизит>
  <Реквизит><Ид>f-to</Ид><Наименование>Действует до</Наименование><ТипЗначений>Дата</ТипЗначений></Реквизит></Реквизиты>`;

const element = (id: string, values: Record<string, string>, more = ''): string =>
  `<ЭлементСправочника><Ид>${id}</Ид>${more}<ЗначенияРеквизитов>${Object.entries(values)
    .map(([field, value]) => `<ЗначениеРеквизита><Ид>${field}</Ид><Значение>${value}</Значение></ЗначениеРеквизита>`)
    .join('')}</ЗначенияРеквизитов></ЭлементСправочника>`;

describe('directories of the shop', () => {
  let world: InboxWorld;
  let node: ExchangeNode;
  beforeAll(async () => {
    world = await openInboxWorld();
    node = await world.node();
  });
  afterAll(() => world.close());

  const set = async (settings: NodeSettings) =>
    await world
      .knex('nodes')
      .where({ node_id: node.nodeId })
      .update({ settings: JSON.stringify(settings) });
  const codes = async () =>
    await world
      .knex('directory_entries')
      .where({ directory: PROMO_CODES })
      .orderBy('entry_key')
      .select('written_key', 'active', 'valid_to', 'node_id', 'updated_at');
  const tx = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => await world.services.db.transaction(work);

  it('are filled from a feed, also when the head of the dictionary came before; the same again writes nothing', async () => {
    await set({ promoCodeDictionary: 'промокоды' });
    await importFeed(
      world,
      node,
      'references1.xml',
      feed(`<Справочник>${HEAD}<ЭлементыСправочника>
        ${element('1', { 'f-code': 'Spring', 'f-to': '2026-05-31' })}${element('2', { 'f-code': 'OLD' })}</ЭлементыСправочника></Справочник>
        <Справочник><Ид>other</Ид><Наименование>Бренды</Наименование><ЭлементыСправочника>
        ${element('9', { 'f-code': 'NONE' })}</ЭлементыСправочника></Справочник>`),
    );
    expect(await codes()).toMatchObject([
      { written_key: 'OLD', active: true, valid_to: null, node_id: node.nodeId },
      { written_key: 'Spring', active: true, valid_to: new Date('2026-05-31T20:59:59.999Z') },
    ]);
    const before = await codes();
    const changes = feed(`<Справочник><Ид>d-promo</Ид><Наименование>Промокоды</Наименование><ЭлементыСправочника>
      ${element('1', { 'f-code': 'Spring', 'f-to': '2026-05-31' })}
      ${element('2', { 'f-code': 'OLD' }, '<ПометкаУдаления>true</ПометкаУдаления>')}
      ${element('3', { 'f-code': 'BAD', 'f-to': 'вчера' })}</ЭлементыСправочника></Справочник>`);
    await importFeed(world, node, 'references2.xml', changes);
    const after = await codes();
    expect(after.map(({ written_key, active }) => [written_key, active])).toEqual([
      ['OLD', false],
      ['Spring', true],
    ]);
    expect(after[1]).toEqual(before[1]);
    const journal = (await world.journal()).filter(({ code }) => code.startsWith('directory'));
    expect(journal).toEqual([
      {
        code: 'directory-updated',
        severity: 'info',
        message: 'references1.xml: справочник промокодов: новых 2, изменённых 0.',
      },
      {
        code: 'directory-updated',
        severity: 'info',
        message: 'references2.xml: справочник промокодов: новых 0, изменённых 1.',
      },
      {
        code: 'directory-entry-refused',
        severity: 'warning',
        message:
          'references2.xml, строка 6: запись не попала в справочник промокодов: не удалось прочитать дату «вчера» (конец действия). Исправьте её в 1С; прежняя запись оставлена.',
      },
    ]);
  });

  it('keep what whoever came last wrote: REST, then 1C again', async () => {
    await set({ promoCodeDictionary: 'd-promo' });
    const byRest = { nodeId: null, exchangeId: null };
    await tx((each) => putEntry(each, SHOP, PROMO_CODES, { key: ' SPRING ', name: 'by hand' }, byRest));
    const spring = async () => (await codes()).find((row) => row.written_key.toLowerCase() === 'spring');
    expect(await spring()).toMatchObject({ written_key: 'SPRING', node_id: null, valid_to: null });
    const one = feed(
      `<Справочник>${HEAD}<ЭлементыСправочника>${element('1', { 'f-code': 'Spring' })}</ЭлементыСправочника></Справочник>`,
    );
    await importFeed(world, node, 'references3.xml', one);
    expect(await spring()).toMatchObject({ written_key: 'Spring', node_id: node.nodeId });
    expect(await codes()).toHaveLength(2);
  });

  it('write each key once, the last of a batch, and refuse keys that no index holds', async () => {
    const source = { nodeId: null, exchangeId: null };
    const entries = [
      { key: 'Ä', name: '1' },
      { key: ' ä ', name: '2' },
      { key: '  ', name: '3' },
      { key: 'x'.repeat(251), name: '4' },
      { key: 'nul', name: 'a\0b', content: { half: '\ud800' } },
    ];
    expect(await tx((each) => putEntries(each, SHOP, PROMO_CODES, entries, source))).toEqual({
      created: 2,
      changed: 0,
      refused: ['  ', 'x'.repeat(251)],
    });
    expect(await tx((each) => putEntries(each, SHOP, PROMO_CODES, entries, source))).toMatchObject({
      created: 0,
      changed: 0,
    });
    // Two that write the same keys in other orders do not wait for each other for ever.
    const many = Array.from({ length: 2000 }, (_, at) => ({ key: `k${at}`, name: 'x' }));
    for (let round = 0; round < 5; round += 1) {
      const named = many.map((entry) => ({ ...entry, name: String(round) }));
      await Promise.all([
        tx((each) => putEntries(each, SHOP, PROMO_CODES, named, source)),
        tx((each) => putEntries(each, SHOP, PROMO_CODES, [...named].reverse(), source)),
      ]);
    }
  });

  it('tell which promo codes are unknown, and which are not in force at a moment, both ends in it', async () => {
    const source = { nodeId: null, exchangeId: null };
    const validFrom = '2026-06-01T00:00:00+03:00';
    const validTo = '2026-06-30T23:59:59.999+03:00';
    await tx(async (each) => {
      await putEntry(each, SHOP, PROMO_CODES, { key: 'June', name: '', validFrom, validTo }, source);
      await putEntry(each, SHOP, PROMO_CODES, { key: 'Always', name: '' }, source);
      await putEntry(each, SHOP, PROMO_CODES, { key: 'Gone', name: '' }, source);
      expect(await retireEntry(each, SHOP, PROMO_CODES, 'gone')).toBe(true);
      expect(await retireEntry(each, SHOP, PROMO_CODES, 'never')).toBe(false);
    });
    const named = [' JUNE', 'always', 'Gone', 'Never', ''];
    const at = async (moment: string) => await tx((each) => checkPromoCodes(each, SHOP, named, new Date(moment)));
    expect(await at(validFrom)).toEqual({ unknown: ['Never'], expired: ['Gone'] });
    expect(await at(validTo)).toEqual({ unknown: ['Never'], expired: ['Gone'] });
    expect(await at('2026-05-31T20:59:59.999Z')).toEqual({ unknown: ['Never'], expired: [' JUNE', 'Gone'] });
    expect(await at('2026-07-01T00:00:00+03:00')).toEqual({ unknown: ['Never'], expired: [' JUNE', 'Gone'] });
    expect(await tx((each) => checkPromoCodes(each, 'another', ['always'], new Date()))).toMatchObject({
      unknown: ['always'],
    });
  });

  it('say it in the language of the shop', () => {
    const findings = { unknown: ['A'], expired: ['B'] };
    const all = (['ru', 'uk', 'en'] as const).map((language) => promoCodeNotices(language, findings));
    for (const notices of all) {
      expect(notices.map(({ code }) => code)).toEqual(['promo-code-unknown', 'promo-code-expired']);
      expect(notices.map(({ text }) => /[«"][AB][»"]/.test(text))).toEqual([true, true]);
    }
    expect(new Set(all.flatMap((notices) => notices.map(({ text }) => text))).size).toBe(6);
    expect(promoCodeRefusal({ unknown: [], expired: [] })).toBeNull();
    expect(promoCodeRefusal(findings)).toMatchObject({ code: 'UZ1517', publicMessage: expect.stringContaining('"B"') });
  });
});
