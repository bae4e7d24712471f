const BITS = 2 ** 24;

/** Texts that were met, in 2 MB: a Bloom filter of two bits each. Of others it takes one in 300 for one of them when it has 500,000. */
export class KeyFilter {
  readonly #bits = new Uint8Array(BITS / 8);

  /** Adds a text. @returns whether it may have been there already; false is certain */
  meet(text: string): boolean {
    const hash = hashOf(text);
    const wasOne = this.#set((hash ^ (hash >>> 15)) & (BITS - 1));
    const wasOther = this.#set((Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 8) & (BITS - 1));
    return wasOne && wasOther;
  }

  #set(place: number): boolean {
    const bit = 1 << (place & 7);
    const byte = this.#bits[place >>> 3] ?? 0;
    this.#bits[place >>> 3] = byte | bit;
    return (byte & bit) !== 0;
  }
}

/** FNV-1a of its UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
