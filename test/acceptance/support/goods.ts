import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const CATALOGUE_ID = '11111111-1111-4111-8111-111111111111';
export const PRICE_TYPE_ID = '22222222-2222-4222-8222-222222222222';
export const WAREHOUSE_ID = '33333333-3333-4333-8333-333333333333';
export const GROUP_ID = '44444444-4444-4444-8444-444444444444';

/** The 1C id of the n-th product. */
export const goodsId = (n: number): string => `aaaaaaaa-0000-4000-8000-${String(n).padStart(12, '0')}`;

export interface GoodsOptions {
  readonly goods: readonly number[];
  /** Default: a full export. */
  readonly onlyChanges?: boolean;
  readonly withPictures?: boolean;
  readonly priceOf?: (n: number) => string;
}

/** A catalogue of a BAS as 1C exports it (2.07): a folder with import0_1.xml, offers0_1.xml and pictures. */
export async function goodsFolder(options: GoodsOptions): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'uzel-goods-'));
  await writeFile(path.join(folder, 'import0_1.xml'), importXml(options));
  await writeFile(path.join(folder, 'offers0_1.xml'), offersXml(options));
  await mkdir(path.join(folder, 'import_files', 'aa'), { recursive: true });
  if (options.withPictures) {
    for (const n of options.goods) await writeFile(path.join(folder, picturePath(n)), pictureBytes(n));
  }
  return folder;
}

export const picturePath = (n: number): string => `import_files/aa/${goodsId(n)}.png`;

/** A PNG header followed by bytes that differ from product to product. */
export const pictureBytes = (n: number): Buffer =>
  Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(3000, n % 251)]);

const head = (body: string): string =>
  `\ufeff<?xml version="1.0" encoding="UTF-8"?>\r\n<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_2" ВерсияСхемы="2.07" ДатаФормирования="2026-11-01T10:00:00">${body}</КоммерческаяИнформация>`;

const classifier = `<Классификатор><Ид>${CATALOGUE_ID}</Ид><Наименование>Классификатор (Каталог товаров)</Наименование>
<Группы><Группа><Ид>${GROUP_ID}</Ид><Наименование>Матраци</Наименование></Группа></Группы></Классификатор>`;

export function importXml({ goods, onlyChanges = false, withPictures }: GoodsOptions): string {
  const products = goods.map(
    (n) => `<Товар><Ид>${goodsId(n)}</Ид><Артикул>M-${n}</Артикул><Наименование>Матрац ${n} «Сон»</Наименование>
<БазоваяЕдиница Код="796 " НаименованиеПолное="Штука" МеждународноеСокращение="PCE">шт</БазоваяЕдиница>
<Группы><Ид>${GROUP_ID}</Ид></Группы><Описание>Опис ${n} &lt;b&gt;жирний&lt;/b&gt;</Описание>${withPictures ? `<Картинка>${picturePath(n)}</Картинка>` : ''}
<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>ТипНоменклатуры</Наименование><Значение>Товар</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Товар>`,
  );
  return head(`${classifier}<Каталог СодержитТолькоИзменения="${onlyChanges}"><Ид>${CATALOGUE_ID}</Ид>
<ИдКлассификатора>${CATALOGUE_ID}</ИдКлассификатора><Наименование>Каталог товаров</Наименование><Товары>${products.join('\r\n')}</Товары></Каталог>`);
}

export function offersXml({ goods, onlyChanges = false, priceOf = (n) => `${n}.50` }: GoodsOptions): string {
  const offers = goods.map(
    (n) => `<Предложение><Ид>${goodsId(n)}</Ид><Артикул>M-${n}</Артикул><Наименование>Матрац ${n} «Сон»</Наименование>
<Цены><Цена><Представление>${priceOf(n)} UAH за шт</Представление><ИдТипаЦены>${PRICE_TYPE_ID}</ИдТипаЦены><ЦенаЗаЕдиницу>${priceOf(n)}</ЦенаЗаЕдиницу><Валюта>UAH</Валюта><Единица>шт</Единица><Коэффициент>1</Коэффициент></Цена></Цены>
<Количество>${n}</Количество><Склад ИдСклада="${WAREHOUSE_ID}" КоличествоНаСкладе="${n}"/></Предложение>`,
  );
  return head(`<ПакетПредложений СодержитТолькоИзменения="${onlyChanges}"><Ид>${CATALOGUE_ID}#</Ид><Наименование>Пакет предложений</Наименование>
<ИдКаталога>${CATALOGUE_ID}</ИдКаталога><ИдКлассификатора>${CATALOGUE_ID}</ИдКлассификатора>
<ТипыЦен><ТипЦены><Ид>${PRICE_TYPE_ID}</Ид><Наименование>Роздріб</Наименование><Валюта>UAH</Валюта></ТипЦены></ТипыЦен>
<Склады><Склад><Ид>${WAREHOUSE_ID}</Ид><Наименование>Київ</Наименование></Склад></Склады><Предложения>${offers.join('\r\n')}</Предложения></ПакетПредложений>`);
}

export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
