import express, { type ErrorRequestHandler, type Express, type Router } from 'express';
import { UzelError } from '../errors.js';
import { notesOf } from '../protocol/notes.js';
import type { Services } from '../services.js';
import type { RequestHistory } from './request-history.js';
import { logRequests } from './request-log.js';

/** The parts that the application is put together from. */
export interface AppParts {
  /** /1c_exchange and its other names. */
  readonly protocol: Router;
  /** /v1; renders its own errors. */
  readonly api: Router;
  /** /docs: the API for people. */
  readonly docs: Router;
  /** /live and /ready. */
  readonly health: Router;
  /** What 1C asked, exchange by exchange. */
  readonly history: RequestHistory;
}

const ABOUT = `Uzel: exchange with 1C:Enterprise and BAS.

1C («Обмен с сайтом»)   /1c_exchange
REST API                 /v1   (description: /docs, /v1/openapi.json)
Health                   /live, /ready
`;

/**
 * The whole HTTP application. Its parts are made by the caller; here is what they share: the log, proxies, the last
 * errors.
 */
export function createApp(services: Services, parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // REST sets its own
  app.set('trust proxy', trustProxy(services.config.TRUST_PROXY));
  app.use(logRequests(services.log, parts.history));
  app.use(parts.health);
  app.use(parts.protocol);
  app.use('/v1', parts.api);
  app.use('/docs', parts.docs);
  app.get('/', (_request, response) => {
    response.type('text/plain; charset=utf-8').end(ABOUT);
  });
  app.use((request, response) => {
    response
      .status(404)
      .json({ error: 'not found', detail: `There is nothing at ${request.path}. See / for what there is.` });
  });
  app.use(lastError(services));
  return app;
}

/** `trust proxy` of Express: true, a number of hops, or addresses. */
function trustProxy(setting: string | undefined): boolean | number | string {
  if (setting === undefined || setting === 'false') return false;
  if (setting === 'true') return true;
  return /^\d+$/.test(setting) ? Number(setting) : setting;
}

function lastError(services: Services): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    const error = thrown instanceof UzelError ? thrown : asUzelError(thrown);
    notesOf(response).error = error;
    if (response.headersSent) {
      services.log.error({ err: thrown, path: request.path }, 'failed after the answer had begun');
      next(thrown); // Express cuts the connection: half an answer must not look whole
      return;
    }
    response.status(error.status).json({ error: error.code, detail: error.publicMessage });
  };
}

function asUzelError(thrown: unknown): UzelError {
  if (thrown instanceof URIError) return new UzelError('UZ1507', 'The address is not a valid one.', { cause: thrown });
  return new UzelError('UZ1999', 'Something failed inside the server. Its log says what.', { cause: thrown });
}
