import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { UzelError } from '../../src/errors.js';
import { AUTH, type ProtocolServer, startProtocol } from './support/protocol-server.js';
import { sendRaw } from './support/raw-http.js';

const LIMIT = 64 * 1024;

let server: ProtocolServer;
let cookie: string;
const applied: string[] = [];
beforeAll(async () => {
  server = await startProtocol({ FILE_LIMIT: String(LIMIT) });
});
afterAll(async () => await server.close());
beforeEach(async () => {
  ({ cookie } = await server.login());
  await server.get('type=catalog&mode=init', { cookie });
  applied.length = 0;
  server.api.applySaleFile = async (exchange, feed) => {
    applied.push(`${exchange.type} ${feed.name}`);
    return 'done';
  };
});

/** The newest feed of a name, with its bytes. */
async function stored(name: string): Promise<{ bytes: Buffer; type: string } | null> {
  const row = await server.db.knex('feeds').where({ name }).orderBy('feed_id', 'desc').first();
  if (!row) return null;
  return {
    type: row.type,
    bytes: (await readFile(server.services.blobs.localPath(row.stored_as))).subarray(0, Number(row.size)),
  };
}

/** Sends requests on one connection, each after the answer to the former; the answers. */
async function inTurn(requests: readonly Buffer[]): Promise<string[]> {
  const socket = connect(server.port, '127.0.0.1');
  const answers: string[] = [];
  for (const request of requests) {
    socket.write(request);
    answers.push(String((await once(socket, 'data'))[0]));
  }
  socket.destroy();
  return answers;
}

const send = async (
  filename: string,
  body: string | Buffer | FormData,
  headers: Record<string, string> = {},
  type = 'catalog',
) => await server.post(`type=${type}&mode=file&filename=${filename}`, body, { cookie, ...headers });
const code = (text: string) => /^failure\n.+ \[(UZ\d+)]$/.exec(text)?.[1];

