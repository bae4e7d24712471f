import type { FeedRecord } from '../records.js';
import { encodingOf, SAMPLE_BYTES } from './encoding.js';
import { FeedReading } from './feed-reading.js';
import type { KnownRecord } from './known-record.js';
import { piecesOf } from './pieces.js';
import type { ReadOptions, RecognisingOptions } from './read-options.js';
import { RecognisingReading } from './recognising-reading.js';
import { recordSlicerOf } from './record-slicer.js';

export type { ReadOptions, Recogniser, RecognisingOptions } from './read-options.js';

/**
 * Reads a CommerceML file of any version, size and encoding, piece by piece: no more than one record (a product, an offer, a
 * document, one tree of groups) is in memory. The records come in the order of the file, the same at every reading, however the
 * bytes are cut: a count of records is a checkpoint.
 *
 * Heads (classifier, catalogue, offer package) come before their first child, with all that stands before it; what stands behind
 * becomes an 'other' record, as does an element that has no id (with the warning 'empty-id').
 * @throws UzelError UZ1301 not well-formed or cut off, UZ1302 DOCTYPE, UZ1303 over a limit, UZ1304 unknown encoding, UZ1305 another
 *   root element; the public text is Russian and names line and column. What was read before it is yielded first.
 */
export function readFeed<Found>(
  source: AsyncIterable<Uint8Array>,
  options: RecognisingOptions<Found>,
): AsyncGenerator<FeedRecord | KnownRecord<Found>>;
export function readFeed(source: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<FeedRecord>;
export async function* readFeed<Found>(
  source: AsyncIterable<Uint8Array>,
  options: ReadOptions & Partial<RecognisingOptions<Found>>,
): AsyncGenerator<FeedRecord | KnownRecord<Found>> {
  let reading: FeedReading | RecognisingReading<Found> | undefined;
  for await (const bytes of piecesOf(source, options.onProgress)) {
    reading ??= readingOf(bytes ?? NO_BYTES, options);
    const failure = await failureOf(reading, bytes);
    // What was read before an error is given out before the error.
    for (const record of reading.take()) yield record as FeedRecord | KnownRecord<Found>;
    if (failure) throw failure.error;
  }
}

const NO_BYTES = new Uint8Array();

/** @param bytes null = the end of the file */
async function failureOf(
  reading: FeedReading | RecognisingReading<unknown>,
  bytes: Uint8Array | null,
): Promise<{ readonly error: unknown } | undefined> {
  try {
    await (bytes === null ? reading.end() : reading.write(bytes));
    return undefined;
  } catch (error) {
    return { error };
  }
}

function readingOf<Found>(
  head: Uint8Array,
  options: ReadOptions & Partial<RecognisingOptions<Found>>,
): FeedReading | RecognisingReading<Found> {
  const encoding = encodingOf(head.subarray(0, SAMPLE_BYTES));
  const reading = new FeedReading(encoding, options);
  const slicer = options.recognise && recordSlicerOf(encoding.name);
  return slicer && options.recognise ? new RecognisingReading(reading, slicer, options.recognise) : reading;
}
