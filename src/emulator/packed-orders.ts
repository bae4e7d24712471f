import AdmZip from 'adm-zip';
import { EmulatorFailure } from './failure.js';
import { decodeAnswer } from './one-c-text.js';
import type { EmulatorProfile } from './options.js';
import type { SessionAnswer } from './requester.js';

/**
 * An answer to query whose first two characters are `PK` is an archive to the Bitrix module (commerceml.md §1.2, G7): the
 * document in it takes the answer's place. Any other answer stays as it is. Throws EmulatorFailure when no document is in it.
 */
export function unpacked(answer: SessionAnswer, profile: EmulatorProfile): SessionAnswer {
  if (answer.body.subarray(0, 2).toString('latin1') !== 'PK') return answer;
  const body = documentIn(answer.body);
  // The charset of the answer is that of the archive.
  return { ...answer, body, text: decodeAnswer(body, undefined, profile) };
}

function documentIn(archive: Buffer): Buffer {
  let document: Buffer | undefined;
  try {
    document = new AdmZip(archive)
      .getEntries()
      .find(({ isDirectory }) => !isDirectory)
      ?.getData();
  } catch (error) {
    throw new EmulatorFailure('query: a ZIP archive came that cannot be unpacked.', { cause: error });
  }
  if (document === undefined) throw new EmulatorFailure('query: a ZIP archive came with nothing in it.');
  return document;
}
