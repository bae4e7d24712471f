import type { KnownRecord } from '../../commerceml/known-record.js';
import type { XmlLimits } from '../../commerceml/limits.js';
import { readFeed } from '../../commerceml/reader.js';
import type { NodeSettings } from '../../nodes/exchange-node.js';
import type { FeedRecord } from '../../records.js';
import type { KnownInStep } from '../../store/catalogue/known-check.js';
import type { Distrusted, Found } from '../../store/catalogue/known-table.js';
import { TextRooms } from '../../store/catalogue/text-rooms.js';
import { inShopsWords, wordsOfShop } from './catalogue-words.js';
import { advance, FEED_START, type FeedContext } from './feed-context.js';
import { KnownGroups } from './known-groups.js';
import { KnownOfFeed, type KnownStore } from './known-of-feed.js';
import { type PackedItems, StepItemsBuilder } from './step-items.js';
import { hashOfItem, type ItemRecords, type StepContent, StepRecords } from './step-records.js';

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
  /** Items of which no record is to be taken for known. */
  readonly distrusted: Distrusted;
  /** The node's kind decides about products and offers: they are wanted as records, not as rows. */
  readonly asRecords: boolean;
}

/** What is committed together with its checkpoint. */
export interface FeedStep {
  readonly content: StepContent;
  /** The products and offers: as rows, or as records if the task wants them so. */
  readonly items: PackedItems | ItemRecords;
  readonly known: readonly KnownInStep[];
  /** Records of the feed up to the end of this step: the checkpoint. */
  readonly position: number;
  readonly bytesRead: number;
  /** `ДатаФормирования` of the feed, as written. */
  readonly madeAt: string | undefined;
}

/**
 * A step ends at the latest after so many bytes of records that were read. (With twice as many what a step holds grew old in the server's own
 * thread before it was done with: the memory peaked at 271 MB with 50,000 products, so at 233.)
 */
const STEP_BYTES = 2 * 1024 * 1024;
/** Documents cost several statements each. */
const STEP_DOCUMENTS = 100;
/** Recognised records cost a step next to nothing: these end it after some 100 MB, so that it is told how far the import is. */
const STEP_KNOWN = 32_000;

/**
 * Reads a feed and gathers its records into steps; the first `task.done` records are passed over.
 * @param rooms for the text of the rows; each step takes its own away
 * @throws UzelError as `readFeed`; what was read before it and stands in no finished step is lost
 */
export async function* readSteps(
  source: AsyncIterable<Uint8Array>,
  task: FeedTask,
  store: KnownStore,
  rooms = new TextRooms(),
): AsyncGenerator<FeedStep> {
  const recognise =
    task.fingerprintContext === null ? null : new KnownOfFeed(task.fingerprintContext, task.distrusted, store);
  const steps = new Steps(task, recognise, rooms);
  for await (const record of readFeed(source, {
    timeZone: task.timeZone,
    limits: task.limits,
    onProgress: (bytes) => {
      steps.bytesRead = bytes;
    },
    onMadeAt: (text) => {
      steps.madeAt = text;
    },
    ...(recognise === null ? {} : { recognise }),
  })) {
    if (steps.endsBefore(record)) yield steps.take();
    steps.add(record);
    if (steps.endsAfter(record)) yield steps.take();
  }
  if (!steps.isEmpty) yield steps.take();
}

/**
 * So many products and offers wait as records, since another record of the same one may follow at once; then they become rows. (With 200 of
 * them a fifth of reading a feed went into the garbage collector, which copies what outlives it.)
 */
const WAITING_ITEMS = 16;

class Steps {
  bytesRead = 0;
  madeAt: string | undefined;
  #position = 0;
  #context: FeedContext = FEED_START;
  #records = new StepRecords();
  readonly #items: StepItemsBuilder;
  /** Hashes of what has become a row: another record of it belongs to the next step, and one of the same hash may. */
  #rows = new Set<number>();
  #known = new KnownGroups();
  #bytesBefore = 0;
  readonly #words;

  constructor(
    private readonly task: FeedTask,
    private readonly recogniser: KnownOfFeed | null,
    rooms: TextRooms,
  ) {
    this.#words = wordsOfShop(task.settings);
    this.#items = new StepItemsBuilder(rooms);
  }

  get isEmpty(): boolean {
    return this.#records.size === 0;
  }

  add(record: FeedRecord | KnownRecord<Found>): void {
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
  endsAfter({ kind }: FeedRecord | KnownRecord<Found>): boolean {
    return (this.#isFull && kind !== 'group') || this.#isLong;
  }

  endsBefore(record: FeedRecord | KnownRecord<Found>): boolean {
    const { kind } = record;
    const isHead = kind === 'catalogue' || kind === 'offerPackage' || kind === 'classifier';
    const isAgain = (kind === 'product' || kind === 'offer') && this.#rows.has(hashOfItem(record));
    return (isHead && this.#hasItems) || isAgain || (this.#isFull && kind !== 'group');
  }

  take(): FeedStep {
    const { products, offers, ...content } = this.#records;
    if (!this.task.asRecords) this.#makeRows();
    const step: FeedStep = {
      content,
      items: this.task.asRecords ? { products, offers } : this.#items.build(),
      known: this.#known.build(),
      position: this.#position,
      bytesRead: this.bytesRead,
      madeAt: this.madeAt,
    };
    this.#records = new StepRecords();
    this.#rows = new Set();
    this.#known = new KnownGroups();
    this.#bytesBefore = this.bytesRead;
    return step;
  }

  #makeRows(): void {
    const { products, offers } = this.#records.takeItems();
    this.#items.add(products.values(), offers.values());
    for (const items of [products, offers]) {
      for (const record of items.values()) this.#rows.add(hashOfItem(record));
    }
  }

  get #hasItems(): boolean {
    return this.#records.hasItems || this.#rows.size > 0 || this.#known.count > 0;
  }

  get #isFull(): boolean {
    return (
      this.#records.size - this.#known.count >= this.task.batch || this.#records.documents.length >= STEP_DOCUMENTS
    );
  }

  get #isLong(): boolean {
    const { size } = this.#records;
    const part = size === 0 ? 0 : (size - this.#known.count) / size;
    return (this.bytesRead - this.#bytesBefore) * part >= STEP_BYTES || this.#known.count >= STEP_KNOWN;
  }

  #addKnown(record: KnownRecord<Found>): void {
    if (!this.recogniser) throw new Error('nothing was to be recognised');
    this.#known.add(record, this.recogniser.snapshotOf(record.key));
    this.#records.countKnown(record.of);
  }
}
