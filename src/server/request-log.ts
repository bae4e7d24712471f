import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { requestNotesOf } from '../api/http/request-notes.js';
import { type Notes, notesOf } from '../protocol/notes.js';
import type { RequestHistory } from './request-history.js';

/** What an orchestrator asks every few seconds; of interest only to who looks for it. */
const PROBES = new Set(['/live', '/ready']);

/**
 * One line for each request, when its answer has gone or its client has: exchange id, node, type, mode, file, bytes,
 * ms, first word of the answer; over REST the name and the id of the key, and of a write what it does and the id of what it made. The
 * address is logged without its parameters: sessid stands there. Those of an exchange go into its history too.
 */
export function logRequests(log: Logger, history: Pick<RequestHistory, 'note'>): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    const at = new Date();
    const { method, path } = request;
    response.on('close', () => {
      const { error, bytesIn, firstLine, ...notes }: Notes = notesOf(response);
      const line = {
        ...notes,
        ...requestNotesOf(response),
        method,
        path,
        status: response.statusCode,
        in: bytesIn ?? Number(request.headers['content-length'] ?? 0),
        out: Number(response.getHeader('content-length') ?? 0),
        ms: Math.round(performance.now() - begun),
        from: request.ip,
        ...(!response.writableFinished && { brokenOff: true }),
        ...(error && { code: error.code, error: error.publicMessage, detail: error.detail, err: error.cause }),
      };
      if (notes.shop && notes.exchange) {
        const { shop: shopId, exchange: exchangeId, type = null, mode = null, file = null } = notes;
        const { status, in: received, out, ms } = line;
        const answer = { status, answer: firstLine || null, bytesIn: received, bytesOut: out, ms };
        const asked = { at, method, type, mode, file, address: request.ip ?? null };
        history.note({ shopId, exchangeId, ...asked, ...answer, errorCode: error?.code ?? null });
      }
      if (error && error.status >= 500) log.error(line, 'request');
      else if (error) log.warn(line, 'request');
      else if (PROBES.has(path)) log.debug(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}
