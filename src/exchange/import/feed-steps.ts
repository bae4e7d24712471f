import type { KnownRecord } from '../../commerceml/known-record.js';
import type { XmlLimits } from '../../commerceml/limits.js';
import { readFeed } from '../../commerceml/reader.js';
import type { NodeSettings } from '../../nodes/exchange-node.js';
import type { FeedRecord } from '../../records.js';
import { inShopsWords, wordsOfShop } from './catalogue-words.js';
import { advance, FEED_START, type FeedContext } from './feed-context.js';
import { type StepItems, StepItemsBuilder } from './step-items.js';
import { type ItemRecords, keyOfItem, type StepContent, StepRecords } from './step-records.js';

/** What reading a feed needs to know; plain data, so that a thread can be told. */
export interface FeedTask {
  readonly timeZone: string;
  readonly limits: XmlLimits;
  readonly settings: NodeSettings;
  /** Records of the feed that are committed already. */
  readonly done: number;
  /** Records of one step at most. */
  readonly batch: number;
  /** What the meaning of a record depends on besides its bytes; null = none is to be recognised. */
  readonly fingerprintContext: string | null;
  /** The node's kind decides about products and offers: they are wanted as records, not as rows. */
  readonly asRecords: boolean;
}

/** Records of one catalogue that were recognised: 32 hex digits each. */
export interface KnownInStep {
  readonly of: 'product' | 'offer';
  readonly catalogueId: string;
  readonly fingerprints: string[];
}

/** What is committed together with its checkpoint. */
export interface FeedStep {
  readonly content: StepContent;
  /** The products and offers: as rows, or as records if the task wants them so. */
  readonly items: StepItems | ItemRecords;
  readonly known: readonly KnownInStep[];
  /** Records of the feed up to the end of this step: the checkpoint. */
  readonly position: number;
  readonly bytesRead: number;
  /** `ДатаФормирования` of the feed, as written. */
  readonly madeAt: string | undefined;
}

/** Which of these fingerprints (32 hex digits) the store knows. */
export type Recognise = (fingerprints: readonly string[]) => Promise<readonly boolean[]>;

/** A step ends at the latest after so many bytes of records that were read: 0.16 s of a first load. */
const STEP_BYTES = 4 * 1024 * 1024;
/** Documents cost several statements each. */
const STEP_DOCUMENTS = 100;
/** Recognised records cost little; in larger steps the reading would wait for the database at the end. */
const STEP_KNOWN = 8000;

/**
 * Reads a feed and gathers its records into steps; the first `task.done` records are passed over.
 * @throws UzelError as `readFeed`; what was read before it and stands in no finished step is lost
 */
export async function* readSteps(
  source: AsyncIterable<Uint8Array>,
  task: FeedTask,
  recognise: Recognise,
): AsyncGenerator<FeedStep> {
  const steps = new Steps(task);
  for await (const record of readFeed(source, {
    timeZone: task.timeZone,
    limits: task.limits,
    onProgress: (bytes) => {
      steps.bytesRead = bytes;
    },
    onMadeAt: (text) => {
      steps.madeAt = text;
    },
    ...(task.fingerprintContext === null ? {} : { recognise: recogniser(task.fingerprintContext, recognise) }),
  })) {
    if (steps.endsBefore(record)) yield steps.take();
    steps.add(record);
    if (steps.endsAfter(record)) yield steps.take();
  }
  if (!steps.isEmpty) yield steps.take();
}

const recogniser = (context: string, recognise: Recognise) => ({
  context,
  known: (fingerprints: readonly Buffer[]) => recognise(fingerprints.map((one) => one.toString('hex'))),
});

/**
 * So many products and offers wait as records, since another record of the same one may follow; then they become rows. (Those of a whole
 * step as objects: the server's memory at a first load peaked at 343 to 368 MB, so at 310 to 339.)
 */
const WAITING_ITEMS = 200;

class Steps {
  bytesRead = 0;
  madeAt: string | undefined;
  #position = 0;
  #context: FeedContext = FEED_START;
  #records = new StepRecords();
  #items = new StepItemsBuilder();
  /** What has become a row: another record of it belongs to the next step. */
  #rows = new Set<string>();
  #known = new Map<string, KnownInStep>();
  #knownCount = 0;
  #bytesBefore = 0;
  readonly #words;

  constructor(private readonly task: FeedTask) {
    this.#words = wordsOfShop(task.settings);
  }

  get isEmpty(): boolean {
    return this.#records.size === 0;
  }

  add(record: FeedRecord | KnownRecord): void {
    this.#position += 1;
    if (record.kind === 'known') {
      if (this.#position > this.task.done) this.#addKnown(record);
      return;
    }
    this.#context = advance(this.#context, record, this.task.settings);
    if (this.#position <= this.task.done) return;
    this.#records.add(inShopsWords(record, this.#words), this.#context);
    const { products, offers } = this.#records;
    if (!this.task.asRecords && products.size + offers.size >= WAITING_ITEMS) this.#makeRows();
  }

  /** A group may come twice (one-c-client.md §7): all groups go into one step, so that each is written once, as it stands last. */
  endsAfter({ kind }: FeedRecord | KnownRecord): boolean {
    return (this.#isFull && kind !== 'group') || this.#isLong;
  }

  endsBefore(record: FeedRecord | KnownRecord): boolean {
    const { kind } = record;
    const isHead = kind === 'catalogue' || kind === 'offerPackage' || kind === 'classifier';
    const isAgain = (kind === 'product' || kind === 'offer') && this.#rows.has(keyOfItem(record));
    return (isHead && this.#hasItems) || isAgain || (this.#isFull && kind !== 'group');
  }

  take(): FeedStep {
    const { products, offers, ...content } = this.#records;
    if (!this.task.asRecords) this.#makeRows();
    const step: FeedStep = {
      content,
      items: this.task.asRecords ? { products, offers } : this.#items.build(),
      known: [...this.#known.values()],
      position: this.#position,
      bytesRead: this.bytesRead,
      madeAt: this.madeAt,
    };
    this.#records = new StepRecords();
    this.#items = new StepItemsBuilder();
    this.#rows = new Set();
    this.#known = new Map();
    this.#knownCount = 0;
    this.#bytesBefore = this.bytesRead;
    return step;
  }

  #makeRows(): void {
    const { products, offers } = this.#records;
    this.#items.add(products.values(), offers.values());
    for (const items of [products, offers]) {
      for (const record of items.values()) this.#rows.add(keyOfItem(record));
      items.clear();
    }
  }

  get #hasItems(): boolean {
    return this.#records.hasItems || this.#rows.size > 0 || this.#knownCount > 0;
  }

  get #isFull(): boolean {
    return this.#records.size - this.#knownCount >= this.task.batch || this.#records.documents.length >= STEP_DOCUMENTS;
  }

  get #isLong(): boolean {
    const { size } = this.#records;
    const part = size === 0 ? 0 : (size - this.#knownCount) / size;
    return (this.bytesRead - this.#bytesBefore) * part >= STEP_BYTES || this.#knownCount >= STEP_KNOWN;
  }

  #addKnown({ of, catalogueId, fingerprint }: KnownRecord): void {
    const key = `${of} ${catalogueId}`;
    const known = this.#known.get(key) ?? { of, catalogueId, fingerprints: [] };
    known.fingerprints.push(fingerprint.toString('hex'));
    this.#known.set(key, known);
    this.#knownCount += 1;
    this.#records.countKnown(of);
  }
}
