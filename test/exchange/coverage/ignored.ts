import { FURTHER } from './paths.js';

/**
 * Paths that are not kept, on purpose; written by hand. Each is met in a real file and found nowhere in the store: the test checks both.
 */
export const IGNORED: readonly (readonly [path: string, reason: string])[] = [
  ['@xmlns', 'Names the format, not the goods; files with any namespace, or none, are read alike.'],
  ['@xmlns:xs', 'As above.'],
  ['@xmlns:xsi', 'As above.'],
  [
    '@ВерсияСхемы',
    'Says how the file is written. What is in it is told by its elements, as senders name versions wrongly.',
  ],
  [
    '@ДатаФормирования',
    'Another one in every export: it would make every import a change. When the file came is in the exchange.',
  ],
  ['@Ид', 'The name of the exchange form in 1C, the same for all shops.'],
  ['@ФорматДаты', 'Says how dates are written in this file; both forms are read without it.'],
  ['@ФорматВремени', 'Says how times are written in this file.'],
  ['@РазделительДатаВремя', 'Says how dates with a time are written in this file.'],
  ['@ФорматСуммы', 'Used while the file is read (its decimal separator), and of no use afterwards.'],
  ['@ФорматКоличества', 'Used while the file is read (its decimal separator), and of no use afterwards.'],
  [
    'Классификатор/@СодержитТолькоИзменения',
    'Nothing is removed because a classifier does not name it (groups and properties go by `ПометкаУдаления` only), so it makes no difference.',
  ],
  [
    `Каталог/Товары/${FURTHER}/Группы/Ид`,
    'Said of the product. The row that speaks for the product tells them (ADR 5); 1C writes the same in every row.',
  ],
  [`Каталог/Товары/${FURTHER}/СтавкиНалогов/СтавкаНалога/Наименование`, 'As above.'],
  [`Каталог/Товары/${FURTHER}/СтавкиНалогов/СтавкаНалога/Ставка`, 'As above.'],
];
