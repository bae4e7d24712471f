/** What a person in 1C reads while a feed is imported and when it is done. */

const NAMES: readonly (readonly [kind: string, russian: string])[] = [
  ['group', 'групп'],
  ['property', 'свойств'],
  ['product', 'товаров'],
  ['offer', 'предложений'],
  ['document', 'документов'],
  ['dictionaryItem', 'элементов справочников'],
  ['counterparty', 'контрагентов'],
  ['priceType', 'видов цен'],
  ['warehouse', 'складов'],
  ['unit', 'единиц измерения'],
];

const number = new Intl.NumberFormat('ru-RU');

/** E.g. «Загружается: товаров 12 000, предложений 300 (45 %)». */
export function progressText(counts: Readonly<Record<string, number>>, bytesRead: number, size: number): string {
  const percent = size > 0 ? Math.min(99, Math.floor((bytesRead * 100) / size)) : 0;
  return `Загружается: ${countsText(counts) || 'чтение файла'} (${percent} %)`;
}

/** E.g. «Загружено: товаров 12 000, предложений 300». */
export function doneText(counts: Readonly<Record<string, number>>): string {
  return `Загружено: ${countsText(counts) || 'записей нет'}`;
}

const countsText = (counts: Readonly<Record<string, number>>): string =>
  NAMES.flatMap(([kind, name]) => (counts[kind] ? [`${name} ${number.format(counts[kind])}`] : [])).join(', ');
