import type { OrderFate } from './fates/fate.js';
import type { Finding } from './findings.js';
import type { OrderBase } from './order-base.js';
import type { ParsedOrder } from './parsed-order.js';
import type { SaleDictionary } from './sale-info.js';

/**
 * `trade` = BAS, УТ 11, Розница, КА (platform 8.3); `utp` = УТП and the УТ 10.3 line (platform 8.2); `unf` = УНФ with
 * the kind of site «Другая», `unf-bitrix` with «1С-Битрикс»; `bitrix3` = the Bitrix module for 1C, CommerceML 3.1.
 */
export type EmulatorProfile = 'trade' | 'utp' | 'unf' | 'unf-bitrix' | 'bitrix3';

/** Type of an exchange as it stands after `?type=`. */
export type ExchangeType = 'catalog' | 'sale' | 'reference';

/** One HTTP request and its answer, without secrets: what `uzel emulate` prints and tests look at. */
export interface Step {
  readonly type: string;
  readonly mode: string;
  readonly method: 'GET' | 'POST';
  /** Path and query as sent, decoded; login, password, cookie and sessid are never in it. */
  readonly url: string;
  /** Bytes of the request's body. */
  readonly bytes: number;
  /** Bytes of the answer's body. */
  readonly receivedBytes: number;
  readonly ms: number;
  readonly status: number;
  /** First line of the answer, at most 200 characters. */
  readonly firstLine: string;
}

/** How the emulated 1C speaks HTTP; shared by whole runs and by single steps. */
export interface ConnectionOptions {
  /** What the user typed into 1C: host, port and path; a `?` of its own and a trailing slash are kept. */
  readonly url: string;
  readonly login: string;
  readonly password: string;
  readonly profile: EmulatorProfile;
  readonly userAgent?: string;
  /** true = first without Authorization, again with it after a 401 (some platform versions). Default false: at once. */
  readonly authAfter401?: boolean;
  /** The code page of a filename's characters beyond ASCII, which are sent unescaped. Default: windows-1251 (utp), else utf-8. */
  readonly fileNameEncoding?: 'utf-8' | 'windows-1251';
  /** Milliseconds without a byte after which 1C gives up. Default 180 000; 1 800 000 (unf); 0 = none (utp). */
  readonly timeoutMs?: number;
  /** Milliseconds between `progress` and the next import. Default 0; 5000 (unf since 2022; 0 is the old one). */
  readonly importPauseMs?: number;
  /** unf-bitrix: subordinate documents (payments, shipments) are switched on. Default true. */
  readonly subordinateDocuments?: boolean;
  /** trade: line 4 of checkauth comes back as the last parameter of every request (an option of УТ 11.5). */
  readonly sessidLast?: boolean;
  /** Asked before each request; true = 1C dies in the midst of it. */
  readonly dies?: () => boolean;
  readonly signal?: AbortSignal;
}

/** One whole exchange: the catalogue, the orders, or both. */
export interface EmulatorOptions extends ConnectionOptions {
  /** Folder with the XML files in its root and pictures in `import_files/`; `orders*.xml` and `1cbitrix-*.xml` are not catalogue. */
  readonly directory?: string;
  /** Send the catalogue. Default: whether there is a directory. */
  readonly catalogue?: boolean;
  /** Fetch orders, and send `ordersToSend`. Default: whether there are `ordersToSend`. */
  readonly orders?: boolean;
  /** Paths of XML files that are sent as sale files after the orders were fetched. */
  readonly ordersToSend?: readonly string[];
  /** false = never zip, even if the server says zip=yes. */
  readonly zip?: boolean;
  /** Names in the archive as made on Windows: `\` between folders, CP866. Default false: `/`, UTF-8. */
  readonly windowsZip?: boolean;
  /** false = mode=import is never called (an option of BAS and УТ 11). */
  readonly import?: boolean;
  /** Bytes of a piece, when smaller than the server's file_limit. */
  readonly fileLimit?: number;
  /** At most so many goods or offers in a portion, cut and named as this 1C does it; УТП cuts none and says so. */
  readonly portion?: number;
  /** bitrix3: an exchange of changes, not ended by deactivate. Default false. */
  readonly changesOnly?: boolean;
  /** unf: only XML is zipped, pictures go one by one. Default false. */
  readonly zipOnlyXml?: boolean;
  /** unf: how often a session that failed is tried, the first time included. Default 1. */
  readonly attempts?: number;
  /** After so many requests 1C is killed in the midst of the next one. */
  readonly interruptAfter?: number;
  /** Fetched orders are answered with this fate, as this 1C writes it (see fatesOf); bitrix3 sends it before `success`. */
  readonly answerOrders?: OrderFate;
  /** Order of the XML files. `directory` = as the file system lists them. Default `import-first`. */
  readonly order?: 'import-first' | 'offers-first' | 'directory';
  /** utp: pictures are named by their full path, as from a Linux server of 1C. */
  readonly linuxServer?: boolean;
  /** Called with the orders document before `success`; false = 1C could not store them, no `success` is sent. */
  readonly onOrders?: (xml: Buffer) => Promise<boolean> | boolean;
  /** Where fetched orders are stored before `success`, as 1C stores them. Default: nowhere. */
  readonly orderBase?: OrderBase;
  /** false = 1C breaks off before `success`. */
  readonly sendSuccess?: boolean;
  /** Spellings of currencies in this 1C's directory; absent = any of at most 3 characters. */
  readonly currencies?: readonly string[];
}

/** What came of an exchange. */
export interface EmulatorReport {
  readonly steps: readonly Step[];
  readonly verdict: 'success' | 'failure';
  /** It ended as `interruptAfter` said. */
  readonly killed: boolean;
  /** One line for a person; every failure, when there were several. */
  readonly message: string;
  /** Things that 1C only shows or logs: statuses other than 200, extra lines after success, dates that were lost … */
  readonly warnings: readonly string[];
  /** What stopped this 1C, what it lost or misread without a word, what it would only show; `warnings` are the last two. */
  readonly findings: readonly Finding[];
  /** The orders as this 1C's reader understands them. */
  readonly orders: readonly ParsedOrder[];
  /** The answer to mode=query, byte for byte; what was in it, where it came packed to БУС. */
  readonly receivedXml?: Buffer;
  /** unf-bitrix: the statuses, payment systems and deliveries of sale/info. */
  readonly info?: SaleDictionary;
}
