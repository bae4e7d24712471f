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

/** The records that are known at one place. */
export interface KnownRecords<Found> {
  /**
   * @param fingerprint 16 bytes as words, the same array each time
   * @returns undefined unless a record has carried it that was read without an error, and that means the same now
   */
  find(fingerprint: Uint32Array): Found | undefined;
}

/** Says which products and offers need not be read, since their bytes were read before and meant the same. */
export interface Recogniser<Found> {
  /** What the meaning of a record depends on besides its feed (the node, its settings, the version of the mapping): part of each key. */
  readonly context: string;
  /**
   * Asked once for each section of the feed.
   * @param key 16 bytes that stand for all that its records have in common
   * @returns undefined when none of them is to be recognised, now or later
   */
  known(key: Buffer): Promise<KnownRecords<Found> | undefined>;
}

export interface RecognisingOptions<Found> extends ReadOptions {
  /** With it products and offers carry their fingerprints, and known ones come as `KnownRecord` in their places. */
  readonly recognise: Recogniser<Found>;
}
