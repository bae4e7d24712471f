import type { Database, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import { openSnapshot } from '../../store/catalogue/export-snapshot.js';
import { findChannel } from '../../store/channels/channels.js';
import { csvWriter } from './csv.js';
import { type ExportNames, openNames } from './export-names.js';
import type { ExportTask } from './export-task.js';
import { EXPORTED_PARTS } from './exported-product.js';
import { ndjsonWriter } from './ndjson.js';
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
    const names = await openNames(snapshot.tx, task.shopId);
    const writer = writerOf(task, names, snapshot.at);
    const parts = task.form.format === 'ndjson' ? task.form.parts : EXPORTED_PARTS;
    const pieces = new Pieces();
    yield* pieces.add(writer.head);
    for await (const products of walkSnapshot(snapshot, task, parts, names)) {
      for (const text of writer.rows(products)) yield* pieces.add(text);
    }
    yield* pieces.add(writer.tail);
    yield* pieces.end();
  } finally {
    await snapshot.end();
  }
}

/** The channel may be another one than when it was asked for: who follows the log from the moment on hears of it no more. */
async function ofMoment(tx: Tx, asked: ExportTask): Promise<ExportTask> {
  if (asked.channel === null) return asked;
  const channel = await findChannel(tx, asked.shopId, asked.channel.channelId);
  if (channel) return { ...asked, channel };
  throw new UzelError('UZ1507', 'There is no such channel. GET /v1/channels lists them.');
}

function writerOf(task: ExportTask, { groups, priceTypes }: ExportNames, at: Date): ExportWriter {
  const { form, channel, priceType, publicUrl } = task;
  if (form.format === 'ndjson') return ndjsonWriter();
  const type = priceTypes.find(({ priceTypeId, externalId }) => priceType === priceTypeId || priceType === externalId);
  const currency = channel?.currency ?? type?.currency ?? null;
  const scene: WriterScene = { groups, priceTypes, channel, priceType, publicUrl, at, currency };
  return form.format === 'csv' ? csvWriter(form, scene) : ymlWriter(form, scene);
}
