import type { StepParameters } from '../address.js';

/** A step as the session means it, before this 1C arranges its parameters. */
export interface PlainStep {
  readonly type: string;
  readonly mode: string;
  readonly parameters: StepParameters;
}

/**
 * A step as it stands in the address: `?type=<type>&mode=<mode>&<parameters>`. `{token}` is line 4 of checkauth as
 * printed, `{sessid}` the same without `sessid=`, `{timestamp}` line 5 without its name.
 */
export type ArrangedStep = PlainStep;

/** What decides about the parameters besides the profile. */
export interface ArrangeOptions {
  /** unf-bitrix: subordinate documents are switched on, and asked for at init. */
  readonly subordinateDocuments: boolean;
  /** trade: the value of line 4 comes back as the last parameter of every request. */
  readonly sessidLast: boolean;
}

/** What one 1C does differently from the others (one-c-client.md §1–§4). One file each; nothing here is a setting of a user. */
export interface Client {
  /** Which configurations these are, for a person. */
  readonly title: string;
  readonly https: boolean;
  readonly userAgent: string;
  /** Milliseconds without a byte; 0 = none. */
  readonly timeoutMs: number;
  /** Code page of a file name's letters in the address. */
  readonly fileNames: 'utf-8' | 'windows-1251';
  /** How bytes of an answer become text. */
  readonly decoding: 'code-page' | 'charset' | 'charset-then-guess';
  /** The first line is compared as it is: neither trimmed nor made lower case. */
  readonly exactFirstLine: boolean;
  /** What the answer to init may be: exactly two lines, or at least one. */
  readonly initLines: 'two' | 'one-or-more';
  /** The site is asked for CommerceML 3 at init, and should say that it speaks it. */
  readonly wantsVersion3: boolean;
  /** Line 4 of checkauth is put into the address. */
  readonly usesToken: boolean;
  /** A status other than 200 is logged. */
  readonly seesStatus: boolean;
  /** A GET whose answer broke off in the middle is made once more. */
  readonly repeatsPartialGet: boolean;
  /** Every mode is a POST, without a body where there is none to send. */
  readonly alwaysPosts: boolean;
  /** Milliseconds between `progress` and the next import. */
  readonly importPauseMs: number;
  /** With what the answer to query may begin. */
  readonly ordersBegin: readonly string[];
  /** An answer to query that begins with `PK` is unpacked. */
  readonly unpacksOrders: boolean;
  /** What an answer to mode=success that is empty, or says failure, does. */
  readonly emptyConfirmation: 'error' | 'shown';
  readonly failedConfirmation: 'error' | 'shown';
  /** How a catalogue is laid into exchanges. */
  readonly catalogue: 'one-exchange' | 'exchange-per-file' | 'exchange-per-stage';
  /** Name of portion `index` of file `place` of a kind, the `running`-th portion of that kind; all from 0. */
  readonly portionName: (kind: string, place: number, index: number, running: number) => string;
  /** Portions after the first have no Классификатор and say that they are changes. */
  readonly onlyFirstPortionFull: boolean;
  /** init stands before query. */
  readonly initBeforeQuery: boolean;
  /** Orders go up even when none could be fetched. */
  readonly sendsAfterFailedFetch: boolean;
  /** All order files go in one exchange. */
  readonly ordersInOneExchange: boolean;
  /** Name of order file `index` (from 0). */
  readonly orderFileName: (guid: string, index: number) => string;
  /** mode=import is called for order files. */
  readonly importsOrders: (options: ArrangeOptions) => boolean;
  /** sale/info is asked for. */
  readonly asksInfo: boolean;
  readonly arrange: (step: PlainStep, options: ArrangeOptions) => ArrangedStep;
}

/** `?type=…&mode=…[&filename=…]`, as it is: no token (УТП, BAS, УТ 11, УНФ «Другая»). */
export const plainArrangement: Client['arrange'] = (step) => step;
