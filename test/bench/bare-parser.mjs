import { decoderOf, encodingOf, SAMPLE_BYTES } from '../../dist/commerceml/encoding.js';
import { Tokenizer } from '../../dist/commerceml/xml/tokenizer.js';

/** What the server's reader decodes at once. */
const PIECE_BYTES = 64 * 1024;

/** The tokenizer of the server with nothing behind it: it counts elements. Bytes may be written in pieces cut anywhere. */
export class XmlCounter {
  #elements = 0;
  #decoder;
  #tokenizer = new Tokenizer({
    tagBegins: () => undefined,
    open: () => {
      this.#elements += 1;
    },
    close: () => undefined,
    text: () => undefined,
    blank: () => true,
    doctype: () => {
      throw new Error('A generated file has no DOCTYPE.');
    },
    fail: (reason) => {
      throw new Error(`A generated file is well-formed, yet: ${reason}`);
    },
  });

  /** @param {Uint8Array} bytes the first ones at least SAMPLE_BYTES, or the whole file */
  write(bytes) {
    let start = 0;
    if (this.#decoder === undefined) {
      const encoding = encodingOf(bytes.subarray(0, SAMPLE_BYTES));
      this.#decoder = decoderOf(encoding);
      start = encoding.bom;
    }
    for (; start < bytes.length; start += PIECE_BYTES) {
      this.#tokenizer.write(this.#decoder.decode(bytes.subarray(start, start + PIECE_BYTES)));
    }
  }

  /** @returns {number} elements of the whole document, which is well-formed */
  end() {
    if (this.#decoder !== undefined) this.#tokenizer.write(this.#decoder.end());
    this.#tokenizer.end();
    return this.#elements;
  }
}
