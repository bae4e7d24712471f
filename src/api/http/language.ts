import type { Request } from 'express';

/** Languages that texts of errors are told in; the first one is what they are written in. */
export const LANGUAGES = ['en', 'ru', 'uk', 'tr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language that a client wishes by Accept-Language; English when it wishes none of ours. */
export function languageOf(request: Request): Language {
  const wished = request.acceptsLanguages(...LANGUAGES);
  return LANGUAGES.find((language) => language === wished) ?? 'en';
}
