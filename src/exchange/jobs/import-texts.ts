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

/** What became of them: `product.new`, `document.applied`. */
const FATES: readonly (readonly [fate: string, russian: string])[] = [
  ['new', 'новых'],
  ['created', 'создано заказов'],
  ['applied', 'применено'],
  ['waits', 'ждёт'],
  ['changed', 'изменено'],
  ['removed', 'снято'],
  ['refused', 'отклонено'],
  ['ignored', 'пропущено'],
  ['unchanged', 'без изменений'],
];

const number = new Intl.NumberFormat('ru-RU');

type Counts = Readonly<Record<string, number>>;

/** E.g. «Загружается: товаров 12 000, предложений 300 (45 %)». */
export function progressText(counts: Counts, bytesRead: number, size: number): string {
  const percent = size > 0 ? Math.min(99, Math.floor((bytesRead * 100) / size)) : 0;
  return `Загружается: ${countsText(counts, () => '') || 'чтение файла'} (${percent} %)`;
}

/** E.g. «Загружено: товаров 5 000 (новых 10, изменено 3, без изменений 4 987), предложений 300 (новых 300)». */
export function doneText(counts: Counts): string {
  return `Загружено: ${countsText(counts, fatesText) || 'записей нет'}`;
}

/** What is said of an import that a person stopped. @param records that are kept; null = it was not begun */
export const stoppedText = (records: number | null): string =>
  records === null
    ? 'Загрузка остановлена до начала: файл не загружался.'
    : `Загрузка остановлена: загружены первые записи (${number.format(records)}), дальше файл не читался. Что загружено, осталось.`;

const countsText = (counts: Counts, more: (counts: Counts, kind: string) => string): string =>
  NAMES.flatMap(([kind, name]) =>
    counts[kind] ? [`${name} ${number.format(counts[kind])}${more(counts, kind)}`] : [],
  ).join(', ');

function fatesText(counts: Counts, kind: string): string {
  const said = FATES.flatMap(([fate, name]) => {
    const count = counts[`${kind}.${fate}`];
    return count ? [`${name} ${number.format(count)}`] : [];
  });
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}
