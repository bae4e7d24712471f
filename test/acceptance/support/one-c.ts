import http, { type IncomingHttpHeaders } from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A client that sends exactly the bytes that a test says, as any 1C may; it forgives nothing and follows nothing. */

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** The bytes as windows-1251. */
  readonly text: string;
  readonly lines: readonly string[];
}

export interface Asking {
  readonly method?: string;
  /** Pieces of a body without a length are sent in chunks, `pauseMs` apart. */
  readonly body?: string | Buffer | readonly Buffer[];
  readonly pauseMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Login {
  readonly login: string;
  readonly password: string;
}

export const basic = ({ login, password }: Login): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`,
});

/** One request. @param target path and query as they are to stand in the request line */
export async function ask(url: string, target: string, asking: Asking = {}): Promise<Answer> {
  const { method = 'GET', body, pauseMs = 0, headers = {} } = asking;
  const { hostname, port } = new URL(url);
  const length = typeof body === 'string' || Buffer.isBuffer(body) ? { 'content-length': Buffer.byteLength(body) } : {};
  return await new Promise((resolve, reject) => {
    const request = http.request(
      { hostname, port, path: target, method, headers: { ...length, ...headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve(answerOf(response.statusCode ?? 0, response.headers, Buffer.concat(chunks))));
      },
    );
    request.on('error', reject);
    void (async () => {
      for (const piece of Array.isArray(body) ? (body as readonly Buffer[]) : []) {
        request.write(piece);
        if (pauseMs > 0) await sleep(pauseMs);
      }
      request.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : undefined);
    })();
  });
}

function answerOf(status: number, headers: IncomingHttpHeaders, bytes: Buffer): Answer {
  const text = new TextDecoder('windows-1251').decode(bytes);
  return { status, headers, bytes, text, lines: text.split('\n') };
}

/**
 * Bytes over a socket of its own, until the server closes it or `endMs` passed. What came back, as it came.
 * @param options `answered`: as 1C does, nothing is sent ahead: each packet waits for the answers to those before it
 */
export async function overSocket(
  url: string,
  packets: readonly (string | Buffer)[],
  options: { pauseMs?: number; endMs?: number; cut?: boolean; answered?: boolean } = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  socket.setNoDelay(true);
  let received = '';
  socket.on('data', (data) => {
    received += data.toString('latin1');
  });
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.on('error', () => resolve());
  });
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  const answers = () => received.split('HTTP/1.1 ').length - 1;
  for (const [index, packet] of packets.entries()) {
    if (options.answered) for (let tries = 0; answers() < index && tries < 1000; tries += 1) await sleep(20);
    socket.write(typeof packet === 'string' ? Buffer.from(packet, 'latin1') : packet);
    await sleep(options.pauseMs ?? 0);
  }
  if (options.cut) socket.destroy();
  await Promise.race([closed, sleep(options.endMs ?? 20_000, undefined, { ref: false })]);
  socket.destroy();
  return received;
}

/** A 1C that was let in: all that line 2 to 5 of checkauth gave, and its requests with the hand-made cookie. */
export interface Session {
  readonly type: string;
  readonly cookie: string;
  readonly sessid: string;
  readonly timestamp: string;
  /** @param more what stands after the mode, beginning with `&` */
  ask(mode: string, more?: string, asking?: Asking): Promise<Answer>;
  init(): Promise<Answer>;
  file(name: string, body: string | Buffer | readonly Buffer[], asking?: Asking): Promise<Answer>;
  /** Asks again at once as long as `progress` is answered, as 1C does. */
  import(name: string): Promise<{ last: Answer; progress: readonly Answer[] }>;
}

export interface OneCOptions {
  readonly address?: string;
  /** false = Basic with each request and no cookie. */
  readonly cookie?: boolean;
}

/** checkauth, as one of the node's 1C. @throws what the server said when it is no `success` */
export async function openSession(
  url: string,
  login: Login,
  type: 'catalog' | 'sale' | 'reference' | 'get_catalog' = 'catalog',
  { address = '/1c_exchange?', cookie: byCookie = true }: OneCOptions = {},
): Promise<Session> {
  const first = await ask(url, `${address}type=${type}&mode=checkauth`, { headers: basic(login) });
  const [word, name, value, sessid = '', timestamp = ''] = first.lines;
  if (word !== 'success') throw new Error(first.text);
  const cookie = `${name}=${value}`;
  const identity: Record<string, string> = byCookie ? { cookie } : basic(login);
  const session: Session = {
    type,
    cookie,
    sessid: sessid.replace('sessid=', ''),
    timestamp: timestamp.replace('timestamp=', ''),
    ask: async (mode, more = '', asking = {}) =>
      await ask(url, `${address}type=${type}&mode=${mode}${more}`, {
        ...asking,
        headers: { ...identity, ...asking.headers },
      }),
    init: async () => await session.ask('init'),
    file: async (name, body, asking = {}) =>
      await session.ask('file', `&filename=${name}`, { method: 'POST', body, ...asking }),
    import: async (name) => {
      const progress: Answer[] = [];
      for (;;) {
        const last = await session.ask('import', `&filename=${name}`);
        if (last.lines[0] !== 'progress') return { last, progress };
        progress.push(last);
      }
    },
  };
  return session;
}

/** Pieces of at most `size` bytes, as 1C cuts a file by file_limit. */
export function cut(bytes: string | Buffer, size: number): Buffer[] {
  const whole = Buffer.from(bytes as string);
  const pieces: Buffer[] = [];
  for (let start = 0; start < whole.length; start += size) pieces.push(whole.subarray(start, start + size));
  return pieces;
}
