import { crc32 } from 'node:zlib';
import iconv from 'iconv-lite';
import type { Entry } from 'yauzl';

const UTF8_FLAG = 0x800;
/** Info-ZIP Unicode Path: version 1, the CRC of the name that it stands for, the name in UTF-8. */
const UNICODE_PATH = 0x7075;

/**
 * The name of an archive's entry as text. Windows writes names in CP866 without saying so, others in UTF-8 with or without the
 * flag: what is valid UTF-8 is taken for that.
 * @param entry read with `decodeStrings: false`
 */
export function entryName(entry: Pick<Entry, 'fileNameRaw' | 'extraFields' | 'generalPurposeBitFlag'>): string {
  const raw = entry.fileNameRaw;
  const unicode = entry.extraFields.find((field) => field.id === UNICODE_PATH)?.data;
  if (unicode && unicode.length > 5 && unicode[0] === 1 && unicode.readUInt32LE(1) === crc32(raw)) {
    return unicode.toString('utf8', 5);
  }
  if (entry.generalPurposeBitFlag & UTF8_FLAG) return raw.toString('utf8');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return iconv.decode(raw, 'cp866'); // not UTF-8: that is all the error says
  }
}
