import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Sending } from './answer.js';

/** Of each connection, what is to be done when it breaks before the client has asked for anything else on it. */
const watched = new WeakMap<Socket, () => void>();

/**
 * Tells how the sending of an answer ends: whole when its last byte went to the network. A connection that breaks after that (it is
 * reset: the client died with bytes unread) takes it back, unless a further request has shown that the client was done with it.
 */
export function tellOfSending(response: ServerResponse, sending: Sending): void {
  const { socket } = response;
  response.once('finish', () => {
    if (!socket || socket.destroyed || socket.errored) return;
    const noted = sending.whole();
    watchForLoss(socket, () => void noted.then(() => sending.lost()));
  });
}

/** @param lost null = the client has asked for something else: what it was sent before is not lost any more */
export function watchForLoss(socket: Socket, lost: (() => void) | null): void {
  const former = watched.get(socket);
  if (former) socket.off('error', former);
  watched.delete(socket);
  if (!lost) return;
  watched.set(socket, lost);
  socket.once('error', lost);
}
