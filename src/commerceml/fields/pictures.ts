import type { FileReference } from '../../records.js';
import { defined } from '../defined.js';
import { NAME, PRODUCT_REQUISITES } from '../names.js';
import { normalisePath } from '../paths.js';
import type { Fields } from '../xml/fields.js';
import { type RequisiteIndex, requisiteValues } from './requisites.js';

/** Files that 1C also sends as `Картинка` and that are none. */
const NO_PICTURE =
  /\.(txt|pdf|docx?|xlsx?|xlsm|pptx?|odt|ods|rtf|csv|xml|html?|zip|rar|7z|mp3|wav|mp4|avi|mov|mkv|webm)$/i;

/**
 * Pictures and files of a product or an offer, in their order: `Картинка` (a path, or `{Ид … Значение}`), the requisites `Файл`
 * and, for both, `ОписаниеФайла` = `path#text`, which may stand before or behind (commerceml.md §2.5).
 * @returns undefined = not mentioned; [] = `<Картинка/>`, there are none
 */
export function readPictures(item: Fields, requisites: RequisiteIndex): FileReference[] | undefined {
  const files = requisiteValues(requisites, PRODUCT_REQUISITES.file);
  if (!item.has(NAME.picture) && !item.has(NAME.morePictures) && files.length === 0) return undefined;
  const pictures = item.all(NAME.picture).flatMap(readPicture);
  const more = item.all(NAME.morePictures).flatMap((list) => [list, ...list.all(NAME.picture)].flatMap(readPicture));
  const descriptions = readDescriptions(requisiteValues(requisites, PRODUCT_REQUISITES.fileDescription));
  const found = new Map<string, FileReference>();
  const add = (path: string, kind: FileReference['kind']) => {
    if (path !== '' && !found.has(path)) found.set(path, defined({ path, description: descriptions.get(path), kind }));
  };
  for (const path of [...pictures, ...more].map(normalisePath)) add(path, NO_PICTURE.test(path) ? 'file' : 'picture');
  for (const path of files.map(normalisePath)) add(path, 'file');
  return [...found.values()];
}

function readPicture(picture: Fields): string[] {
  const path = picture.ownText;
  return path === '' ? picture.texts(NAME.value) : [path];
}

function readDescriptions(values: readonly string[]): Map<string, string> {
  const pairs = values.map((value): [string, string] => {
    const hash = value.indexOf('#');
    return hash < 0 ? ['', ''] : [normalisePath(value.slice(0, hash)), value.slice(hash + 1).trim()];
  });
  return new Map(pairs.filter(([path, text]) => path !== '' && text !== ''));
}
