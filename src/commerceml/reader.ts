import type { FeedRecord } from '../records.js';
import type { XmlLimits } from './limits.js';

export interface ReadOptions {
  /** IANA name: 1C writes times without a zone; a time that has one is brought to this. */
  readonly timeZone: string;
  readonly limits: XmlLimits;
  /** Called after each piece with the bytes read so far. */
  readonly onProgress?: (bytesRead: number) => void;
}

// biome-ignore lint/correctness/useYield: the signature first
export async function* readFeed(_source: AsyncIterable<Uint8Array>, _options: ReadOptions): AsyncGenerator<FeedRecord> {
  throw new Error('being written');
}
