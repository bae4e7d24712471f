import type { ValueWarning } from '../../records.js';
import type { JournalInput } from './journal.js';

/** A value that was not read. */
export const UNREADABLE = 'value-unreadable';
/** A text that was read, but not all of it in the file's encoding. */
const BROKEN = 'text-broken';
/** The whole file was read in another encoding than it says. */
const GUESSED = 'encoding-guessed';

/** Codes of which a feed may have any number. */
export const MANY_OF_A_FEED: readonly string[] = [UNREADABLE, BROKEN];

const WHAT: Readonly<Record<ValueWarning['code'], string>> = {
  number: 'не число',
  date: 'не дата',
  boolean: 'не «да» и не «нет»',
  currency: 'неизвестная валюта',
  'empty-id': 'пустой Ид',
  'duplicate-id': 'повторный Ид',
  'unknown-encoding': 'неизвестная кодировка',
  other: 'непонятное значение',
};

/** What became of it; of most values the former one stays. */
const AFTER: Readonly<Partial<Record<ValueWarning['code'], string>>> = {
  'empty-id': 'Элемент не загружен; задайте Ид в 1С и повторите выгрузку.',
  'duplicate-id': 'Взято последнее значение; проверьте выгрузку в 1С.',
  currency: 'Валюта записана как есть.',
};

/**
 * A warning of the reader in words, as the journal shows it to the people at the 1C.
 * @param feedName the name under which 1C sent the file
 */
export function valueWarningText(
  feedName: string,
  warning: ValueWarning,
): Required<Pick<JournalInput, 'code' | 'message' | 'line' | 'detail'>> {
  const value = shortened(warning.value);
  const rest = { line: warning.line, detail: { code: warning.code, path: warning.path, value } };
  if (warning.code !== 'unknown-encoding') {
    const what = `${WHAT[warning.code]} в «${warning.path}»: «${value}»`;
    return {
      code: UNREADABLE,
      message: `${feedName}, строка ${warning.line}: ${what}. ${AFTER[warning.code] ?? 'Прежнее значение оставлено.'}`,
      ...rest,
    };
  }
  if (warning.path === '') {
    const message = `${feedName}: файл записан не в той кодировке, которая в нём названа (или не названа никакая). Он прочитан как ${value}. Если русские и украинские буквы видны верно, делать ничего не нужно; иначе укажите кодировку файла в его первой строке.`;
    return { code: GUESSED, message, ...rest };
  }
  const message = `${feedName}, строка ${warning.line}: в тексте есть байты не в кодировке файла: «${value}». Текст прочитан, насколько возможно (знак «\ufffd» стоит вместо непонятых букв); проверьте его и программу, которая записала файл.`;
  return { code: BROKEN, message, ...rest };
}

const shortened = (value: string): string => (value.length > 200 ? `${value.slice(0, 200)}…` : value);
