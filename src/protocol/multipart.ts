import type { Request } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { UzelError } from '../errors.js';
import type { Feed } from '../store/exchanges/feeds.js';
import { decodeBytes } from './text.js';
import type { ExchangeTurn } from './turn.js';

export function isMultipart(request: Request): boolean {
  return request.is('multipart/form-data') !== false && request.is('multipart/form-data') !== null;
}

/**
 * mode=file as a form of a browser or of a client that knows no other way: its one file goes the same way as a raw
 * body. The name of the address counts, else that of the form. @throws UZ1102 no file in the form, UZ1106 broken off,
 * and as `receiveFile`.
 */
export async function receiveForm({ api, exchange, parameters, request, response }: ExchangeTurn): Promise<Feed> {
  let receiving: Promise<Feed> | undefined;
  const storage: StorageEngine = {
    _handleFile: (_request, part, done) => {
      const name = parameters.filename ?? decodeBytes(Buffer.from(part.originalname, 'latin1'));
      receiving = api.receiveFile(exchange, name, part.stream);
      receiving.then(() => done(null, {}), done);
    },
    _removeFile: (_request, _part, done) => done(null), // a piece that failed was cut off by the inbox itself
  };
  const limits = { files: 1, fields: 20, fieldSize: 64 * 1024, parts: 25 };
  const parse = multer({ storage, preservePath: true, limits }).any();
  try {
    await new Promise<void>((resolve, reject) => {
      parse(request, response, (error: unknown) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    await Promise.allSettled([receiving]); // the inbox is still clearing up what came of the form
    throw toFailure(error);
  }
  if (receiving) return await receiving;
  throw new UzelError('UZ1102', 'В форме нет файла. Отправьте файл обмена телом запроса или одним полем формы.');
}

function toFailure(error: unknown): unknown {
  if (error instanceof UzelError) return error;
  if (error instanceof MulterError) {
    return new UzelError(
      'UZ1106',
      'Форма с файлом составлена неверно: нужен один файл. Отправьте файл обмена телом запроса.',
      { cause: error },
    );
  }
  return new UzelError('UZ1106', 'Передача файла оборвалась. Повторите обмен.', { cause: error });
}
