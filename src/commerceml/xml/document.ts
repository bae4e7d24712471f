import { type KnownName, KnownNames } from './known-names.js';
import type { Source } from './source.js';
import type { Attribute, TokenSink } from './tokens.js';

/** A part of the tokenizer that may stop anywhere for want of text: it yields when the source is empty. */
export type Piecewise<Result = void> = Generator<undefined, Result, undefined>;

const NO_ATTRIBUTES: readonly Attribute[] = [];
/** So few are compared with each other faster than by a set. */
const FEW = 8;

/** What the parts of the tokenizer share: the source, who is told, and how far the document is. */
export class XmlDocument {
  readonly names = new KnownNames();
  /** Open elements, outermost first. */
  readonly stack: KnownName[] = [];
  sawRoot = false;
  sawDoctype = false;
  /** An XML declaration may stand at the very start only. */
  isAtStart = true;
  /** Text since the last tag that is not told yet: what stood before an entity, or in an earlier piece. */
  pending = '';

  constructor(
    readonly source: Source,
    readonly sink: TokenSink,
  ) {}

  /** The root element is closed. */
  get isOver(): boolean {
    return this.sawRoot && this.stack.length === 0;
  }

  open(name: KnownName, attributes: readonly Attribute[] = NO_ATTRIBUTES, line: number): void {
    if (attributes.length > 1 && areRepeated(attributes)) this.sink.fail('duplicate attribute');
    this.sink.open(name, attributes, line);
    this.stack.push(name);
  }

  /** Closes the innermost element. */
  close(): void {
    this.stack.pop();
    this.sink.close();
  }

  flushText(): void {
    const text = this.pending;
    if (text === '') return;
    this.pending = '';
    this.sink.text(text);
  }
}

function areRepeated(attributes: readonly Attribute[]): boolean {
  if (attributes.length > FEW) return new Set(attributes.map(({ name }) => name.raw)).size < attributes.length;
  return attributes.some(({ name }, index) =>
    attributes.some((other, before) => before < index && other.name.raw === name.raw),
  );
}
