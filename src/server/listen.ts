import http, { type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Config } from '../config.js';
import { UzelError } from '../errors.js';
import { failure } from '../protocol/answer.js';
import { acceptRawTargets } from '../protocol/raw-target.js';

/** A connection that is gone without a word is noticed by TCP itself after about so long. */
const KEEP_ALIVE_PROBE_MS = 60_000;
/** How long the other side may take to close a connection that was refused. */
const HALF_CLOSED_MS = 5_000;

/**
 * Listens for HTTP. No time-out of Node cuts a slow upload or a held import: only the headers must come in time.
 * @throws UZ1606 when host or port cannot be had
 */
export async function listen(handler: RequestListener, config: Pick<Config, 'HOST' | 'PORT'>): Promise<Server> {
  const server = http.createServer(
    { keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS, requestTimeout: 0 },
    handler,
  );
  server.timeout = 0;
  server.headersTimeout = 60_000;
  server.keepAliveTimeout = 75_000; // longer than what usual proxies keep, so that they close first
  server.on('clientError', refuseMalformed);
  acceptRawTargets(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(cannotListen(config, cause)));
    server.listen(config.PORT, config.HOST, resolve);
  });
  return server;
}

/** Where this process itself reaches its server. */
export function localUrl(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
  return `http://${family === 'IPv6' && host !== '127.0.0.1' ? `[${host}]` : host}:${port}`;
}

/** Stops accepting, lets running requests end, and cuts what is left after `graceMs`. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve()); // its only error is "not running", which is what we want
  });
  // A connection that is kept alive falls idle only when its request has ended, and would then stay for a minute.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}

/** What is no HTTP still gets an answer that 1C can show. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { body, contentType } = failure({
    code: 'UZ1005',
    publicMessage:
      'Запрос не разобран: это не HTTP. Проверьте адрес обмена в настройке 1С; для HTTPS нужен прокси-сервер перед Uzel.',
  });
  const head = [
    'HTTP/1.1 400 Bad Request',
    `Content-Type: ${contentType}`,
    `Content-Length: ${body.length}`,
    'Connection: close',
    '\r\n',
  ].join('\r\n');
  socket.end(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  socket.setTimeout(HALF_CLOSED_MS, () => socket.destroy()); // a client that never closes would keep it for ever
}

function cannotListen({ HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>, cause: NodeJS.ErrnoException): UzelError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${PORT} is taken by another program. Stop it, or choose another PORT.`,
    EACCES: `Port ${PORT} needs more rights than this user has. Choose a PORT above 1023.`,
    EADDRNOTAVAIL: `${HOST} is no address of this computer. Correct HOST.`,
  };
  const text = reasons[cause.code ?? ''] ?? `Cannot listen on ${HOST}:${PORT}: ${cause.message}. Check HOST and PORT.`;
  return new UzelError('UZ1606', text, { cause });
}
