import type { Spot } from './paths.js';

/**
 * Content of which only fixed words are understood: another text in its place would not be the same file any more. It is proved by
 * an import with another of its words, which must come out differently.
 * Word → the other word; written by hand from the CommerceML reference, not taken from the reader.
 */
const OTHER_WORD: Readonly<Record<string, string>> = { true: 'false', false: 'true' };

/** By element or attribute name: its other word, whatever it says. `''` takes it away. */
const BY_NAME: Readonly<Record<string, (value: string) => string>> = {
  СодержитТолькоИзменения: (value) => OTHER_WORD[value] ?? 'true',
  УчтеноВСумме: (value) => (/^(true|1)$/.test(value) ? 'false' : 'true'),
  Статус: () => '',
  ТипЗначений: (value) => (value === 'Число' ? 'Строка' : 'Число'),
  ХозОперация: (value) => (value === 'Заказ товара' ? 'Отпуск товара' : 'Выплата наличных денег'),
  Валюта: (value) => (value === 'PLN' ? 'CZK' : 'PLN'),
  Ставка: (value) => (value === '7' ? '8' : '7'),
  Роль: (value) => (value === 'Продавец' ? 'Покупатель' : 'Продавец'),
};

/** Names of requisites that mean a field; by another name the value would mean nothing. */
const REQUISITE_NAME =
  /(^|\/)ЗначениеРеквизита\[(Полное наименование|Повне найменування|НаименованиеПолное|ОписаниеВФорматеHTML|Код|Вес|Файл|ОписаниеФайла|Номер.* по 1С|Дата.* по 1С|ПометкаУдаления|Проведен|Оплачен|Отгружен|Отменен|Заказ оплачен|Статус заказа)\]\/Наименование$/;

/**
 * What stands in place of a spot's word in the import that proves it; undefined for a spot that can be marked.
 * The name of a requisite becomes one that nobody knows.
 */
export function otherWord({ path, value }: Spot): string | undefined {
  if (value === '') return undefined;
  if (REQUISITE_NAME.test(path)) return `${value} (проба)`;
  const name = path.slice(path.lastIndexOf('/') + 1).replace('@', '');
  return BY_NAME[name]?.(value) ?? OTHER_WORD[value];
}
