import type { FileReference } from '../../records.js';
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
  const pictures = item.all(NAME.picture);
  for (const list of item.all(NAME.morePictures)) pictures.push(list, ...list.all(NAME.picture));
  const descriptions = readDescriptions(requisiteValues(requisites, PRODUCT_REQUISITES.fileDescription));
  const found = new Map<string, FileReference>();
  const add = (written: string, kind?: FileReference['kind']) => {
    const path = normalisePath(written);
    if (path === '' || found.has(path)) return;
    const description = descriptions?.get(path);
    const said = kind ?? (NO_PICTURE.test(path) ? 'file' : 'picture');
    found.set(path, description === undefined ? { path, kind: said } : { path, description, kind: said });
  };
  for (const picture of pictures) for (const path of readPicture(picture)) add(path);
  for (const path of files) add(path, 'file');
  return [...found.values()];
}

function readPicture(picture: Fields): string[] {
  const path = picture.ownText;
  return path === '' ? picture.texts(NAME.value) : [path];
}

/** Of two descriptions of one file the last counts. */
function readDescriptions(values: readonly string[]): ReadonlyMap<string, string> | undefined {
  if (values.length === 0) return undefined;
  const descriptions = new Map<string, string>();
  for (const value of values) {
    const hash = value.indexOf('#');
    if (hash < 0) continue;
    const path = normalisePath(value.slice(0, hash));
    const text = value.slice(hash + 1).trim();
    if (path !== '' && text !== '') descriptions.set(path, text);
  }
  return descriptions;
}
