import { UzelError } from '../../errors.js';
import { extensionOf, FILE_TYPES } from './file-types.js';

const SEGMENT_BYTES = 255;
const NAME_BYTES = 1024;
/** Control characters, half surrogates, line separators and marks that turn the direction of text (they disguise an extension). */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** Where a 1C server keeps its export before it sends it: full paths arrive from Linux and from some Windows clients. */
const PREFIXES = [/^[a-z]:\/?/i, /^tmp\//, /^upload\/1c\/webdata\//];
const PICTURES = 'import_files';

/**
 * The name of a file as 1C says it → the one name that this server knows it by: a relative path with `/`, without the folders
 * of the machine that made it (one-c-client.md §3, commerceml.md §1.5). The same for mode=file, mode=import, the entries of an
 * archive and the paths that products name. Letter case is kept; normalising twice changes nothing.
 * @throws UzelError UZ1101 for a name that leads outside, is empty or too long, or belongs to a type that is not taken
 */
export function normaliseFeedName(raw: string): string {
  if (FORBIDDEN.test(raw)) throw refused(raw, 'в нём есть управляющие символы');
  if (raw.length > 4 * NAME_BYTES) throw refused(raw.slice(0, 200), 'оно слишком длинное');
  const segments = fromPictures(withoutPrefixes(raw.replaceAll('\\', '/')));
  if (segments.length === 0)
    throw new UzelError('UZ1101', 'Не указано имя файла (filename). Проверьте настройку обмена в 1С.');
  if (segments.includes('..')) throw refused(raw, 'оно ведёт за пределы папки обмена');
  const name = segments.join('/');
  if (segments.some((segment) => Buffer.byteLength(segment) > SEGMENT_BYTES) || Buffer.byteLength(name) > NAME_BYTES) {
    throw refused(raw, 'оно слишком длинное');
  }
  const extension = extensionOf(name);
  // 1C cuts a name after its second dot: what is left behind the first may be a piece of a number.
  if (extension !== '' && !/^\d+$/.test(extension) && !FILE_TYPES.has(extension)) {
    throw refused(raw, `файлы с расширением «${extension}» не принимаются. Уберите такой файл из выгрузки`);
  }
  return name;
}

function withoutPrefixes(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  const joined = segments.join('/');
  const shorter = PREFIXES.reduce((rest, prefix) => rest.replace(prefix, ''), joined);
  return shorter === joined ? segments : withoutPrefixes(shorter);
}

function fromPictures(segments: string[]): string[] {
  const start = segments.indexOf(PICTURES);
  return start > 0 && !segments.slice(0, start).includes('..') ? segments.slice(start) : segments;
}

function refused(raw: string, why: string): UzelError {
  const shown = raw.replaceAll(new RegExp(FORBIDDEN, 'gu'), '?').slice(0, 200);
  return new UzelError('UZ1101', `Имя файла «${shown}» не принято: ${why}.`, { detail: { name: raw } });
}

/** Whether a normalised name lies in the folder of pictures and attachments: such a file is kept whatever it holds. */
export function isAttachment(name: string): boolean {
  return name.startsWith(`${PICTURES}/`);
}

/** The last part of a path. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
