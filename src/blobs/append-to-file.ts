import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { UzelError } from '../errors.js';
import { asDiskFull } from './disk-full.js';
import { makeFolder, syncFolder } from './durable-folder.js';

/** A link that someone put in the place of a blob is not followed; Windows has no such flag. */
const WRITE = constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0);

type Written = (bytes: Uint8Array) => void;

/**
 * Appends a stream to a file at `offset`, cutting off first what lies beyond it, and fsyncs the file and its new folder entry.
 * On any error the file is cut back to `offset`: what was there before stays whole. A stream that is refused half-way is left
 * open, for its owner: destroying a request would take the socket that the answer goes to.
 * @param limit bytes that this piece may have
 * @param written hears of the bytes as they are written, before they are durable
 * @returns the file's new size
 * @throws UzelError UZ1103 past the limit, UZ1105 disk full, UZ1106 the stream broke off; Error when the file is shorter than `offset`
 */
export async function appendToFile(
  file: string,
  offset: number,
  body: Readable,
  limit: number,
  written: Written = () => undefined,
): Promise<number> {
  const { handle, isNew } = await openForWriting(file, offset);
  try {
    await requireBytes(handle, file, offset);
    const size = await writeFrom(handle, offset, body, limit, written);
    if (isNew) await syncFolder(path.dirname(file));
    return size;
  } finally {
    await handle.close();
  }
}

async function writeFrom(
  handle: FileHandle,
  offset: number,
  body: Readable,
  limit: number,
  written: Written,
): Promise<number> {
  try {
    await handle.truncate(offset);
    const size = await writeAll(handle, offset, body, limit, written);
    await handle.datasync();
    return size;
  } catch (error) {
    throw await cutBack(handle, offset, asDiskFull(error));
  }
}

async function openForWriting(file: string, offset: number): Promise<{ handle: FileHandle; isNew: boolean }> {
  try {
    return { handle: await open(file, WRITE), isNew: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || offset > 0) throw error;
  }
  try {
    await makeFolder(path.dirname(file));
    return { handle: await open(file, WRITE | constants.O_CREAT, 0o640), isNew: true };
  } catch (error) {
    throw asDiskFull(error);
  }
}

/** Bytes that were promised to be durable must be there: to go on without them would leave a hole of zeros. */
async function requireBytes(handle: FileHandle, file: string, offset: number): Promise<void> {
  const { size } = await handle.stat();
  if (size < offset) throw new Error(`${file} has ${size} bytes where ${offset} were kept`);
}

async function writeAll(
  handle: FileHandle,
  offset: number,
  body: Readable,
  limit: number,
  written: Written,
): Promise<number> {
  let size = offset;
  for await (const chunk of piecesOf(body)) {
    if (size - offset + chunk.length > limit) {
      throw new UzelError(
        'UZ1103',
        `Часть файла больше, чем разрешено (${limit} байт). Сервер называет предел в ответе init (file_limit): проверьте, что 1С его соблюдает.`,
      );
    }
    for (let done = 0; done < chunk.length; ) {
      const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, size);
      done += bytesWritten;
      size += bytesWritten;
    }
    written(chunk);
  }
  return size;
}

/** The body's chunks; its errors told apart from those of the disk. */
async function* piecesOf(body: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false }))
      yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } catch (error) {
    if (error instanceof UzelError) throw error;
    throw new UzelError('UZ1106', 'Передача файла прервалась. Повторите обмен.', { cause: error });
  }
}

async function cutBack(handle: FileHandle, offset: number, error: unknown): Promise<unknown> {
  try {
    await handle.truncate(offset);
    return error;
  } catch (second) {
    // The row that counts the durable bytes is the truth, and the next piece cuts first: this is for the log only.
    const both = new AggregateError([error, second], 'a blob could not be cut back');
    return error instanceof UzelError ? new UzelError(error.code, error.publicMessage, { cause: both }) : both;
  }
}
