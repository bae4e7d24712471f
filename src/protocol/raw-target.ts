import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * A request line, from the first byte of a packet on; what stands between method and version is the target, blanks
 * and all.
 */
const REQUEST_LINE = /^((?:GET|POST) )([^\r\n]*) HTTP\/1\.[01]\r?\n/;
/** What no parser of Node's lets through in a target: blanks and bytes beyond ASCII. */
const REFUSED = /[^\x21-\x7e]/;
const LONGEST = 16 * 1024;
const STAND_IN = '_'.charCodeAt(0);

const waiting = new WeakMap<Socket, string>();
const targets = new WeakMap<IncomingMessage, string>();

/**
 * Lets requests through whose names were not escaped: 1C's code puts a file name into the address as it is
 * (one-c-client.md §1), and old platforms send its bytes, which Node refuses. They are overwritten before Node's
 * parser sees them, and kept for `targetOf`. A request begins where no other one of its connection is being answered:
 * 1C does not send ahead.
 */
export function acceptRawTargets(server: Server): void {
  const answering = new WeakSet<Socket>();
  server.on('connection', (socket) => {
    socket.prependListener('data', (packet: Buffer) => {
      if (!answering.has(socket)) cover(socket, packet);
    });
  });
  server.prependListener('request', (request, response) => {
    const { socket } = request;
    answering.add(socket);
    response.once('close', () => answering.delete(socket));
    const target = waiting.get(socket);
    if (target === undefined) return;
    waiting.delete(socket);
    targets.set(request, target);
  });
}

/** The target of a request as its client wrote it, one character for each byte. */
export function targetOf(request: IncomingMessage): string {
  return targets.get(request) ?? request.url ?? '';
}

function cover(socket: Socket, packet: Buffer): void {
  const [, method = '', target = ''] = REQUEST_LINE.exec(packet.subarray(0, LONGEST).toString('latin1')) ?? [];
  if (!REFUSED.test(target)) return;
  waiting.set(socket, target);
  for (let i = method.length; i < method.length + target.length; i++) {
    if (REFUSED.test(String.fromCharCode(packet[i] ?? 0))) packet[i] = STAND_IN;
  }
}
