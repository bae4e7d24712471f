import type { ShopSettings } from '../../nodes/shop-settings.js';
import type { DifferingEntity } from '../../store/catalogue/row-differences.js';
import type { FeedState } from './feed-report.js';

/** What a person reads in a report, in the language of the shop. What happened to a file is told in Russian, as to people at 1C. */
export interface ReportWords {
  readonly title: string;
  readonly dryRun: string;
  readonly state: Readonly<Record<FeedState, string>>;
  readonly file: string;
  readonly received: string;
  readonly seconds: string;
  readonly catalogue: string;
  readonly nothing: string;
  readonly counts: readonly [new_: string, changed: string, removed: string, deleted: string];
  readonly entity: Readonly<Record<DifferingEntity, string>>;
  readonly first: string;
  readonly more: string;
  readonly journal: string;
}

const RU: ReportWords = {
  title: 'Отчёт о загрузке',
  dryRun: 'Это была проверка: ничего не изменено.',
  state: { queued: 'в очереди', running: 'идёт', done: 'готово', failed: 'не удалось', stopped: 'остановлено' },
  file: 'Файл',
  received: 'Получен',
  seconds: 'Длилось, с',
  catalogue: 'Что стало с каталогом',
  nothing: 'Каталог остался каким был.',
  counts: ['новых', 'изменено', 'снято с показа', 'удалено'],
  entity: {
    group: 'группы',
    property: 'свойства',
    priceType: 'виды цен',
    warehouse: 'склады',
    unit: 'единицы',
    dictionary: 'справочники',
    dictionaryItem: 'элементы справочников',
    counterparty: 'контрагенты',
    catalogue: 'каталоги',
    product: 'товары',
    offer: 'предложения',
    otherRecord: 'прочее',
    file: 'файлы',
  },
  first: 'Первые отличия',
  more: 'И другие.',
  journal: 'Журнал',
};

const UK: ReportWords = {
  title: 'Звіт про завантаження',
  dryRun: 'Це була перевірка: нічого не змінено.',
  state: { queued: 'у черзі', running: 'триває', done: 'готово', failed: 'не вдалося', stopped: 'зупинено' },
  file: 'Файл',
  received: 'Отримано',
  seconds: 'Тривало, с',
  catalogue: 'Що сталося з каталогом',
  nothing: 'Каталог лишився яким був.',
  counts: ['нових', 'змінено', 'знято з показу', 'видалено'],
  entity: {
    group: 'групи',
    property: 'властивості',
    priceType: 'види цін',
    warehouse: 'склади',
    unit: 'одиниці',
    dictionary: 'довідники',
    dictionaryItem: 'елементи довідників',
    counterparty: 'контрагенти',
    catalogue: 'каталоги',
    product: 'товари',
    offer: 'пропозиції',
    otherRecord: 'інше',
    file: 'файли',
  },
  first: 'Перші відмінності',
  more: 'Та інші.',
  journal: 'Журнал',
};

const EN: ReportWords = {
  title: 'Report of an import',
  dryRun: 'This was a dry run: nothing has changed.',
  state: { queued: 'waits', running: 'goes on', done: 'done', failed: 'failed', stopped: 'stopped' },
  file: 'File',
  received: 'Received',
  seconds: 'Seconds',
  catalogue: 'What became of the catalogue',
  nothing: 'The catalogue stays as it was.',
  counts: ['new', 'changed', 'taken off sale', 'deleted'],
  entity: {
    group: 'groups',
    property: 'properties',
    priceType: 'price types',
    warehouse: 'warehouses',
    unit: 'units',
    dictionary: 'dictionaries',
    dictionaryItem: 'dictionary items',
    counterparty: 'counterparties',
    catalogue: 'catalogues',
    product: 'products',
    offer: 'offers',
    otherRecord: 'other records',
    file: 'files',
  },
  first: 'The first differences',
  more: 'And more.',
  journal: 'Journal',
};

export const REPORT_WORDS: Readonly<Record<ShopSettings['language'], ReportWords>> = { ru: RU, uk: UK, en: EN };
