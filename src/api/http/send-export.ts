import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Request, Response } from 'express';
import { takeExportSlot } from '../../exchange/export/export-slots.js';
import type { ExportTask } from '../../exchange/export/export-task.js';
import { startExport } from '../../exchange/export/export-thread.js';
import type { Call } from './call.js';

/** As of pages: a tenth of the bytes already, in a third of the time of the usual level. */
const LEVEL = 1;

/**
 * Sends an export as it is made, packed for who takes it so. An answer that is cut (the client is gone, EXPORT_MINUTES are over, the
 * server stops, the database fails) has no clean end: its connection breaks.
 * @throws UZ1524 there are as many as may be; UZ1601
 */
export async function sendExport(
  call: Call<object, object, object>,
  request: Request,
  response: Response,
  { task, type }: { readonly task: ExportTask; readonly type: string },
): Promise<void> {
  const { services, seq, signal } = call;
  const packs = request.acceptsEncodings('gzip', 'identity') === 'gzip';
  const begin = (last: number): void => {
    response
      .status(200)
      .vary('Accept-Encoding')
      .set({ 'Uzel-Seq': String(last), 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no', 'Content-Type': type });
    if (packs) response.set('Content-Encoding', 'gzip');
  };
  if (request.method === 'HEAD') {
    begin(seq);
    response.end();
    return;
  }
  const leave = takeExportSlot();
  const cut = new AbortController();
  const late = setTimeout(
    () => cut.abort(new Error('EXPORT_MINUTES are over')),
    services.config.EXPORT_MINUTES * 60_000,
  );
  const gone = (): void => cut.abort(new Error('the client is gone, or the server stops'));
  signal.addEventListener('abort', gone);
  try {
    const running = await startExport(task);
    try {
      begin(running.seq);
      const pieces = Readable.from(running.pieces, { objectMode: false, highWaterMark: 1 });
      const packing = packs ? [createGzip({ level: LEVEL })] : [];
      if (signal.aborted) gone();
      await pipeline([pieces, ...packing, response], { signal: cut.signal });
    } catch (error) {
      // The end of an answer is also the end of its connection's use: it may be heard first.
      if (response.writableFinished) return;
      if (cut.signal.aborted) services.log.info({ reason: String(cut.signal.reason) }, 'an export was cut');
      else if (response.closed) services.log.info('the client left before it had the whole export');
      else services.log.error({ err: error }, 'an export has failed');
      response.destroy(); // what was sent must not be taken for the whole
    } finally {
      await running.end();
    }
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', gone);
    leave();
  }
}
