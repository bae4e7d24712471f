import { en } from './en.js';
import { ru } from './ru.js';
import type { Texts } from './texts.js';
import { uk } from './uk.js';

/** One table per language; a further one is a file beside these and a row here. */
export const LANGUAGES = { ru, en, uk } as const satisfies Readonly<Record<string, Texts>>;

export type Language = keyof typeof LANGUAGES;

const isLanguage = (name: string): name is Language => Object.hasOwn(LANGUAGES, name);

/** The language that the environment asks for (LC_ALL, LC_MESSAGES, LANG, the first that is set), else Russian: 1C speaks it. */
export function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const set = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  const name = set.toLowerCase().split(/[_.@-]/)[0] ?? '';
  return isLanguage(name) ? name : 'ru';
}
