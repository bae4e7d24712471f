const BYTES = 512 * 1024;
/** Of one unit of UTF-16 in UTF-8, at most. */
const WIDEST = 3;

/** Gathers texts into pieces of UTF-8. Each lies in memory of its own, so it can be handed over to another thread without a copy. */
export class Pieces {
  #piece = Buffer.from(new ArrayBuffer(BYTES));
  #filled = 0;

  /** @returns the pieces that are full with it */
  add(text: string): readonly Uint8Array<ArrayBuffer>[] {
    const full = this.#makeRoom(text.length * WIDEST);
    this.#filled += this.#piece.write(text, this.#filled, 'utf8');
    return full;
  }

  /** @param bytes a byte text, see db/byte-text @returns the same */
  addBytes(bytes: string): readonly Uint8Array<ArrayBuffer>[] {
    const full = this.#makeRoom(bytes.length);
    this.#filled += this.#piece.write(bytes, this.#filled, 'latin1');
    return full;
  }

  #makeRoom(most: number): readonly Uint8Array<ArrayBuffer>[] {
    const full = this.#filled + most > this.#piece.length ? this.end() : [];
    if (most > this.#piece.length) this.#piece = Buffer.from(new ArrayBuffer(most));
    return full;
  }

  /** @returns what was gathered */
  end(): readonly Uint8Array<ArrayBuffer>[] {
    const piece = this.#piece.subarray(0, this.#filled) as Uint8Array<ArrayBuffer>;
    this.#piece = Buffer.from(new ArrayBuffer(BYTES));
    this.#filled = 0;
    return piece.length === 0 ? [] : [piece];
  }
}
