import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { type Notes, notesOf } from '../protocol/notes.js';

/** What an orchestrator asks every few seconds; of interest only to who looks for it. */
const PROBES = new Set(['/live', '/ready']);

/**
 * One line for each request, when its answer has gone or its client has: exchange id, node, type, mode, file, bytes,
 * ms, first word of the answer. The address is logged without its parameters: sessid stands there.
 */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    const { method, path } = request;
    response.on('close', () => {
      const { error, bytesIn, ...notes }: Notes = notesOf(response);
      const line = {
        ...notes,
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
      if (error && error.status >= 500) log.error(line, 'request');
      else if (error) log.warn(line, 'request');
      else if (PROBES.has(path)) log.debug(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}
