import type { StepParameters } from './address.js';
import {
  type Credentials,
  type ExchangeParameters,
  readCredentials,
  readExchangeParameters,
  readVerdict,
  refusalInWords,
} from './answers.js';
import { clientOf } from './clients/index.js';
import { excerpt, inWords } from './diagnosis.js';
import { EmulatorFailure } from './failure.js';
import { lines1C, trim1C } from './one-c-text.js';
import type { ConnectionOptions, ExchangeType } from './options.js';
import { unpacked } from './packed-orders.js';
import { waitBetweenImports } from './pause.js';
import { cutIntoPieces, type FileSource, type PieceBody } from './pieces.js';
import { createRequester, type SessionAnswer, type SessionObserver } from './requester.js';
import { readSaleDictionary, type SaleDictionary } from './sale-info.js';

/**
 * One exchange of the emulated 1C: a checkauth and what follows it with its cookie. Every method is one step of the
 * protocol, judged as strictly as 1C does, so that a test may stop anywhere, repeat a step, or run two sessions at once.
 * Steps throw EmulatorFailure where that 1C would stop the exchange.
 */
export interface Session {
  readonly type: ExchangeType;
  /** undefined before checkauth. */
  readonly credentials: Credentials | undefined;
  checkauth(): Promise<Credentials>;
  init(): Promise<ExchangeParameters>;
  /** Sends a whole file in pieces of at most `limit` bytes (≤ 0 = one piece), all under the same name. */
  sendFile(name: string, source: FileSource, limit: number): Promise<void>;
  /** One POST of mode=file. */
  sendPiece(name: string, piece: PieceBody): Promise<void>;
  /** Asks for the import until it is done: `progress` → the same request again, after this 1C's pause, without end. */
  importFile(name: string): Promise<void>;
  /** One mode=import: true = done, false = `progress`. */
  importOnce(name: string): Promise<boolean>;
  /** The orders document as it came, БУС: unpacked; the body begins with `<?xml` at byte 0 (УНФ: or with the root element). */
  query(): Promise<SessionAnswer>;
  /** Confirms the orders. The answer is hardly looked at: an empty one is an error in all but УТП. */
  success(): Promise<void>;
  /** sale/info: statuses, payment systems, deliveries (УНФ «1С-Битрикс»). */
  info(): Promise<SaleDictionary>;
  /** БУС, at the end of a full export: what was not sent since the first checkauth is gone. */
  deactivate(timestamp: string): Promise<void>;
  /** БУС: the whole catalogue is through. */
  complete(): Promise<void>;
  /** Any request with this session's cookie, unjudged except that an empty body is an error. */
  request(method: 'GET' | 'POST', mode: string, parameters?: StepParameters, body?: PieceBody): Promise<SessionAnswer>;
}

/** Opens a session object; nothing is sent before `checkauth`. Throws EmulatorFailure when the address is unreadable. */
export function openSession(options: ConnectionOptions, type: ExchangeType, observer: SessionObserver = {}): Session {
  const { profile } = options;
  const client = clientOf(profile);
  const arrangeOptions = {
    subordinateDocuments: options.subordinateDocuments ?? true,
    sessidLast: options.sessidLast ?? false,
  };
  const requester = createRequester(options, observer);
  let credentials: Credentials | undefined;

  const send = (mode: string, parameters: StepParameters = [], method: 'GET' | 'POST' = 'GET', body?: PieceBody) =>
    requester(
      credentials,
      client.alwaysPosts ? 'POST' : method,
      client.arrange({ type, mode, parameters }, arrangeOptions),
      body,
    );

  const request: Session['request'] = async (method, mode, parameters, body) => {
    const answer = await send(mode, parameters, method, body);
    if (answer.body.length === 0) throw new EmulatorFailure(`${mode}: an empty answer of the server was received.`);
    return answer;
  };

  const command = async (mode: string, parameters: StepParameters): Promise<void> => {
    const { text } = await request('GET', mode, parameters);
    const verdict = readVerdict(text, profile);
    if (verdict.word !== 'success') throw new EmulatorFailure(`${mode}: ${refusalInWords(verdict, text)}`);
  };

  const sendPiece: Session['sendPiece'] = async (name, piece) => {
    const { text } = await request('POST', 'file', [['filename', name]], piece);
    const verdict = readVerdict(text, profile);
    if (verdict.word !== 'success') {
      throw new EmulatorFailure(`file: ${name} was not sent. ${refusalInWords(verdict, text)}`);
    }
    if (lines1C(text).length > 1) {
      observer.onWarning?.(`file: an extended status of success was received: ${excerpt(verdict.text)}`);
    }
  };

  const importOnce: Session['importOnce'] = async (name) => {
    const { text } = await request('GET', 'import', [['filename', name]]);
    const verdict = readVerdict(text, profile);
    if (verdict.word === 'success' || verdict.word === 'progress') return verdict.word === 'success';
    throw new EmulatorFailure(`import: ${name} was not imported. ${refusalInWords(verdict, text)}`);
  };

  return {
    type,
    get credentials() {
      return credentials;
    },
    request,
    sendPiece,
    importOnce,
    async checkauth() {
      credentials = undefined;
      const { text } = await request('GET', 'checkauth');
      credentials = readCredentials(text, profile);
      if (client.usesToken && credentials.token === '') {
        observer.onWarning?.('checkauth: there is no fourth line (sessid=…): requests go without a token.');
      }
      return credentials;
    },
    async init() {
      const { text } = await request('GET', 'init');
      const parameters = readExchangeParameters(text, profile);
      if (client.wantsVersion3 && !parameters.version?.startsWith('3')) {
        observer.onWarning?.(
          `init: the site said ${parameters.version === undefined ? 'no version=' : `version=${parameters.version}`}: this 1C would send it files of CommerceML 2, not 3.1.`,
        );
      }
      return parameters;
    },
    async sendFile(name, source, limit) {
      for (const piece of await cutIntoPieces(source, limit)) await sendPiece(name, piece);
    },
    async importFile(name) {
      while (!(await importOnce(name))) await waitBetweenImports(options);
    },
    async query() {
      const received = await request('GET', 'query');
      const answer = client.unpacksOrders ? unpacked(received, profile) : received;
      const begins = client.ordersBegin.some((beginning) =>
        answer.body.subarray(0, Buffer.byteLength(beginning)).equals(Buffer.from(beginning)),
      );
      if (!begins && !client.ordersBegin.slice(1).some((beginning) => answer.text.startsWith(beginning))) {
        throw new EmulatorFailure(
          `query: no XML was received: it must begin with <?xml at the first byte. ${inWords(answer.text)}`,
        );
      }
      return answer;
    },
    async success() {
      const { text, body } = await send('success');
      if (body.length === 0 && client.emptyConfirmation === 'error') {
        throw new EmulatorFailure('success: an empty answer of the server was received.');
      }
      const { word } = readVerdict(text, profile);
      // A body that begins with the word is enough: there need be no line of its own (commerceml.md §1.2, G11).
      if (trim1C(text).toLowerCase().startsWith('failure') && client.failedConfirmation === 'error') {
        throw new EmulatorFailure(`success: the orders were not confirmed. The answer: ${excerpt(text)}`);
      }
      if (word !== 'success') observer.onWarning?.(`success: the server answered: ${excerpt(text)}`);
    },
    async info() {
      return readSaleDictionary((await request('GET', 'info')).text);
    },
    deactivate: (timestamp) => command('deactivate', [['timestamp', timestamp]]),
    complete: () => command('complete', []),
  };
}
