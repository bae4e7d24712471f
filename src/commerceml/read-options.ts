import type { XmlLimits } from './limits.js';

export interface ReadOptions {
  /** IANA name: 1C writes times without a zone; a time that has one is brought to this. */
  readonly timeZone: string;
  readonly limits: XmlLimits;
  /** Called after each piece with the bytes read so far. */
  readonly onProgress?: (bytesRead: number) => void;
  /** Called with `ДатаФормирования` of the root as it is written, before the first record. */
  readonly onMadeAt?: (text: string) => void;
}

/** Says which products and offers need not be read, since their bytes were read before and meant the same. */
export interface Recogniser {
  /** What the meaning of a record depends on besides its feed (the node, its settings, the version of the mapping): part of each fingerprint. */
  readonly context: string;
  /**
   * Asked for some hundred records at a time, none of which is read before the answer.
   * @param fingerprints 16 bytes each, in the order of the file
   * @returns as many answers; true only for a fingerprint that a record has carried which was read without an error
   */
  known(fingerprints: readonly Buffer[]): Promise<readonly boolean[]>;
}

export interface RecognisingOptions extends ReadOptions {
  /** With it products and offers carry their fingerprints, and known ones come as `KnownRecord` in their places. */
  readonly recognise: Recogniser;
}
