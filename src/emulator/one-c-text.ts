import iconv from 'iconv-lite';
import { clientOf } from './clients/index.js';
import type { EmulatorProfile } from './options.js';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Bytes of an answer → text as the 1C of the profile decodes them (one-c-client.md §2): УТП reads a file in the system
 * code page (windows-1251) unless it begins with a BOM; BAS/УТ 11 and БУС take the charset of Content-Type, else UTF-8,
 * and leave a BOM in the text; УНФ does the same, and falls back to windows-1251 where that is no text.
 */
export function decodeAnswer(body: Buffer, contentType: string | undefined, profile: EmulatorProfile): string {
  const { decoding } = clientOf(profile);
  if (decoding === 'code-page') {
    return body.subarray(0, 3).equals(BOM) ? body.subarray(3).toString('utf8') : iconv.decode(body, 'windows-1251');
  }
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '')?.[1];
  const encoding = charset !== undefined && iconv.encodingExists(charset) ? charset : 'utf-8';
  const text = iconv.decode(body, encoding, { stripBOM: false });
  return decoding === 'charset-then-guess' && text.includes('\ufffd') ? iconv.decode(body, 'windows-1251') : text;
}

/** СокрЛП: blanks, tabs, line ends and no-break spaces go from both ends; a BOM stays. */
export function trim1C(text: string): string {
  return text.replace(/^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g, '');
}

/** СтрПолучитьСтроку over a whole answer: LF alone ends a line. */
export function lines1C(text: string): string[] {
  return text.split('\n');
}

/**
 * The first line of an answer as 1C compares it: УТП takes it as it is, so that a blank or a CR spoils it; the others
 * trim it and make it lower case (one-c-client.md §2).
 */
export function firstWord(text: string, profile: EmulatorProfile): string {
  const line = lines1C(text)[0] ?? '';
  return clientOf(profile).exactFirstLine ? line : trim1C(line).toLowerCase();
}
