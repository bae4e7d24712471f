import { describe, expect, it } from '@jest/globals';
import { FINDING_CODES } from '../../src/check/codes.js';
import { counted, fill } from '../../src/check/texts/fill.js';
import { LANGUAGES, languageOf } from '../../src/check/texts/languages.js';
import { inLanguage } from '../../src/cli/check-refusal.js';
import { ALL_LANGUAGES, check, wordsOf } from './support/check.js';

/** Every text of a table by its path: `findings.malformed.what`. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, child]) => leaves(child, path === '' ? key : `${path}.${key}`));
}

/** Names of elements, values and configurations, which are Russian in every language. */
const NAMES = new Set([
  ...['КоммерческаяИнформация', 'ВерсияСхемы', 'Классификатор', 'СодержитТолькоИзменения', 'Контрагенты', 'Контрагент'],
  ...['Наименование', 'ТипыЦен', 'Склады', 'Ид', 'Дата', 'ХозОперация', 'Заказ', 'товара', 'Да', 'Нет', 'УТ', 'УНФ'],
]);

const placeholders = (text: string): string[] => (text.match(/\{[^}]*\}/g) ?? []).sort();
const other = ALL_LANGUAGES.filter((language) => language !== 'ru');

describe('the tables of messages', () => {
  const russian = leaves(LANGUAGES.ru).filter(([path]) => !path.startsWith('nouns.'));

  it('have a text for every finding', () => {
    for (const language of ALL_LANGUAGES)
      expect(Object.keys(LANGUAGES[language].findings).sort()).toEqual([...FINDING_CODES].sort());
  });

  it.each(other)(
    '%s has the keys of the Russian one, with the same placeholders, and is empty where that is',
    (language) => {
      const texts = new Map(leaves(LANGUAGES[language]).filter(([path]) => !path.startsWith('nouns.')));
      expect([...texts.keys()].sort()).toEqual(russian.map(([path]) => path).sort());
      for (const [path, text] of russian) {
        expect([path, placeholders(texts.get(path) ?? '')]).toEqual([path, placeholders(text)]);
        expect([path, texts.get(path) === '']).toEqual([path, text === '']);
      }
    },
  );

  it.each(ALL_LANGUAGES)('%s has each noun in just the forms that its language has', (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.slice().sort();
    for (const [noun, plural] of Object.entries(LANGUAGES[language].nouns))
      expect([noun, Object.keys(plural).sort()]).toEqual([noun, forms]);
    expect(Object.keys(LANGUAGES[language].nouns).sort()).toEqual(Object.keys(LANGUAGES.ru.nouns).sort());
  });

  it.each(ALL_LANGUAGES)('%s: every placeholder with a noun names one that is there', (language) => {
    for (const [path, text] of leaves(LANGUAGES[language]))
      for (const [, noun = ''] of text.matchAll(/\{\w+:([\w-]+)\}/g))
        expect([path, Object.hasOwn(LANGUAGES[language].nouns, noun)]).toEqual([path, true]);
  });

  it('no Russian is left in Ukrainian, nor Cyrillic in English, but for names of 1C', () => {
    const words = (text: string): string[] => text.match(/[\p{Script=Cyrillic}]+/gu) ?? [];
    for (const [path, text] of leaves(LANGUAGES.uk))
      expect([path, words(text).filter((word) => /[ыэъё]/i.test(word) && !NAMES.has(word))]).toEqual([path, []]);
    for (const [path, text] of leaves(LANGUAGES.en))
      expect([path, words(text).filter((word) => !NAMES.has(word))]).toEqual([path, []]);
  });
});

describe('counted', () => {
  it.each([
    ['ru', 1, '1 товар'],
    ['ru', 3, '3 товара'],
    ['ru', 11, '11 товаров'],
    ['ru', 21, '21 товар'],
    ['ru', 1234, '1234 товара'],
    ['ru', 12345, '12 345 товаров'],
    ['uk', 1, '1 товар'],
    ['uk', 4, '4 товари'],
    ['uk', 14, '14 товарів'],
    ['en', 1, '1 product'],
    ['en', 2, '2 products'],
    ['en', 12345, '12,345 products'],
  ] as const)('%s, %i → %s', (language, count, text) => {
    expect(counted(wordsOf(language), count, 'products')).toBe(text);
  });

  it('is what a placeholder with a noun becomes; one that is not given stays out', () => {
    expect(fill(wordsOf('ru'), '{a} и {count:files}{b}', { a: 'x', count: 22 })).toBe('x и 22 файла');
  });
});

describe('a path that cannot be checked', () => {
  it.each([
    ['uk', '/немає не читається: перевірте, чи правильно вказано шлях.'],
    ['en', '/немає cannot be read: is the path right?'],
  ] as const)('is told in %s', async (language, text) => {
    const error: unknown = await check('/немає').catch((refused: unknown) => refused);
    expect(inLanguage(error, '/немає', wordsOf(language))).toMatchObject({ code: 'UZ1607', publicMessage: text });
    const another = new Error('another');
    expect(inLanguage(another, '/немає', wordsOf(language))).toBe(another);
  });
});

describe('the language', () => {
  it.each([
    [{ LANG: 'uk_UA.UTF-8' }, 'uk'],
    [{ LC_ALL: 'en_US.UTF-8', LANG: 'uk_UA.UTF-8' }, 'en'],
    [{ LC_ALL: '', LC_MESSAGES: 'ru', LANG: 'en' }, 'ru'],
    [{ LANG: 'C.UTF-8' }, 'ru'],
    [{ LANG: 'de_DE' }, 'ru'],
    [{}, 'ru'],
  ])('of %j is %s', (environment, language) => {
    expect(languageOf(environment)).toBe(language);
  });
});
