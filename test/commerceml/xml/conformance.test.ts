import { describe, expect, it } from '@jest/globals';
import { conformanceTests } from '../support/conformance-suite.js';
import { toldBySaxes, toldByUs } from '../support/xml-events.js';

const tests = conformanceTests();
/** One in a comment, an instruction or CDATA is none. */
const hasDoctype = (text: string) =>
  text.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>/g, '').includes('<!DOCTYPE');
const ofType = (type: RegExp) => tests.filter((test) => type.test(test.type));
const codeOf = (text: string) => toldByUs([text]).error?.slice(0, 'UZ1301'.length);

/** Not well-formed, and taken on purpose. */
const TAKEN_ALL_THE_SAME = [
  // Blanks before the document, as hand-made exports have them.
  ...['not-wf-sa-147', 'o-p01fail1', 'o-p22fail1', 'o-p03fail10', 'o-p03fail11'],
  // The byte order mark contradicts the declared encoding: the bytes decide (encodingOf).
  ...['hst-lhs-007', 'hst-lhs-008'],
];

describe('the W3C XML conformance suite', () => {
  it('is there', () => {
    expect(tests.length).toBeGreaterThan(2000);
  });

  it('what is not well-formed is refused', () => {
    const documents = ofType(/^not-wf$/).filter(({ text }) => !hasDoctype(text));
    expect(documents.length).toBeGreaterThan(280);
    const accepted = documents.filter(({ text }) => codeOf(text) === undefined).map(({ id }) => id);
    expect(accepted.sort()).toEqual([...TAKEN_ALL_THE_SAME].sort());
  });

  it('what is well-formed is accepted, and read as saxes reads it', () => {
    const documents = ofType(/^(valid|invalid|error)$/).filter(({ text }) => !hasDoctype(text));
    expect(documents.length).toBeGreaterThan(20);
    const refused = documents.filter(({ text }) => codeOf(text) !== undefined).map(({ id }) => id);
    expect(refused).toEqual([]);
    for (const { text } of documents) expect(toldByUs([text]).events).toEqual(toldBySaxes(text).events);
  });

  it('what is well-formed and has a DOCTYPE is refused for it', () => {
    const documents = ofType(/^(valid|invalid)$/).filter(({ text }) => hasDoctype(text));
    expect(documents.length).toBeGreaterThan(900);
    const other = documents.filter(({ text }) => codeOf(text) !== 'UZ1302').map(({ id }) => id);
    expect(other).toEqual([]);
  });

  it('all of it is refused where saxes refuses it', () => {
    for (const { id, text } of tests)
      expect({ id, error: toldByUs([text]).error }).toEqual({ id, error: toldBySaxes(text).error });
  });
});
