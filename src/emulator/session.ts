import type { StepParameters } from './address.js';
import {
  type Credentials,
  type ExchangeParameters,
  excerpt,
  readCredentials,
  readExchangeParameters,
  readVerdict,
} from './answers.js';
import { EmulatorFailure } from './failure.js';
import { lines1C } from './one-c-text.js';
import type { ConnectionOptions, ExchangeType } from './options.js';
import { cutIntoPieces, type FileSource, type PieceBody } from './pieces.js';
import { createRequester, type SessionAnswer, type SessionObserver } from './requester.js';

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
  /** Asks for the import until it is done: `progress` → the same request again at once, without end. */
  importFile(name: string): Promise<void>;
  /** One mode=import: true = done, false = `progress`. */
  importOnce(name: string): Promise<boolean>;
  /** The orders document as it came; the body begins with `<?xml` at byte 0. */
  query(): Promise<SessionAnswer>;
  /** Confirms the orders. The answer is hardly looked at: an empty one is an error in BAS and УТ 11. */
  success(): Promise<void>;
  /** Any request with this session's cookie, unjudged except that an empty body is an error. */
  request(method: 'GET' | 'POST', mode: string, parameters?: StepParameters, body?: PieceBody): Promise<SessionAnswer>;
}

/** Opens a session object; nothing is sent before `checkauth`. Throws EmulatorFailure when the address is unreadable. */
export function openSession(options: ConnectionOptions, type: ExchangeType, observer: SessionObserver = {}): Session {
  const { profile } = options;
  const send = createRequester(options, type, observer);
  let credentials: Credentials | undefined;

  const request: Session['request'] = async (method, mode, parameters, body) => {
    const answer = await send(credentials?.cookie, method, mode, parameters, body);
    if (answer.body.length === 0) throw new EmulatorFailure(`${mode}: an empty answer of the server was received.`);
    return answer;
  };

  const sendPiece: Session['sendPiece'] = async (name, piece) => {
    const { text } = await request('POST', 'file', [['filename', name]], piece);
    const verdict = readVerdict(text, profile);
    if (verdict.word !== 'success') {
      throw new EmulatorFailure(`file: ${name} was not sent. The answer: ${excerpt(text)}`);
    }
    if (lines1C(text).length > 1) {
      observer.onWarning?.(`file: an extended status of success was received: ${excerpt(verdict.text)}`);
    }
  };

  const importOnce: Session['importOnce'] = async (name) => {
    const { text } = await request('GET', 'import', [['filename', name]]);
    const { word } = readVerdict(text, profile);
    if (word === 'success' || word === 'progress') return word === 'success';
    throw new EmulatorFailure(`import: ${name} was not imported. The answer: ${excerpt(text)}`);
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
      return credentials;
    },
    async init() {
      const { text } = await request('GET', 'init');
      return readExchangeParameters(text, profile);
    },
    async sendFile(name, source, limit) {
      for (const piece of await cutIntoPieces(source, limit)) await sendPiece(name, piece);
    },
    async importFile(name) {
      let done = false;
      while (!done) done = await importOnce(name);
    },
    async query() {
      const answer = await request('GET', 'query');
      if (answer.body.subarray(0, 5).toString('latin1') !== '<?xml') {
        throw new EmulatorFailure(`query: no XML was received: ${excerpt(answer.text)}`);
      }
      return answer;
    },
    async success() {
      const { text, body } = await send(credentials?.cookie, 'GET', 'success');
      if (body.length === 0 && profile !== 'utp') {
        throw new EmulatorFailure('success: an empty answer of the server was received.');
      }
      if (readVerdict(text, profile).word !== 'success') {
        observer.onWarning?.(`success: the server answered: ${excerpt(text)}`);
      }
    },
  };
}
