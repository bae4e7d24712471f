import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** The beginning of a request line, up to its target. */
const METHOD = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE) /;
/** The end of a request line, and what of it may stand at the end of a packet. What is before it is the target, blanks and all. */
const VERSION = / HTTP\/1\.[01]\r?\n$/;
const PART_OF_VERSION = / (?:H(?:T(?:T(?:P(?:\/(?:1(?:\.(?:[01]\r?)?)?)?)?)?)?)?)?$/;
/** What no parser of Node's lets through in a target: blanks and bytes beyond ASCII. */
const REFUSED = /[^\x21-\x7e]/;
const LONGEST = 16 * 1024;
const LF = '\n';
const STAND_IN = '_'.charCodeAt(0);

/** The request line that a connection is sending, as far as it came; absent while a request is read or answered. */
const begun = new WeakMap<Socket, string>();
const waiting = new WeakMap<Socket, string>();
const targets = new WeakMap<IncomingMessage, string>();

/**
 * Lets requests through whose names were not escaped: 1C's code puts a file name into the address as it is
 * (one-c-client.md §1), and old platforms send its bytes, which Node refuses. They are overwritten before Node's
 * parser sees them, and kept for `targetOf`. A request begins where no other one of its connection is being answered:
 * 1C does not send ahead.
 */
export function acceptRawTargets(server: Server): void {
  server.on('connection', (socket) => {
    begun.set(socket, '');
    socket.prependListener('data', (packet: Buffer) => cover(socket, packet));
  });
  server.prependListener('request', (request, response) => {
    const { socket } = request;
    begun.delete(socket);
    // A request that was answered early still sends its body: only after that does the next one begin.
    const next = (): void => {
      waiting.delete(socket);
      begun.set(socket, '');
    };
    response.once('close', () => (request.complete ? next() : request.once('end', next)));
    const target = waiting.get(socket);
    if (target === undefined) return;
    waiting.delete(socket);
    targets.set(request, target);
    request.url = escaped(target); // REST and logs read it as any other address
  });
}

const escaped = (target: string): string =>
  target.replace(new RegExp(REFUSED, 'g'), (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** The target of a request as its client wrote it, one character for each byte. */
export function targetOf(request: IncomingMessage): string {
  return targets.get(request) ?? request.url ?? '';
}

/** A request line may come in several packets: each is passed on at once, so each is covered by itself. */
function cover(socket: Socket, packet: Buffer): void {
  const former = begun.get(socket);
  if (former === undefined) return;
  const text = packet.subarray(0, LONGEST).toString('latin1');
  const line = former + text.slice(0, text.indexOf(LF) + 1 || text.length);
  const isWhole = line.endsWith(LF);
  if (line.length > LONGEST || (isWhole && line.trim() !== '')) begun.delete(socket);
  else begun.set(socket, isWhole ? '' : line);
  const start = METHOD.exec(line)?.[0].length;
  const end = isWhole ? VERSION.exec(line)?.index : (PART_OF_VERSION.exec(line)?.index ?? line.length);
  if (start === undefined || end === undefined) return;
  for (let i = Math.max(start, former.length); i < end; i++) {
    if (REFUSED.test(line.charAt(i))) packet[i - former.length] = STAND_IN;
  }
  const target = line.slice(start, end);
  if (isWhole && REFUSED.test(target)) waiting.set(socket, target);
}