describe('file', () => {
  it('stores the body and answers the single word', async () => {
    const { bytes } = await send('import.xml', '<?xml');
    expect(bytes.toString('latin1')).toBe('success');
    expect((await stored('import.xml'))?.bytes.toString()).toBe('<?xml');
  });

  it('appends the pieces of a name', async () => {
    for (const piece of ['one,', 'two,', 'three']) expect((await send('pieces.txt', piece)).text).toBe('success');
    expect((await stored('pieces.txt'))?.bytes.toString()).toBe('one,two,three');
  });

  it('takes the body without Content-Type, and under any', async () => {
    const body = Buffer.from('a=1&b=2');
    const request = `POST /1c_exchange?type=catalog&mode=file&filename=bare.txt HTTP/1.0\r\nCookie: ${cookie}\r\nContent-Length: ${body.length}\r\n\r\n`;
    const bare = await sendRaw(server.port, Buffer.concat([Buffer.from(request), body]));
    expect(bare.body.toString()).toBe('success');
    for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/xml']) {
      expect((await send('typed.txt', body, { 'content-type': type })).text).toBe('success');
    }
    expect((await stored('typed.txt'))?.bytes.toString()).toBe('a=1&b=2'.repeat(3));
    expect((await stored('bare.txt'))?.bytes.toString()).toBe('a=1&b=2');
  });

  it('takes a body in chunks of HTTP/1.1', async () => {
    const head = `POST /1c_exchange?type=catalog&mode=file&filename=chunked.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: ${cookie}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const answer = await sendRaw(server.port, `${head}3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`);
    expect(answer.body.toString()).toBe('success');
    expect((await stored('chunked.txt'))?.bytes.toString()).toBe('abcde');
  });

  it('streams: the inbox reads before the client has sent all', async () => {
    let seen: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      seen = resolve;
    });
    const { receiveFile } = server.api;
    server.api.receiveFile = async (_exchange, _name, body) => {
      const chunks: Buffer[] = [];
      for await (const chunk of body) {
        chunks.push(chunk);
        seen();
      }
      expect(Buffer.concat(chunks).toString()).toBe('first,last');
      throw new UzelError('UZ1105', 'Диск полон.');
    };
    const answered = new Promise<string>((resolve, reject) => {
      const request = httpRequest(
        `${server.url}/1c_exchange?type=catalog&mode=file&filename=slow.xml`,
        { method: 'POST', headers: { cookie, 'content-length': 10 } },
        (response) => {
          response.setEncoding('latin1').on('data', resolve);
        },
      );
      request.on('error', reject);
      request.write('first,');
      void first.then(() => request.end('last'));
    });
    expect(await answered).toMatch(/^failure\n/);
    server.api.receiveFile = receiveFile;
  });

  it.each([
    ['a name in UTF-8', encodeURIComponent('каталог.xml')],
    ['a name in windows-1251', '%EA%E0%F2%E0%EB%EE%E3.xml'],
    ['the path of a Linux server', '/tmp/каталог.xml'],
    ['a path with a back slash', '\\каталог.xml'],
  ])('takes %s', async (_, raw) => {
    expect((await send(raw, 'x')).text).toBe('success');
    expect(await stored('каталог.xml')).not.toBeNull();
  });

  it.each([
    ['windows-1251', 'win1251', 'сырой 1.xml'],
    ['UTF-8', 'utf8', 'сырий ґ.xml'],
    ['ASCII', 'ascii', 'with two blanks.xml'],
  ])('takes a name that nobody escaped, in %s, also as a later request of a connection', async (_, encoding, name) => {
    const line = iconv.encode(`POST /1c_exchange?type=catalog&mode=file&filename=${name} HTTP/1.1\r\n`, encoding);
    const rest = (connection: string) =>
      Buffer.from(`Host: x\r\nCookie: ${cookie}\r\nConnection: ${connection}\r\nContent-Length: 3\r\n\r\nтx`);
    const [first, ...answers] = await inTurn([
      Buffer.from(`GET /1c_exchange?type=catalog&mode=init HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n`),
      Buffer.concat([line, rest('keep-alive')]),
      Buffer.concat([line, rest('close')]),
    ]);
    expect(first).toMatch(/file_limit=/);
    expect(answers).toEqual([expect.stringMatching(/success$/), expect.stringMatching(/success$/)]);
    expect((await stored(name))?.bytes.toString()).toBe('тxтx');
  });

  it.each(['..%2F..%2Fetc%2Fpasswd', 'a/../../b.xml', 'shell.php', '%00.xml', ''])(
    'refuses the name "%s"',
    async (name) => {
      expect(code((await send(name, 'x')).text)).toBe('UZ1101');
    },
  );

  it('refuses an empty body and keeps what was there', async () => {
    await send('kept.txt', 'there');
    const { status, text } = await send('kept.txt', '');
    expect([status, code(text)]).toEqual([200, 'UZ1102']);
    expect((await stored('kept.txt'))?.bytes.toString()).toBe('there');
  });

  it('refuses a piece over file_limit, by its length or by its bytes, and keeps what was there', async () => {
    await send('large.txt', 'there');
    const body = Buffer.alloc(LIMIT + 1, 'x');
    expect(code((await send('large.txt', body)).text)).toBe('UZ1103');
    const head = `POST /1c_exchange?type=catalog&mode=file&filename=large.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: ${cookie}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunks = Buffer.concat([
      Buffer.from(`${head}${body.length.toString(16)}\r\n`),
      body,
      Buffer.from('\r\n0\r\n\r\n'),
    ]);
    const answer = await sendRaw(server.port, chunks);
    expect(code(new TextDecoder('windows-1251').decode(answer.body))).toBe('UZ1103');
    expect((await stored('large.txt'))?.bytes.toString()).toBe('there');
    expect((await send('large.txt', Buffer.alloc(LIMIT, 'x'))).text).toBe('success');
  });

  it.each(['1.0', '1.1'])(
    'reads the answer to a refused 20 MB body by HTTP/%s after it has sent all',
    async (version) => {
      const body = Buffer.alloc(20 * 1024 * 1024, 'x');
      const head = `POST /1c_exchange?type=catalog&mode=file&filename=huge.xml HTTP/${version}\r\nHost: x\r\nConnection: close\r\nCookie: ${cookie}\r\nContent-Length: ${body.length}\r\n\r\n`;
      const answer = await sendRaw(server.port, Buffer.concat([Buffer.from(head), body]));
      expect(answer.status).toBe(200);
      expect(code(new TextDecoder('windows-1251').decode(answer.body))).toBe('UZ1103');
      const anonymous = Buffer.from(head.replace(/Cookie: .*\r\n/, ''));
      expect((await sendRaw(server.port, Buffer.concat([anonymous, body]))).status).toBe(401);
    },
  );

  it('keeps the connection of a refused body usable', async () => {
    const one = `POST /1c_exchange?type=catalog&mode=file&filename=..%2Fx HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Length: 3\r\n\r\nabc`;
    const two = `GET /1c_exchange?type=catalog&mode=init HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: ${cookie}\r\n\r\n`;
    const { body } = await sendRaw(server.port, one + two);
    expect(new TextDecoder('windows-1251').decode(body)).toMatch(/\[UZ1101]HTTP\/1\.1 200 OK[\s\S]*file_limit=65536$/);
  });

  it('keeps nothing of an upload that broke off', async () => {
    await send('broken.txt', 'there');
    await new Promise<void>((resolve) => {
      const request = httpRequest(`${server.url}/1c_exchange?type=catalog&mode=file&filename=broken.txt`, {
        method: 'POST',
        headers: { cookie, 'content-length': 1000 },
      });
      request.on('error', () => resolve());
      request.write('half', () => setTimeout(() => request.destroy(), 50));
    });
    expect((await send('broken.txt', ', and more')).text).toBe('success');
    expect((await stored('broken.txt'))?.bytes.toString()).toBe('there, and more');
  });

  it('needs an exchange', async () => {
    expect(code((await send('import.xml', 'x', { cookie: 'uzel_session=unknown' })).text)).toBe('UZ1003');
  });

  it('asks for no application of a catalogue', async () => {
    await send('import.xml', 'x');
    expect(applied).toEqual([]);
  });
});

