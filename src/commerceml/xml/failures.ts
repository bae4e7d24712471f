import { UzelError } from '../../errors.js';

/** A place in a file as a person finds it in an editor, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const at = ({ line, column }: Place) => `строка ${line}, столбец ${column}`;
const AGAIN = 'Выгрузите данные из 1С ещё раз';

/** UZ1301: not well-formed; `reason` is the parser's word, for the log. */
export function malformed(place: Place, reason: string): UzelError {
  return new UzelError(
    'UZ1301',
    `Файл XML повреждён: ${at(place)}. ${AGAIN}; если ошибка останется, проверьте на этом месте текст, который записала 1С.`,
    { detail: { ...place, reason } },
  );
}

/** UZ1301: the file ends before its root element is closed. */
export function truncated(place: Place, reason: string): UzelError {
  return new UzelError('UZ1301', `Файл XML оборван: он кончается раньше времени (${at(place)}). ${AGAIN} целиком.`, {
    detail: { ...place, reason },
  });
}

/** UZ1301: something that begins at this place (an entity, a quoted value, a comment) has no end in the whole file. */
export function neverEnds(place: Place, reason: string): UzelError {
  return new UzelError(
    'UZ1301',
    `Файл XML повреждён или оборван: то, что начинается здесь — ${at(place)}, — не кончается до конца файла. ` +
      `Проверьте на этом месте знак «&» и кавычки; если их там нет, выгрузите данные из 1С ещё раз целиком.`,
    { detail: { ...place, reason } },
  );
}

export function holdsDoctype(place: Place): UzelError {
  return new UzelError(
    'UZ1302',
    `В файле XML есть объявление DOCTYPE (${at(place)}), это небезопасно. Уберите его: 1С его не пишет.`,
    { detail: place },
  );
}

/** UZ1303; `what` names the limit in Russian, `setting` the variable that raises it. */
export function overLimit(place: Place, what: string, setting: string | undefined): UzelError {
  const raise =
    setting === undefined
      ? 'Выгрузите данные меньшими частями.'
      : `Исправьте данные в 1С или увеличьте ${setting} в настройках сервера.`;
  return new UzelError('UZ1303', `Файл XML превышает допустимое: ${what} (${at(place)}). ${raise}`, { detail: place });
}

export function unknownEncoding(name: string): UzelError {
  const shown = name.replace(/[^\w.:-]/g, '?').slice(0, 40);
  return new UzelError(
    'UZ1304',
    `Кодировка файла «${shown}» не поддерживается. Выгрузите файл в UTF-8 или windows-1251.`,
    { detail: { encoding: shown } },
  );
}

export function notCommerceMl(place: Place, found: string): UzelError {
  const shown = found.replace(/\s+/g, ' ').slice(0, 60);
  return new UzelError(
    'UZ1305',
    `Это не файл CommerceML: ${at(place)} стоит «${shown}», а должен быть элемент КоммерческаяИнформация. Проверьте, какой файл выгружается.`,
    { detail: { ...place, found: shown } },
  );
}
