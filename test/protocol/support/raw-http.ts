import { connect } from 'node:net';

/** An answer as its bytes came over the wire. */
export interface RawAnswer {
  readonly statusLine: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/**
 * Sends bytes as they are and reads until the server closes, as 1C's oldest platform does: all of the request first,
 * then the answer. The request must ask for `Connection: close` or be HTTP/1.0.
 */
export async function sendRaw(port: number, request: string | Buffer): Promise<RawAnswer> {
  return parseAnswer(await exchangeBytes(port, Buffer.isBuffer(request) ? request : Buffer.from(request, 'latin1')));
}

async function exchangeBytes(port: number, bytes: Buffer): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => received.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => resolve(Buffer.concat(received)));
  });
}

export function parseAnswer(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) throw new Error(`no HTTP answer: ${bytes.toString('latin1')}`);
  const [statusLine = '', ...fields] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = new Map(
    fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()] as const;
    }),
  );
  return { statusLine, status: Number(statusLine.split(' ')[1]), headers, body: bytes.subarray(end + 4) };
}
