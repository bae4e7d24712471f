import http from 'node:http';
import type { AddressInfo } from 'node:net';
import iconv from 'iconv-lite';

/** A request as it came over the wire; `url` is latin1 text, one character a byte. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly mode: string;
  readonly rawHeaders: readonly string[];
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** Running number of the TCP connection. */
  readonly connection: number;
}

/** What the fake answers, headers and bytes as the test wants them. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A site that answers what the test says; the one place where a fake is right: it is the client that is under test. */
export interface FakeSite {
  readonly url: string;
  readonly seen: SeenRequest[];
  /** `GET ?type=…` lines in order. */
  lines(): string[];
  close(): Promise<void>;
}

/** Answers a request: text is sent as a site does, in windows-1251 with the charset named. */
export type Responder = (request: SeenRequest, count: number) => FakeAnswer | string | undefined;

/** A good answer to sale/info, its first letter Latin as Bitrix writes it. */
export const INFO =
  '<?xml version="1.0" encoding="windows-1251"?><Справочник><Cтатусы><Элемент><Ид>N</Ид><Название>Принят</Название>' +
  '</Элемент></Cтатусы><ПлатежныеСистемы><Элемент><Ид>2</Ид><Название>Картой</Название>' +
  '<ТипОплаты>Эквайринговая оплата</ТипОплаты></Элемент></ПлатежныеСистемы><СлужбыДоставки/></Справочник>';

const GOOD: Readonly<Record<string, string>> = {
  checkauth: 'success\nSESSION\nabc123\nsessid=feed\ntimestamp=1700000000',
  init: 'zip=no\nfile_limit=1000000',
  file: 'success',
  import: 'success',
  query: '<?xml version="1.0" encoding="windows-1251"?><КоммерческаяИнформация ВерсияСхемы="2.05"/>',
  success: 'success',
  info: INFO,
  deactivate: 'success',
  complete: 'success',
};

/** Starts a site at `/1c_exchange`. The responder may answer a request; undefined = the good answer of that mode. */
export async function openFakeSite(responder: Responder = () => undefined): Promise<FakeSite> {
  const seen: SeenRequest[] = [];
  const connections = new Map<unknown, number>();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = request.url ?? '';
      const mode = /&mode=([a-z]+)/.exec(url)?.[1] ?? '';
      const connection = connections.get(request.socket) ?? 0;
      const { method = '', rawHeaders, headers } = request;
      const one = { method, url, mode, rawHeaders, headers, body: Buffer.concat(chunks), connection };
      seen.push(one);
      const count = seen.filter((other) => other.mode === mode).length;
      const said = responder(one, count) ?? GOOD[mode] ?? 'failure\nunknown';
      const answer: FakeAnswer = typeof said === 'string' ? { body: iconv.encode(said, 'windows-1251') } : said;
      response.sendDate = false;
      response.writeHead(
        answer.status ?? 200,
        answer.headers ?? { 'Content-Type': 'text/plain; charset=windows-1251' },
      );
      response.end(answer.body);
    });
  });
  server.on('connection', (socket) => connections.set(socket, connections.size + 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/1c_exchange`,
    seen,
    lines: () => seen.map((one) => `${one.method} ${one.url}`),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
