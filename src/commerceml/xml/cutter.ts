import { DEFAULT_NODES, RECORD_TEXT_FACTOR, type XmlLimits } from '../limits.js';
import { XmlNode } from './node.js';
import type { XmlEvents } from './parser.js';

/**
 * An element that is read piece by piece, since it may be larger than the memory: the root, a `Каталог`, a `ПакетПредложений`.
 * Some of its children are records; all else in it is its head.
 */
export interface Section {
  /** Children (or children of `lists`) that are records of their own. */
  isRecord(name: string): boolean;
  /** A child that only holds records: `Товары`, `Группы`. */
  isList(name: string): boolean;
  /** A child that is a section itself; asked before the two above. */
  section?(head: XmlNode): Section | undefined;
  /**
   * Called once, with all of the head that was seen so far.
   * @param hasRecords true before the first record; false at the end of a section that has none
   */
  head(head: XmlNode, hasRecords: boolean): void;
  record(node: XmlNode): void;
  /** In a section whose products or offers may be recognised by their bytes; undefined as long as its head was not handed over. */
  recognition?(): Recognition | undefined;
  /** Called at the end, with what of the head came behind the first record. */
  end(late: XmlNode): void;
}

/** What the products or offers of a section have in common. */
export interface Recognition {
  readonly of: 'product' | 'offer';
  readonly catalogueId: string;
  /** All that the head says and the meaning of a record depends on. */
  readonly context: string;
}

interface Budget {
  nodes: number;
  characters: number;
}

interface OpenSection {
  readonly section: Section;
  /** What its head has cost. */
  readonly budget: Budget;
  /** The head so far, or what came late. */
  node: XmlNode;
  list: XmlNode | undefined;
  begun: boolean;
}

/** Between two records of a section. */
export interface RecordPlace {
  readonly section: Section;
  /** Whether the records stand in a list of the section. */
  readonly inList: boolean;
  readonly recognition: Recognition | undefined;
  /** Records that were handed over so far, of all sections. */
  readonly records: number;
}

export interface CutterOptions {
  /** The section of the root element; throws when it is another root. */
  readonly root: (node: XmlNode) => Section;
  /** Called with each text that is not between the elements of a section. */
  readonly text: (text: string) => void;
  /** Called when one record, or one head, exceeds the limits. */
  readonly tooMuch: (what: 'text' | 'nodes' | 'record') => never;
  readonly limits: XmlLimits;
}

/** Cuts the stream of tags into records: builds the tree of one record (or one piece of a head), hands it over and forgets it. */
export class Cutter implements XmlEvents {
  readonly #sections: OpenSection[] = [];
  /** Open elements of the piece that is being built, outermost first. */
  readonly #building: XmlNode[] = [];
  /** For each of them, the blanks before its first text. */
  readonly #blanks: number[] = [];
  /** The record that is being built; undefined while it is a piece of a head. */
  #record: Budget | undefined;

  #records = 0;

  constructor(private readonly options: CutterOptions) {}

  /** Where a record may begin that is recognised by its bytes; undefined inside of anything else. */
  place(): RecordPlace | undefined {
    const open = this.#sections.at(-1);
    if (this.#building.length > 0 || !open?.section.recognition) return undefined;
    const { section, list } = open;
    return { section, inList: list !== undefined, recognition: section.recognition?.(), records: this.#records };
  }

  /** A record is certain to come next: the head of its section goes out, as it would at the record's start tag. */
  beginRecords(name: string): void {
    const open = this.#sections.at(-1);
    if (this.#building.length === 0 && open?.section.recognition && open.section.isRecord(name))
      this.#begin(open, true);
  }

  open(name: string, attributes: Map<string, string> | undefined, nil: boolean, line: number): void {
    const node = new XmlNode(name, line);
    node.attributes = attributes;
    node.nil = nil;
    const parent = this.#building.at(-1);
    if (parent) {
      this.#count(node);
      parent.add(node);
      this.#build(node);
    } else this.#openBelowSection(node);
  }

  text(text: string): void {
    const node = this.#building.at(-1) ?? this.#sections.at(-1)?.list ?? this.#sections.at(-1)?.node;
    if (!node) return;
    if (this.#building.length === 0 && text.trim() === '') return;
    this.options.text(text);
    this.#spend(text.length);
    node.text = node.text === '' ? text : node.text + text;
    const blanks = this.#blanks.at(-1) ?? 0;
    if (node.text.length + blanks > this.options.limits.text) this.options.tooMuch('text');
  }

  /** Blanks before the first text of an element are counted and no more: every reading of a text trims it. */
  blank(length: number): boolean {
    const node = this.#building.at(-1);
    if (!node) return true;
    if (node.text !== '') return false;
    this.#spend(length);
    const blanks = (this.#blanks.at(-1) ?? 0) + length;
    this.#blanks[this.#blanks.length - 1] = blanks;
    if (blanks > this.options.limits.text) this.options.tooMuch('text');
    return true;
  }

  close(): void {
    const done = this.#building.pop();
    this.#blanks.pop();
    if (done) {
      if (this.#building.length > 0 || !this.#record) return;
      this.#record = undefined;
      this.#records += 1;
      this.#sections.at(-1)?.section.record(done);
      return;
    }
    const open = this.#sections.at(-1);
    if (!open) return;
    if (open.list) open.list = undefined;
    else this.#finishSection(open);
  }

  #openBelowSection(node: XmlNode): void {
    const open = this.#sections.at(-1);
    if (!open) {
      this.#enter(this.options.root(node), node);
      return;
    }
    const nested = open.list ? undefined : open.section.section?.(node);
    if (nested) {
      this.#begin(open, true);
      this.#enter(nested, node);
    } else if (open.section.isRecord(node.name)) {
      this.#begin(open, true);
      this.#record = { nodes: 0, characters: 0 };
      this.#build(node);
    } else if (!open.list && open.section.isList(node.name)) {
      this.#count(node);
      node.read = true;
      open.node.add(node);
      open.list = node;
    } else {
      this.#count(node);
      (open.list ?? open.node).add(node);
      this.#build(node);
    }
  }

  #build(node: XmlNode): void {
    this.#building.push(node);
    this.#blanks.push(0);
  }

  #enter(section: Section, node: XmlNode): void {
    this.#sections.push({ section, node, list: undefined, begun: false, budget: { nodes: 0, characters: 0 } });
  }

  /** Hands the head over; what comes of it later is collected apart. */
  #begin(open: OpenSection, hasRecords: boolean): void {
    if (open.begun) return;
    open.begun = true;
    const { node, list } = open;
    open.node = this.#late(node);
    open.section.head(node, hasRecords);
    if (!list) return;
    open.list = this.#late(list);
    open.node.add(open.list);
  }

  #late(node: XmlNode): XmlNode {
    const late = new XmlNode(node.name, node.line);
    late.read = true;
    return late;
  }

  #finishSection(open: OpenSection): void {
    this.#begin(open, false);
    this.#sections.pop();
    open.section.end(open.node);
  }

  #spend(characters: number): void {
    const budget = this.#record ?? this.#sections.at(-1)?.budget;
    if (!budget) return;
    budget.characters += characters;
    if (budget.characters > this.options.limits.text * RECORD_TEXT_FACTOR) this.options.tooMuch('record');
  }

  #count(node: XmlNode): void {
    const budget = this.#record ?? this.#sections.at(-1)?.budget;
    if (!budget) return;
    budget.nodes += 1 + (node.attributes?.size ?? 0);
    if (budget.nodes > (this.options.limits.nodes ?? DEFAULT_NODES)) this.options.tooMuch('nodes');
  }
}
