import { describe, expect, it } from '@jest/globals';
import { countOf, LONG } from '../../support/property-runs.js';
import { mutated, randomOf } from '../support/mutations.js';
import { documents } from '../support/xml-documents.js';
import { type Told, toldBySaxes, toldByUs } from '../support/xml-events.js';

const MUTATIONS = countOf({ short: 5000, long: 120_000 });
const TIMEOUT = LONG ? 900_000 : 60_000;

const withoutReason = ({ events, error }: Told) => ({ events, error });

/** How long a text is that has no end is counted with its carriage returns by saxes, and without by us: from 1000 on it is called endless. */
const endAlike = ({ events, error }: Told) => ({
  events,
  error: error?.replace(/Файл XML (?:оборван|повреждён или оборван).*/, 'end'),
});

describe('our tokenizer and saxes', () => {
  it('tell the same of documents that are whole, and refuse the same at the same places', () => {
    for (const document of documents())
      expect(withoutReason(toldByUs([document]))).toEqual(withoutReason(toldBySaxes(document)));
  });

  it(
    `tell the same of ${MUTATIONS} damaged documents, and refuse the same at the same places`,
    () => {
      const random = randomOf(5);
      const sources = documents();
      const seen = { accepted: 0, refused: 0 };
      for (let count = 0; count < MUTATIONS; count++) {
        const document = mutated(sources[count % sources.length] ?? '', sources, random);
        // saxes keeps a carriage return at the very end back, and what is wrong about it is then told as of a file that was cut off.
        if (document.endsWith('\r')) continue;
        const shown = document.includes('\r') ? endAlike : withoutReason;
        const judged = toldBySaxes(document);
        seen[judged.error === undefined ? 'accepted' : 'refused'] += 1;
        expect({ document, ...shown(toldByUs([document])) }).toEqual({ document, ...shown(judged) });
      }
      expect(seen.accepted).toBeGreaterThan(MUTATIONS / 20);
      expect(seen.refused).toBeGreaterThan(MUTATIONS / 4);
    },
    TIMEOUT,
  );

  it(
    'differ in nothing wherever the pieces are cut',
    () => {
      const random = randomOf(6);
      const sources = documents();
      for (let count = 0; count < MUTATIONS / 4; count++) {
        const document = mutated(sources[count % sources.length] ?? '', sources, random);
        const whole = toldByUs([document]);
        // What stands there instead of a document is shown, and text outside of the root is refused, at the end of the piece.
        if (whole.error?.startsWith('UZ1305') || whole.reason === 'text outside of the root element') continue;
        const pieces: string[] = [];
        for (let at = 0; at < document.length; ) {
          const next = at + 1 + Math.floor(random() ** 3 * 300);
          pieces.push(document.slice(at, next));
          at = next;
        }
        expect({ document, pieces, ...toldByUs(pieces) }).toEqual({ document, pieces, ...whole });
      }
    },
    TIMEOUT,
  );
});