describe('file of a form', () => {
  const form = (name: string, bytes: string | Buffer = 'of a form') => {
    const data = new FormData();
    data.append('other', 'field');
    data.append('file', new Blob([bytes]), name);
    return data;
  };

  it('goes the way of a raw body, under the name of the address or else of the form', async () => {
    expect((await send('address.txt', form('form.txt'))).text).toBe('success');
    expect((await stored('address.txt'))?.bytes.toString()).toBe('of a form');
    expect((await server.post('type=catalog&mode=file', form('форма.txt'), { cookie })).text).toBe('success');
    expect((await stored('форма.txt'))?.bytes.toString()).toBe('of a form');
  });

  it('is refused without a file, with an empty one, an unsafe name, and beyond the limit', async () => {
    const empty = new FormData();
    empty.append('only', 'a field');
    expect(code((await send('no.txt', empty)).text)).toBe('UZ1102');
    expect(code((await send('no.txt', form('x', ''))).text)).toBe('UZ1102');
    expect(code((await send('..%2Fno.txt', form('x'))).text)).toBe('UZ1101');
    expect(code((await send('no.txt', form('x', Buffer.alloc(LIMIT + 1)))).text)).toBe('UZ1103');
    expect(await stored('no.txt')).toBeNull();
  });

  it('is refused when it breaks off, and leaves nothing', async () => {
    const body = '--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nhalf of it';
    const head = `POST /1c_exchange?type=catalog&mode=file&filename=half.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\n\r\n`;
    const answer = await sendRaw(server.port, head + body);
    expect(code(new TextDecoder('windows-1251').decode(answer.body))).toBe('UZ1106');
    expect(await stored('half.txt')).toBeNull();
  });
});

describe('file of orders', () => {
  it('is applied before the answer', async () => {
    const sale = await server.login('sale');
    const { text } = await server.post('type=sale&mode=file&filename=orders.xml', 'x', { cookie: sale.cookie });
    expect([text, applied]).toEqual(['success', ['sale orders.xml']]);
    expect((await stored('orders.xml'))?.type).toBe('sale');
  });

  it('is of orders when the request says so, whatever the checkauth was for', async () => {
    await send('orders2.xml', 'x', {}, 'sale');
    expect(applied).toEqual(['sale orders2.xml']);
  });

  it('is accepted when its further pieces are still to come', async () => {
    server.api.applySaleFile = async () => 'waiting';
    expect((await send('part.xml', 'x', {}, 'sale')).text).toBe('success');
  });

  it('tells why it cannot be applied', async () => {
    server.api.applySaleFile = async () => {
      throw new UzelError('UZ1301', 'Файл orders.xml, строка 7: тег не закрыт. Выгрузите заказы заново.');
    };
    const { status, text } = await send('orders3.xml', 'x', {}, 'sale');
    expect([status, text]).toEqual([
      200,
      'failure\nФайл orders.xml, строка 7: тег не закрыт. Выгрузите заказы заново. [UZ1301]',
    ]);
  });

  it('works by Basic alone', async () => {
    await server.login('sale');
    const { text } = await server.post('type=sale&mode=file&filename=basic.xml', 'x', AUTH);
    expect([text, applied]).toEqual(['success', ['sale basic.xml']]);
  });
});
