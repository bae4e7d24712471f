import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../../errors.js';
import type { Language } from '../http/language.js';
import { ERROR_HELP } from './error-help.js';
import { RU } from './ru.js';
import { SENTENCES, type Sentence } from './sentences.js';
import type { Texts } from './texts.js';
import { TR } from './tr.js';
import { UK } from './uk.js';

/** English is what the code says itself. */
const TEXTS: Readonly<Record<Exclude<Language, 'en'>, Texts>> = { ru: RU, uk: UK, tr: TR };

/** Zod's own sentences, for checks to which a schema says nothing. */
const ZOD = { ru: z.locales.ru(), uk: z.locales.uk(), tr: z.locales.tr() };

/** What a code means. */
export const titleOf = (code: ErrorCode, language: Language): string =>
  textOf(code, language)?.[0] ?? ERROR_CODES[code].title;

/** What to do about a code. */
export const helpOf = (code: ErrorCode, language: Language): string => textOf(code, language)?.[1] ?? ERROR_HELP[code];

function textOf(code: ErrorCode, language: Language): readonly [title: string, help: string] | undefined {
  if (language === 'en') return undefined;
  const codes: Readonly<Partial<Record<ErrorCode, readonly [title: string, help: string]>>> = TEXTS[language].codes;
  return codes[code];
}

/**
 * A sentence about a field in another language.
 * @param english as the schema said it
 * @param issue what zod found, for sentences that are zod's own
 * @returns the English one when there is no other
 */
export function sentenceIn(language: Language, english: string, issue?: z.core.$ZodIssue): string {
  if (language === 'en') return english;
  for (const { sentence, pattern } of PATTERNS) {
    const named = pattern.exec(english);
    if (named) return fill(TEXTS[language].sentences[sentence], named.slice(1));
  }
  const said = issue && ZOD[language].localeError(issue as z.core.$ZodRawIssue);
  return (typeof said === 'string' ? said : said?.message) ?? english;
}

/** A sentence with what it names in its places. */
export function sentence(language: Language, english: Sentence, ...named: readonly string[]): string {
  return fill(language === 'en' ? english : TEXTS[language].sentences[english], named);
}

const fill = (template: string, named: readonly string[]): string =>
  template.replace(/\{(\d)\}/g, (_, place: string) => named[Number(place)] ?? '');

const PATTERNS = SENTENCES.map((each) => ({ sentence: each, pattern: patternOf(each) }));

function patternOf(template: Sentence): RegExp {
  const parts = template.split(/\{\d\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+)')}$`, 's');
}
