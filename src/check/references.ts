/** An id that was named and not defined so far, and where it was named first. */
export interface OpenReference {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** The catalogue in which it stands. */
  readonly scope: string;
}

/** About 150 bytes each: more are not compared, which the report then says. */
export const MOST_IDS = 4_000_000;

/**
 * Ids of one kind over the whole set of files, which come in any order: what is defined is remembered, and what is named before it
 * is defined is kept until it is.
 */
export class References {
  readonly #defined = new Set<string>();
  readonly #open = new Map<string, OpenReference>();
  #overflow = false;

  constructor(private readonly most = MOST_IDS) {}

  define(id: string): void {
    this.#open.delete(id);
    if (this.#defined.has(id)) return;
    if (this.#defined.size >= this.most) this.#overflow = true;
    else this.#defined.add(owned(id));
  }

  /** @param place.scope the catalogue in which it is named */
  refer(id: string, { file, line, scope }: { file: string; line: number; scope: string }): void {
    if (this.#defined.has(id)) return;
    if (this.#open.has(id)) return;
    if (this.#open.size >= this.most) {
      this.#overflow = true;
      return;
    }
    const own = owned(id);
    this.#open.set(own, { id: own, file, line, scope });
  }

  get size(): number {
    return this.#defined.size;
  }

  /** There were more ids than are remembered: what is open may be defined after all. */
  get overflow(): boolean {
    return this.#overflow;
  }

  open(): Iterable<OpenReference> {
    return this.#open.values();
  }
}

/** A copy of its own: a part of a text keeps the whole piece of the file alive that it was cut from. */
export function owned(text: string): string {
  return Buffer.from(text).toString();
}
