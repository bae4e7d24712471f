import type { Request } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import { UzelError } from '../errors.js';
import type { Feed } from '../store/feeds.js';
import { decodeBytes } from './text.js';
import type { ExchangeTurn } from './turn.js';

export function isMultipart(request: Request): boolean {
  return request.is('multipart/form-data') !== false && request.is('multipart/form-data') !== null;
}

/**
 * mode=file as a form of a browser or of a client that knows no other way: its one file goes the same way as a raw body. The name of the
 * address counts, else that of the form. @throws UZ1102 no file in the form, UZ1106 broken off, and as `receiveFile`.
 */
export async function receiveForm(turn: ExchangeTurn): Promise<Feed> {
  const received: { feed?: Feed } = {};
  const storage = storageOf(turn, (feed) => {
    received.feed = feed;
  });
  const parse = multer({
    storage,
    preservePath: true,
    limits: { files: 1, fields: 20, fieldSize: 64 * 1024, parts: 25 },
  }).any();
  await new Promise<void>((resolve, reject) => {
    parse(turn.request, turn.response, (error: unknown) => (error ? reject(toFailure(error)) : resolve()));
  });
  if (received.feed) return received.feed;
  throw new UzelError('UZ1102', 'В форме нет файла. Отправьте файл обмена телом запроса или одним полем формы.');
}

function storageOf({ api, exchange, parameters }: ExchangeTurn, received: (feed: Feed) => void): StorageEngine {
  return {
    _handleFile: (_request, part, done) => {
      api
        .receiveFile(
          exchange,
          parameters.filename ?? decodeBytes(Buffer.from(part.originalname, 'latin1')),
          part.stream,
        )
        .then(
          (feed) => {
            received(feed);
            done(null, {});
          },
          (error: unknown) => done(error),
        );
    },
    _removeFile: (_request, _part, done) => done(null), // a piece that failed was cut off by the inbox itself
  };
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
