import { textOf } from '../../db/byte-text.js';
import type { Database, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import { openSnapshot } from '../../store/catalogue/export-snapshot.js';
import { findChannel } from '../../store/channels/channels.js';
import { csvWriter } from './csv.js';
import { type ExportNames, openNames } from './export-names.js';
import type { ExportTask } from './export-task.js';
import { Pieces } from './pieces.js';
import { walkSnapshot } from './snapshot-walk.js';
import { ymlWriter } from './yml.js';

/** Writes products in one format. */
export interface ExportWriter {
  /** What stands before the first product. */
  readonly head: string;
  /** Some products, of the JSON of each: texts to be written one behind the other. */
  rows(products: readonly string[]): readonly string[];
  /** What stands behind the last one. */
  readonly tail: string;
}

/** What a writer knows of the shop at the moment of the snapshot. */
export interface WriterScene
  extends Pick<ExportNames, 'groups' | 'priceTypes'>,
    Pick<ExportTask, 'channel' | 'priceType' | 'publicUrl'> {
  /** When the snapshot was taken. */
  readonly at: Date;
  /** Of the channel, else of the price type; null = 1C names none. */
  readonly currency: string | null;
}

/** What is known before the first byte. */
export interface ExportBegun {
  /** The last change of the shop's log that is in it. */
  readonly seq: number;
  readonly at: Date;
}

/**
 * Writes the products of a shop as they are at one moment.
 * @param begun hears of the moment before the first piece
 * @returns UTF-8, each piece in memory of its own; leaving it ends the snapshot
 * @throws UzelError UZ1507 the channel was removed before that moment
 */
export async function* writeExport(
  db: Database,
  asked: ExportTask,
  begun: (what: ExportBegun) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const snapshot = await openSnapshot(db, asked.shopId);
  try {
    const task = await ofMoment(snapshot.tx, asked);
    begun({ seq: snapshot.seq, at: snapshot.at });
    const names = await openNames(snapshot.tx, task.shopId, task.publicUrl);
    const pieces = new Pieces();
    const writer = writerOf(task, names, snapshot.at);
    if (writer) yield* writeBy(writer, walkSnapshot(snapshot, task, names), pieces);
    else yield* writeLines(walkSnapshot(snapshot, task, names), pieces);
    yield* pieces.end();
  } finally {
    await snapshot.end();
  }
}

type Piece = Uint8Array<ArrayBuffer>;

/** NDJSON: one product a line, as `GET /v1/products` shows it. */
async function* writeLines(lots: AsyncIterable<readonly string[]>, pieces: Pieces): AsyncGenerator<Piece> {
  for await (const lines of lots) {
    for (const line of lines) yield* pieces.addBytes(`${line}\n`);
  }
}

async function* writeBy(
  writer: ExportWriter,
  lots: AsyncIterable<readonly string[]>,
  pieces: Pieces,
): AsyncGenerator<Piece> {
  yield* pieces.add(writer.head);
  for await (const lines of lots) {
    for (const text of writer.rows(lines.map(textOf))) yield* pieces.add(text);
  }
  yield* pieces.add(writer.tail);
}

/** The channel may be another one than when it was asked for: who follows the log from the moment on hears of it no more. */
async function ofMoment(tx: Tx, asked: ExportTask): Promise<ExportTask> {
  if (asked.channel === null) return asked;
  const channel = await findChannel(tx, asked.shopId, asked.channel.channelId);
  if (channel) return { ...asked, channel };
  throw new UzelError('UZ1507', 'There is no such channel. GET /v1/channels lists them.');
}

/** @returns null for NDJSON, whose lines are written as they are */
function writerOf(task: ExportTask, { groups, priceTypes }: ExportNames, at: Date): ExportWriter | null {
  const { form, channel, priceType, publicUrl } = task;
  if (form.format === 'ndjson') return null;
  const type = priceTypes.find(({ priceTypeId, externalId }) => priceType === priceTypeId || priceType === externalId);
  const currency = channel?.currency ?? type?.currency ?? null;
  const scene: WriterScene = { groups, priceTypes, channel, priceType, publicUrl, at, currency };
  return form.format === 'csv' ? csvWriter(form, scene) : ymlWriter(form, scene);
}
