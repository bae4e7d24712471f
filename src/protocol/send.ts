import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.js';
import { drain } from './body.js';
import type { Notes } from './notes.js';
import { tellOfSending, watchForLoss } from './sent-whole.js';

/**
 * Sends an answer whole: with its length, not to be kept, no ETag (it would be answered with 304; that of type=listen says something else). What is left of
 * the body is read away before: a client that sends first and reads then would else see a broken connection and no
 * reason.
 */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  notes: Notes,
): Promise<void> {
  watchForLoss(request.socket, null);
  const usable = await drain(request, notes);
  if (response.destroyed) return;
  response.statusCode = answer.status;
  if (answer.status !== 304) {
    response.setHeader('Content-Type', answer.contentType);
    response.setHeader('Content-Length', answer.body.length);
  }
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (answer.status === 401) response.setHeader('WWW-Authenticate', 'Basic realm="Uzel"');
  if (!usable) response.setHeader('Connection', 'close');
  if (answer.sending) tellOfSending(response, answer.sending);
  response.end(answer.body);
}
