import type { FeedRecord } from '../records.js';
import type { FeedReading } from './feed-reading.js';
import { contextKey, fingerprintsOf } from './fingerprint.js';
import type { KnownRecord } from './known-record.js';
import type { Recogniser } from './read-options.js';
import { areBlanks, type RecordSlicer, type Slice } from './record-slicer.js';
import type { RecordPlace } from './xml/cutter.js';

/** So much is asked for at a time at the most. */
const BATCH_BYTES = 1024 * 1024;
const BATCH_RECORDS = 1000;

/** The answers for the candidates of a batch, by the index of the slice. */
interface Answers {
  readonly key: Buffer;
  readonly isEarly: boolean;
  readonly fingerprints: (Buffer | undefined)[];
  readonly known: boolean[];
}

/** A batch that was asked for by the key that was the last so far, which most likely is its own. */
interface Waiting {
  readonly batch: readonly Slice[];
  readonly early: Promise<Answers> | undefined;
}

/**
 * The reading of a file in which some records are known by their bytes. What may be a record is found in the bytes, ahead of the reading;
 * it is left out only where the reading stands between two records, and carries a fingerprint only when it was one record and no more.
 */
export class RecognisingReading {
  /** Candidates and the blanks between them. */
  #batch: Slice[] = [];
  #bytes = 0;
  /** The batch before, asked for while it waits. */
  #waiting: Waiting | undefined;
  #key: { readonly place: RecordPlace; readonly bytes: Buffer } | undefined;

  constructor(
    private readonly reading: FeedReading,
    private readonly slicer: RecordSlicer,
    private readonly recogniser: Recogniser,
  ) {}

  /** As `FeedReading.take`. */
  take(): (FeedRecord | KnownRecord)[] {
    return this.reading.take();
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (const slice of this.slicer.push(bytes)) {
      if (!slice.isCandidate && (this.#batch.length === 0 || !areBlanks(slice.bytes))) {
        await this.#flush();
        this.reading.write(slice.bytes);
        continue;
      }
      this.#batch.push(slice);
      this.#bytes += slice.bytes.length;
      if (this.#bytes >= BATCH_BYTES || this.#batch.length >= BATCH_RECORDS) await this.#close();
    }
  }

  async end(): Promise<void> {
    await this.#flush();
    this.reading.write(this.slicer.end().bytes);
    this.reading.end();
  }

  async #flush(): Promise<void> {
    await this.#close();
    await this.#readWaiting();
  }

  /** The batch is asked for, and waits; what waited before it is read meanwhile. */
  async #close(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#bytes = 0;
    const early = this.#key && batch.length > 0 ? this.#ask(this.#key.bytes, batch, 0) : undefined;
    early?.catch(() => undefined); // told when the batch is read
    await this.#readWaiting();
    this.#waiting = { batch, early };
  }

  async #readWaiting(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) await this.#readBatch(waiting);
  }

  async #readBatch({ batch, early }: Waiting): Promise<void> {
    let answers = await early;
    for (let index = 0; index < batch.length; index++) {
      const slice = batch[index];
      if (!slice) continue;
      if (!slice.isCandidate) {
        this.reading.write(slice.bytes);
        continue;
      }
      this.reading.settle();
      const place = this.reading.place();
      const key = this.#keyOf(place);
      // Asked once, and once more when the place is another than was thought.
      if (key && (!answers || (answers.isEarly && answers.key !== key)))
        answers = await this.#ask(key, batch, index, false);
      const own = key === answers?.key ? answers?.fingerprints[index] : undefined;
      if (own && place?.recognition && answers?.known[index]) {
        const { of, catalogueId } = place.recognition;
        this.reading.takeKnown(slice.bytes, { kind: 'known', of, catalogueId, fingerprint: own });
      } else this.#read(slice, own);
    }
  }

  #read(slice: Slice, fingerprint: Buffer | undefined): void {
    const { bytes, blanks } = slice;
    if (blanks > 0) {
      this.reading.write(bytes.subarray(0, blanks));
      this.reading.settle();
    }
    this.reading.readCandidate(bytes.subarray(blanks), (end) => fingerprint ?? this.#fingerprintAt(end, slice));
  }

  /** @param from index of the first candidate that is asked for */
  async #ask(key: Buffer, batch: readonly Slice[], from: number, isEarly = true): Promise<Answers> {
    const answers: Answers = { key, isEarly, fingerprints: [], known: [] };
    const asked = batch.slice(from).filter(({ isCandidate }) => isCandidate);
    const fingerprints = fingerprintsOf(key, asked);
    const known = await this.recogniser.known(fingerprints);
    for (let index = from, place = 0; index < batch.length; index++) {
      if (!batch[index]?.isCandidate) continue;
      answers.fingerprints[index] = fingerprints[place];
      answers.known[index] = known[place] === true;
      place += 1;
    }
    return answers;
  }

  #fingerprintAt(place: RecordPlace, slice: Slice): Buffer | undefined {
    const key = this.#keyOf(place);
    return key && fingerprintsOf(key, [slice])[0];
  }

  /** The same object as long as the place means the same. */
  #keyOf(place: RecordPlace | undefined): Buffer | undefined {
    if (!place?.recognition) return undefined;
    const { recognition, inList } = place;
    const before = this.#key?.place;
    if (this.#key && before?.recognition === recognition && before.inList === inList) return this.#key.bytes;
    const { of, catalogueId, context } = recognition;
    const depth = inList ? 'list' : 'section';
    const bytes = contextKey([this.recogniser.context, ...this.reading.settings, of, catalogueId, context, depth]);
    this.#key = { place, bytes };
    return bytes;
  }
}
