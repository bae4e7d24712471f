import cookieParser from 'cookie-parser';
import { Router } from 'express';
import { toUzelError } from '../errors.js';
import type { Services } from '../services.js';
import { type Answer, failure, firstLine, firstWord } from './answer.js';
import { createAuthenticator } from './authenticator.js';
import { readCredentials } from './credentials.js';
import type { ExchangeApi } from './exchange-api.js';
import { notesOf } from './notes.js';
import { readParameters } from './parameters.js';
import { targetOf } from './raw-target.js';
import { type Asked, respond } from './respond.js';
import { send } from './send.js';
import { cookieOf } from './session.js';

/**
 * Where 1C looks for us: the addresses that people paste, and the one it takes when they paste none. A slash may
 * follow.
 */
const PATHS = ['/1c_exchange', '/1c_exchange.php', '/bitrix/admin/1c_exchange.php'];

/** The exchange protocol as an Express router, to be mounted at `/`, before anything that reads bodies. */
export function createProtocolRouter(services: Services, exchangeApi: ExchangeApi): Router {
  const authenticator = createAuthenticator(services);
  const router = Router({ strict: false });
  router.all(PATHS, cookieParser(), async (request, response) => {
    const notes = notesOf(response);
    const parameters = readParameters(targetOf(request));
    Object.assign(notes, { type: parameters.type, mode: parameters.mode, file: parameters.filename?.slice(0, 300) });
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const asked = { services, api: exchangeApi, request, response, parameters, notes, gone: gone.signal };
    const answer = await respond(asked, authenticator).catch((error: unknown) => refuse(asked, error));
    notes.answer = firstWord(answer);
    notes.firstLine = firstLine(answer);
    await send(request, response, answer, notes);
  });
  return router;
}

/** Any error as the `failure` that 1C shows; the log gets all of it. */
function refuse(asked: Asked, thrown: unknown): Answer {
  const error = toUzelError(thrown);
  asked.notes.error = error;
  const { mode } = asked.parameters;
  const answer = failure(error, mode === 'import' || mode === 'file' ? 'long' : 'short');
  const anonymous = (error.code === 'UZ1001' || error.code === 'UZ1003') && showsNoCredentials(asked);
  return anonymous ? { ...answer, status: 401 } : answer;
}

/**
 * A platform that sends Basic only when it is asked to must be asked: by 401, the one status of ours that is not 200.
 */
function showsNoCredentials({ request, parameters }: Asked): boolean {
  if (readCredentials(request.headers.authorization)) return false;
  return parameters.mode === 'checkauth' || cookieOf(request) === null;
}
