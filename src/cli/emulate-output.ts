import { styleText } from 'node:util';
import type { EmulatorProfile, EmulatorReport, Finding, ParsedOrder, Step } from '../emulator/index.js';

const LONGEST_NAME = 40;
const LONGEST_LINE = 60;

/** What each severity is called in the margin, and its colour on a terminal. */
const MARKS = { stop: ['STOP', 'red'], loss: ['LOST', 'yellow'], notice: ['note', 'gray'] } as const;

/** What `uzel emulate` prints: a line for each request as it is made, what was found in between, the verdict at the end. */
export class EmulateOutput {
  readonly #started = Date.now();
  readonly #json: boolean;
  readonly #coloured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  #any = false;

  /** `json`: nothing but one document at the end. */
  constructor(json: boolean) {
    this.#json = json;
  }

  /** A request that was answered; an empty line stands before each new session. */
  step(step: Step): void {
    if (step.mode === 'checkauth' && this.#any) this.#print('');
    this.#any = true;
    this.#print(stepLine(step));
  }

  finding({ severity, text }: Finding): void {
    const [mark, colour] = MARKS[severity];
    this.#print(`${this.#paint(colour, `  ${mark}`)}  ${text.replaceAll('\n', '\n        ')}`);
  }

  report(report: EmulatorReport, profile: EmulatorProfile): void {
    if (this.#json) {
      const { receivedXml: _bytes, ...document } = report;
      process.stdout.write(`${JSON.stringify(document)}\n`);
      return;
    }
    if (report.orders.length > 0) this.#print('');
    for (const order of report.orders) this.#print(orderLine(order));
    if (foundNone(report)) this.#print('\n  no orders');
    const seconds = `${((Date.now() - this.#started) / 1000).toFixed(1)} s`;
    this.#print(`\n${this.#verdict(report, profile, seconds)}`);
  }

  #verdict(report: EmulatorReport, profile: EmulatorProfile, seconds: string): string {
    if (report.killed) return `${this.#paint('red', 'KILLED')} in ${seconds}, as it was told.`;
    if (report.verdict === 'failure') {
      return `${this.#paint('red', 'FAILED')} in ${seconds}: a 1C of profile ${profile} stops where STOP stands above.`;
    }
    if (report.findings.some(({ severity }) => severity === 'loss')) {
      return `${this.#paint('yellow', 'LOSSES')} in ${seconds}: a 1C of profile ${profile} says success all the same and loses what stands at LOST above. ${sentence(report.message)}`;
    }
    return `${this.#paint('green', 'OK')} in ${seconds}: ${report.message}`;
  }

  #paint(colour: 'red' | 'yellow' | 'green' | 'gray', text: string): string {
    return this.#coloured ? styleText(colour, text) : text;
  }

  #print(line: string): void {
    if (!this.#json) process.stdout.write(`${line}\n`);
  }
}

function stepLine(step: Step): string {
  const file = /[?&]filename=([^&]*)/.exec(step.url)?.[1] ?? '';
  const columns = [
    step.type.padEnd(9),
    step.mode.padEnd(10),
    shortened(file).padEnd(LONGEST_NAME),
    (step.bytes > 0 ? `${step.bytes} B` : '').padStart(11),
    `${Math.round(step.ms)} ms`.padStart(9),
  ];
  const said = step.firstLine.slice(0, LONGEST_LINE);
  return `${columns.join(' ')}  ${step.status === 200 ? '' : `${step.status} `}${said}`.trimEnd();
}

/** The end of a long name tells more than its beginning; of a file of БУС its kind does, not its folder and guid. */
function shortened(name: string): string {
  const ofBitrix = /^webdata\/.*\/([^/]+\.xml)$/.exec(name)?.[1];
  const short = ofBitrix?.replace(/(_[0-9a-f]{8})-[0-9a-f-]{27}/, '$1…') ?? name;
  return short.length > LONGEST_NAME ? `…${short.slice(1 - LONGEST_NAME)}` : short;
}

function orderLine(order: ParsedOrder): string {
  const under = order.subordinates?.length ? `, ${counted(order.subordinates.length, 'document')} under it` : '';
  const lines = counted(order.lines.length, 'line');
  return `  order ${order.number}  ${order.customer.name}  ${order.amount ?? '?'} ${order.currency}, ${lines}${under}`;
}

/** The orders were read, there were none, and nothing has been said of it yet. */
function foundNone({ orders, receivedXml, verdict, findings }: EmulatorReport): boolean {
  if (orders.length > 0 || receivedXml === undefined || verdict === 'failure') return false;
  return !findings.some(({ text }) => text.startsWith('query:'));
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const sentence = (text: string): string => `${text.replace(/^./, (letter) => letter.toUpperCase())}.`;
