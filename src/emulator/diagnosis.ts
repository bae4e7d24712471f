import type { HttpAnswer } from './http-step.js';

/** The beginning of an answer, for a message. */
export function excerpt(text: string): string {
  const shown = text.trimEnd();
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown;
}

/** How an answer may look that is none of the protocol's, most telling first. */
const LOOKS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^(\ufeff|п»ї)/, 'a BOM stands before the first word'],
  [/^[ \t\u00a0]/, 'a blank stands before the first word'],
  [/^\r?\n/, 'an empty line stands before the first word'],
  [/^\s*<(!doctype html|html|head|body)\b/i, 'an HTML page came'],
  [/^\s*(<br ?\/?>\s*)?<b>(Notice|Warning|Fatal error|Deprecated|Parse error)<\/b>/i, 'an error message of PHP came'],
  [/^\s*[{[]/, 'JSON came'],
  [/^PK(?=[^a-zа-я])/i, 'a ZIP archive came'],
  [/^\s*<!--/, 'a comment stands before the XML'],
];

/**
 * What a person should look at in an answer that 1C does not understand, as sentences: «A BOM stands before the first
 * word.», «An HTML page came.»; then the answer itself. `text` as 1C decoded it.
 */
export function inWords(text: string): string {
  const seen = LOOKS.filter(([pattern]) => pattern.test(text)).map(([, words]) => words);
  const looks = seen.join(', ').replace(/^./, (letter) => letter.toUpperCase());
  return `${looks === '' ? '' : `${looks}. `}The answer: ${excerpt(text)}`;
}

/** A status other than 200 and what is to be done about it; 1C itself goes by the body alone. */
export function statusInWords(answer: Pick<HttpAnswer, 'status' | 'headers'>): string {
  const { status, headers } = answer;
  const told = `HTTP status ${status}`;
  if (status >= 300 && status < 400 && headers.location !== undefined) {
    return `${told}: a redirect to ${headers.location}, which no 1C follows: give 1C the final address`;
  }
  if (status === 401) return `${told}: login and password were not accepted, or the server does not pass them on`;
  if (status === 404) return `${told}: there is nothing at this address`;
  if (status === 413) return `${told}: the piece was too large for the server: file_limit must be smaller`;
  return told;
}
