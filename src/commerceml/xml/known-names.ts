import { localName } from '../names-alike.js';

/** A name as a document writes it; equal names are one object as long as the table has room. */
export interface KnownName {
  readonly raw: string;
  /** The name by which Uzel knows it (`localName`). */
  readonly local: string;
  /** undefined for a name with characters of two units: it is left to the exact reading, which counts columns. */
  readonly units: Uint16Array | undefined;
  readonly hash: number;
}

const SLOTS = 4096;
/** CommerceML has some three hundred; a hostile file may invent any number. */
const NAMES_MAX = 2048;
/** Names that were made to collide shall not cost more than this. */
const PROBES = 8;

const BEYOND_ONE_UNIT = /[\ud800-\udfff]/;

/** The next step of the hash under which `KnownNames.find` looks a name up; it begins with 0. */
export const hashOn = (hash: number, unit: number): number => (Math.imul(hash, 31) + unit) | 0;

/** Names met in a document, found by their UTF-16 units without making a string of them: all of them are sound names of XML. */
export class KnownNames {
  readonly #slots: (KnownName | undefined)[] = new Array(SLOTS).fill(undefined);
  #count = 0;

  /** The name at `from` to `to`, when it was met before. */
  find(units: Uint16Array, from: number, to: number, hash: number): KnownName | undefined {
    for (let probe = 0; probe < PROBES; probe++) {
      const name = this.#slots[(hash + probe) & (SLOTS - 1)];
      if (name === undefined) return undefined;
      if (name.hash === hash && name.units && stands(name.units, units, from, to)) return name;
    }
    return undefined;
  }

  /** @param raw a sound name of XML */
  of(raw: string): KnownName {
    const units = new Uint16Array(raw.length);
    let hash = 0;
    for (let index = 0; index < raw.length; index++) {
      units[index] = raw.charCodeAt(index);
      hash = hashOn(hash, raw.charCodeAt(index));
    }
    const known = this.find(units, 0, units.length, hash);
    if (known) return known;
    if (BEYOND_ONE_UNIT.test(raw)) return { raw, local: localName(raw), units: undefined, hash };
    const name = { raw, local: localName(raw), units, hash };
    this.#remember(name);
    return name;
  }

  #remember(name: KnownName): void {
    if (this.#count >= NAMES_MAX) return;
    for (let probe = 0; probe < PROBES; probe++) {
      const slot = (name.hash + probe) & (SLOTS - 1);
      if (this.#slots[slot] !== undefined) continue;
      this.#slots[slot] = name;
      this.#count += 1;
      return;
    }
  }
}

/** Whether the name is what stands at `from` to `to`. */
export function stands(name: Uint16Array, units: Uint16Array, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let index = 0; index < name.length; index++) {
    if (name[index] !== units[from + index]) return false;
  }
  return true;
}
