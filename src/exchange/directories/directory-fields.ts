import { byFoldedWord, fold } from '../../commerceml/names-alike.js';
import type { DictionaryItemRecord, DictionaryRecord } from '../../records.js';

/** What the fields of user dictionaries mean to the directories of promo codes and employees. */
export type DirectoryField =
  | 'promoCode'
  | 'personnelNumber'
  | 'code'
  | 'name'
  | 'validFrom'
  | 'validTo'
  | 'active'
  | 'inactive'
  | 'email'
  | 'phone';

/**
 * The names under which people make these fields in their 1C, in Russian, Ukrainian and English; compared without case and blanks. They are
 * names of no element of CommerceML: a dictionary's fields are called as its shop likes.
 */
const WORDS: Readonly<Record<DirectoryField, readonly string[]>> = {
  promoCode: [
    'Промокод',
    'Код промокода',
    'Код промокоду',
    'Купон',
    'Код купона',
    'Promo code',
    'Coupon',
    'Coupon code',
  ],
  personnelNumber: [
    'Табельный номер',
    'Табельный №',
    'Таб. номер',
    'Таб. №',
    'ТабНомер',
    'Табельний номер',
    'Табельний №',
    'Personnel number',
    'Personnel no',
    'Employee number',
  ],
  code: ['Код', 'Code'],
  name: ['Наименование', 'Название', 'Найменування', 'Назва', 'Name', 'Title', 'ФИО', 'ПІБ', 'Full name'],
  validFrom: [
    'Действует с',
    'Действует от',
    'Действителен с',
    'Действительно с',
    'Дата начала',
    'Дата начала действия',
    'Начало действия',
    'Діє з',
    'Діє від',
    'Дійсний з',
    'Дата початку',
    'Дата початку дії',
    'Початок дії',
    'Valid from',
    'Start date',
    'Date from',
  ],
  validTo: [
    'Действует до',
    'Действует по',
    'Действителен до',
    'Действительно до',
    'Действителен по',
    'Дата окончания',
    'Дата окончания действия',
    'Дата завершения',
    'Окончание действия',
    'Срок действия',
    'Діє до',
    'Діє по',
    'Дійсний до',
    'Дата закінчення',
    'Дата закінчення дії',
    'Дата завершення',
    'Закінчення дії',
    'Термін дії',
    'Valid to',
    'Valid until',
    'End date',
    'Date to',
    'Expires',
  ],
  active: [
    'Активен',
    'Активна',
    'Активность',
    'Действует',
    'Действителен',
    'Активний',
    'Активність',
    'Діє',
    'Дійсний',
    'Active',
    'Is active',
    'Enabled',
  ],
  inactive: [
    'Не активен',
    'Не действует',
    'Недействителен',
    'Заблокирован',
    'Аннулирован',
    'Отключен',
    'Уволен',
    'Не активний',
    'Не діє',
    'Недійсний',
    'Заблокований',
    'Анульований',
    'Звільнений',
    'Inactive',
    'Disabled',
    'Blocked',
    'Dismissed',
  ],
  email: ['E-mail', 'Почта', 'Электронная почта', 'Адрес электронной почты', 'Пошта', 'Електронна пошта'],
  phone: [
    'Телефон',
    'Номер телефона',
    'Мобильный телефон',
    'Рабочий телефон',
    'Номер телефону',
    'Мобільний телефон',
    'Робочий телефон',
    'Phone',
    'Mobile',
  ],
};

const MEANING = byFoldedWord(WORDS);

/** What an item says, by what it means; values that mean nothing here keep the name of their field. */
export interface ReadFields {
  /** The first value of each field that is not blank. */
  readonly known: ReadonlyMap<DirectoryField, string>;
  readonly others: ReadonlyMap<string, string | readonly string[]>;
}

/** A field is named by name, or by an id that the dictionary gives a name; one without a name goes by its id. */
export function readFields(item: DictionaryItemRecord, fields: DictionaryRecord['fields']): ReadFields {
  const names = new Map((fields ?? []).map((field) => [field.id, field.name]));
  const known = new Map<DirectoryField, string>();
  const others = new Map<string, string | readonly string[]>();
  for (const { id, name, values } of item.values ?? []) {
    const called = name ?? (id === undefined ? undefined : (names.get(id) ?? id));
    const said = values.map((value) => value.trim()).filter((value) => value !== '');
    const [first] = said;
    if (called === undefined || first === undefined) continue;
    const meaning = MEANING.get(fold(called));
    if (meaning !== undefined && !known.has(meaning)) known.set(meaning, first);
    else others.set(called, said.length === 1 ? first : said);
  }
  return { known, others };
}
