/** So many wait at the most: three steps at a time have two texts each. */
const ROOMS = 6;
const SMALLEST = 64 * 1024;

/**
 * Rooms for the text of rows, used again when another thread has read it and given them back: dropped there they stayed in memory, as many as
 * the garbage collector lets wait, which made the server 50 MB larger.
 */
export class TextRooms {
  #free: ArrayBuffer[] = [];

  /** @param bytes it has room for at the least */
  take(bytes: number): Buffer {
    const free = this.#free.findIndex(({ byteLength }) => byteLength >= bytes);
    const [memory] = free < 0 ? [] : this.#free.splice(free, 1);
    return memory ? Buffer.from(memory) : Buffer.allocUnsafeSlow(Math.max(bytes, SMALLEST));
  }

  /** @param memory of texts; rooms that are too small are dropped, and of more than enough the smaller ones */
  give(memory: readonly ArrayBuffer[]): void {
    const rooms = memory.filter(({ byteLength }) => byteLength >= SMALLEST);
    this.#free = [...this.#free, ...rooms].sort((one, other) => other.byteLength - one.byteLength).slice(0, ROOMS);
  }
}
