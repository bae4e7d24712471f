import type { XmlLimits } from '../../../src/commerceml/limits.js';
import { type XmlEvents, XmlParser } from '../../../src/commerceml/xml/parser.js';
import { UzelError } from '../../../src/errors.js';
import { SaxesJudge } from './saxes-parser.js';

export interface Told {
  readonly events: readonly string[];
  /** Code, public text (which names line and column) of the error that ended the reading. */
  readonly error: string | undefined;
  /** The parser's own word for it. */
  readonly reason?: unknown;
}

export const WIDE: XmlLimits = { depth: 200, text: 2 ** 24, attribute: 2 ** 20 };

/** What our own parser tells of a document. */
export const toldByUs = (pieces: readonly string[], limits = WIDE) =>
  told((events) => new XmlParser(events, limits), pieces);

/** What the same parser tells on top of saxes. */
export const toldBySaxes = (text: string, limits = WIDE) => told((events) => new SaxesJudge(events, limits), [text]);

function told(
  open: (events: XmlEvents) => { write(text: string): void; end(): void },
  pieces: readonly string[],
): Told {
  const events: string[] = [];
  const parser = open({
    open: (name, attributes, nil, line) => {
      events.push(JSON.stringify(['open', name, [...(attributes ?? [])], nil, line]));
    },
    text: (text) => {
      events.push(JSON.stringify(['text', text]));
    },
    close: () => {
      events.push('close');
    },
  });
  try {
    for (const piece of pieces) parser.write(piece);
    parser.end();
  } catch (error) {
    if (!(error instanceof UzelError)) throw error;
    const { detail } = error;
    const reason = typeof detail === 'object' && detail !== null && 'reason' in detail ? detail.reason : undefined;
    return { events, error: `${error.code} ${error.publicMessage}`, reason };
  }
  return { events, error: undefined };
}
