import type { FeedRecord } from '../records.js';
import type { FeedReading } from './feed-reading.js';
import { contextKey, Fingerprint } from './fingerprint.js';
import type { KnownRecord } from './known-record.js';
import type { KnownRecords, Recogniser } from './read-options.js';
import type { RecordSlicer, Slice } from './record-slicer.js';
import type { Recognition, RecordPlace } from './xml/cutter.js';

/** A place, and what is known there. */
interface KnownPlace<Found> {
  readonly recognition: Recognition;
  readonly inList: boolean;
  readonly key: Buffer;
  /** Undefined: nothing is recognised here. */
  readonly known: KnownRecords<Found> | undefined;
}

/**
 * The reading of a file in which some records are known by their bytes. What may be a record is found in the bytes, ahead of the reading;
 * it is left out only where the reading stands between two records, and carries a fingerprint only when it was one record and no more.
 */
export class RecognisingReading<Found> {
  #here: KnownPlace<Found> | undefined;
  readonly #fingerprint = new Fingerprint();

  constructor(
    private readonly reading: FeedReading,
    private readonly slicer: RecordSlicer,
    private readonly recogniser: Recogniser<Found>,
  ) {}

  /** As `FeedReading.take`. */
  take(): (FeedRecord | KnownRecord<Found>)[] {
    return this.reading.take() as (FeedRecord | KnownRecord<Found>)[];
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (const slice of this.slicer.push(bytes)) {
      if (!slice.isCandidate) {
        this.reading.write(slice.bytes);
        continue;
      }
      this.reading.settle();
      const place = this.reading.placeBefore(slice.name);
      const here =
        place?.recognition && (this.#isHere(place) ? this.#here : await this.#come(place, place.recognition));
      if (!here?.known) this.reading.write(slice.bytes);
      else if (!this.#recognise(slice, here, here.known)) this.#read(slice, here);
    }
  }

  async end(): Promise<void> {
    this.reading.write(this.slicer.end().bytes);
    this.reading.end();
  }

  #isHere({ recognition, inList }: RecordPlace): boolean {
    return this.#here?.recognition === recognition && this.#here?.inList === inList;
  }

  async #come({ inList }: RecordPlace, recognition: Recognition): Promise<KnownPlace<Found>> {
    const { of, catalogueId, context } = recognition;
    const depth = inList ? 'list' : 'section';
    const key = contextKey([this.recogniser.context, ...this.reading.settings, of, catalogueId, context, depth]);
    if (this.#here?.key.equals(key)) {
      this.#here = { ...this.#here, recognition, inList };
      return this.#here;
    }
    this.#here = undefined; // what is known there may be large: not two of them at a time
    const here = { recognition, inList, key, known: await this.recogniser.known(key) };
    this.#here = here;
    return here;
  }

  #recognise(slice: Slice, { key, recognition }: KnownPlace<Found>, known: KnownRecords<Found>): boolean {
    const fingerprint = this.#fingerprint.take(slice.bytes.subarray(slice.blanks));
    let found = known.find(fingerprint.words);
    const { told } = this.reading;
    if (!found && told !== '') found = known.find(fingerprint.under(told).words);
    if (!found) return false;
    const { of, catalogueId } = recognition;
    this.reading.takeKnown(slice.bytes, { kind: 'known', of, catalogueId, key, found });
    return true;
  }

  #read({ bytes, blanks }: Slice, { key }: KnownPlace<Found>): void {
    if (blanks > 0) {
      this.reading.write(bytes.subarray(0, blanks));
      this.reading.settle();
    }
    const record = bytes.subarray(blanks);
    this.reading.readCandidate(record, (isSilenced) => {
      const own = this.#fingerprint.take(record);
      return (isSilenced ? own.under(this.reading.told) : own).with(key);
    });
  }
}
