import { PATH_REFUSALS } from '../check/sources/open-sources.js';
import { fill, type Words } from '../check/texts/fill.js';
import { UzelError } from '../errors.js';

/** A path that cannot be checked, told in the language of the report; any other error as it is. */
export function inLanguage(error: unknown, path: string, words: Words): unknown {
  if (!(error instanceof UzelError)) return error;
  const why = PATH_REFUSALS.find((one) => one === error.detail);
  if (why === undefined) return error;
  return new UzelError(error.code, fill(words, words.texts.report[why], { path }), { cause: error });
}
