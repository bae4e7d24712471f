import type { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { UzelError } from '../../errors.js';
import type { ReceivedFile } from '../../exchange/feeds/receive-part.js';
import { InvalidRequest } from './invalid-request.js';

/** A form with one file, as it was read. */
export interface UploadForm {
  readonly file: ReceivedFile;
  /** Its other fields, unchecked. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Where the bytes of a form's file go. */
export interface UploadPlace {
  receive(name: string, body: Readable): Promise<ReceivedFile>;
  drop(file: ReceivedFile): Promise<void>;
}

const LIMITS = { files: 1, fields: 20, fieldSize: 4 * 1024, parts: 25 };

/**
 * Reads `multipart/form-data` with one file in the field `file`; its bytes go to `receive` as they come, and what was received of a form
 * that is bad behind its file goes to `drop`.
 * @throws UzelError UZ1512 for a body of another type, UZ1102 without a file, UZ1106 broken off; UZ1501 naming the part that is one too
 *   many or too long; and what `receive` throws
 */
export async function readUploadForm(
  request: Request,
  response: Response,
  { receive, drop }: UploadPlace,
): Promise<UploadForm> {
  if (!request.is('multipart/form-data')) {
    throw new UzelError(
      'UZ1512',
      'Send a form: `Content-Type: multipart/form-data`, with the fields `node` and `file`.',
    );
  }
  let receiving: Promise<ReceivedFile> | undefined;
  const storage: StorageEngine = {
    _handleFile: (_request, part, done) => {
      receiving = receive(Buffer.from(part.originalname, 'latin1').toString('utf8'), part.stream);
      receiving.then(() => done(null, {}), done);
    },
    _removeFile: (_request, _part, done) => done(null), // who asked for the form drops what it does not take
  };
  const parse = multer({ storage, preservePath: true, limits: LIMITS }).single('file');
  try {
    await new Promise<void>((resolve, reject) => {
      parse(request, response, (error: unknown) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    const [received] = await Promise.allSettled([receiving]);
    if (received.status === 'fulfilled' && received.value) await drop(received.value);
    throw toFailure(error);
  }
  if (!receiving) throw new UzelError('UZ1102', 'The form has no file. Send it in the field `file`.');
  return { file: await receiving, fields: { ...(request.body as object) } };
}

function toFailure(error: unknown): unknown {
  if (error instanceof UzelError) return error;
  if (error instanceof MulterError) {
    const message = 'Send one file in the field `file`, and the other fields as short text.';
    return new InvalidRequest([{ path: error.field ?? (error.code === 'LIMIT_FILE_COUNT' ? 'file' : ''), message }]);
  }
  return new UzelError('UZ1106', 'The upload broke off. Send the file again.', { cause: error });
}
