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
/** A hostile file may name one id in any number of catalogues, which are looked through one by one. */
const MOST_SCOPES = 100;

/**
 * Ids of one kind over the whole set of files, which come in any order: what is defined is remembered, and what is named before it
 * is defined is kept until it is.
 */
export class References {
  readonly #defined = new Set<string>();
  /** One place for each catalogue that names the id. */
  readonly #open = new Map<string, OpenReference[]>();
  #places = 0;
  #overflow = false;

  constructor(private readonly most = MOST_IDS) {}

  define(id: string): void {
    const waiting = this.#open.get(id);
    if (waiting) {
      this.#open.delete(id);
      this.#places -= waiting.length;
    }
    if (this.#defined.has(id)) return;
    if (this.#defined.size >= this.most) this.#overflow = true;
    else this.#defined.add(owned(id));
  }

  /** @param place.scope the catalogue in which it is named */
  refer(id: string, { file, line, scope }: { file: string; line: number; scope: string }): void {
    if (this.#defined.has(id)) return;
    const waiting = this.#open.get(id);
    if (waiting && (waiting.length >= MOST_SCOPES || waiting.some((place) => place.scope === scope))) return;
    if (this.#places >= this.most) {
      this.#overflow = true;
      return;
    }
    this.#places += 1;
    const own = waiting?.[0]?.id ?? owned(id);
    const place = { id: own, file, line, scope };
    if (waiting) waiting.push(place);
    else this.#open.set(own, [place]);
  }

  get size(): number {
    return this.#defined.size;
  }

  /** There were more ids than are remembered: what is open may be defined after all. */
  get overflow(): boolean {
    return this.#overflow;
  }

  /**
   * Each id that is still open, once: at the place whose catalogue weighs most, which does not depend on the order of the files.
   * @param weigh how much it matters in that catalogue
   */
  *open(weigh: (place: OpenReference) => number = () => 0): Iterable<OpenReference> {
    for (const places of this.#open.values())
      yield places.reduce((worst, place) => (weigh(place) > weigh(worst) ? place : worst));
  }
}

/** A copy of its own: a part of a text keeps the whole piece of the file alive that it was cut from. */
export function owned(text: string): string {
  return Buffer.from(text).toString();
}
