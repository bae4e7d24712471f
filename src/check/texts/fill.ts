import type { Noun, Texts } from './texts.js';

/** A language of the texts. */
export interface Words {
  readonly language: string;
  readonly texts: Texts;
}

/**
 * Fills the placeholders of a text: `{name}` is a value, `{name:noun}` a number with its noun in the right form
 * (`{count:offers}` → `3 предложения`). A value that is not given stays out.
 */
export function fill(words: Words, template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)(?::([\w-]+))?\}/g, (_, name: string, noun: string | undefined) => {
    const value = values[name] ?? '';
    if (noun !== undefined && typeof value === 'number') return counted(words, value, noun as Noun);
    return typeof value === 'number' ? number(words, value) : value;
  });
}

/** A number with its noun: `21 товар`, `2 товара`, `5 товаров`. */
export function counted(words: Words, count: number, noun: Noun): string {
  const forms = words.texts.nouns[noun];
  const form = forms[rulesOf(words.language).select(count)] ?? forms.other;
  return `${number(words, count)} ${form}`;
}

function number({ language }: Words, value: number): string {
  return new Intl.NumberFormat(language, { useGrouping: 'min2' }).format(value).replace(/[\u00a0\u202f]/g, ' ');
}

const rules = new Map<string, Intl.PluralRules>();

function rulesOf(language: string): Intl.PluralRules {
  const known = rules.get(language);
  if (known) return known;
  const made = new Intl.PluralRules(language);
  rules.set(language, made);
  return made;
}
