import type { ExchangeNode } from '../../../src/nodes/exchange-node.js';
import { readReal, realFiles } from '../../commerceml/support/real-files.js';
import { insertQuickNode } from '../../support/quick-node.js';
import { forgetOrders, importFeed } from '../import-world.js';
import { type InboxWorld, SHOP } from '../inbox-world.js';
import { cut } from './cut.js';
import { IGNORED } from './ignored.js';
import { hasOrders, withKnownOrders, withOrders } from './known-orders.js';
import { Marks } from './marks.js';
import { allPaths, labelRows, noteLists, type Spot, spotsOf } from './paths.js';
import { type Dump, differences, openDump } from './store-dump.js';
import { otherWord } from './vocabulary.js';
import { copyOf, parseXml, writeXml, type XmlElement, type XmlFile } from './xml-tree.js';

/** What became of one path. */
export interface PathOutcome {
  /** Schema versions whose files have it. */
  readonly versions: Set<string>;
  /** Places of the store, `table.column`, where its content was found. */
  readonly places: Set<string>;
  /** It was proved by another of its words. */
  isWord: boolean;
  /** Holds elements only, in every file. */
  isContainer: boolean;
}

export interface Coverage {
  readonly files: number;
  readonly paths: ReadonlyMap<string, PathOutcome>;
  /** `file: path` of marks that were found nowhere, and of words of which another one makes no difference. */
  readonly lost: readonly string[];
  /** What differs between two imports of one and the same file: nothing, or the proof by words proves nothing. */
  readonly noise: readonly string[];
  /** Paths that the marked copy of a file does not have, and the file has. */
  readonly cutOff: readonly string[];
}

interface MarkedFile {
  readonly name: string;
  readonly file: XmlFile;
  readonly size: number;
  readonly dump: Dump;
}

const IGNORED_PATHS: ReadonlySet<string> = new Set(IGNORED.map(([path]) => path));

/**
 * Imports a marked copy of every real file into a node of its own and looks for the marks in the store. Nothing of Uzel is asked
 * what it has read.
 */
export async function measureCoverage(world: InboxWorld): Promise<Coverage> {
  const dumpOf = await openDump(world);
  const paths = new Map<string, PathOutcome>();
  const marks = new Marks();
  const lost: string[] = [];
  const cutOff: string[] = [];
  let nodes = 0;

  const importOf = async (name: string, file: XmlFile): Promise<Dump> => {
    nodes += 1;
    await forgetOrders(world);
    const node = await newNode(world, `coverage-${nodes}`);
    const exchange = await world.exchange(node, name.includes('orders') ? 'sale' : 'catalog');
    await importFeed(world, exchange, name, writeXml(file));
    return await dumpOf(node);
  };

  const marked: MarkedFile[] = [];
  const files = realFiles().map((name) => ({ name, whole: parseXml(readReal(name)) }));
  for (const { whole } of files) labelRows(whole.root);
  noteLists(files.map(({ whole }) => whole.root));
  for (const { name, whole } of files) {
    notePaths(paths, whole.root);
    const part = cut(whole.root);
    cutOff.push(...missingPaths(whole.root, part).map((path) => `${name}: ${path}`));
    const importMarked = async (title: string, around: (root: XmlElement) => XmlElement) => {
      const root = around(markedCopy(title, part, marks));
      const file = { ...whole, root };
      marked.push({ name: title, file, size: [...spotsOf(root)].length, dump: await importOf(title, file) });
    };
    await importMarked(name, withOrders);
    if (hasOrders(part)) await importMarked(`known orders ${name}`, withKnownOrders);
  }
  lost.push(...findMarks(marked, marks, paths));
  for (const [path, spots] of wordsOf(marked)) {
    const places = await provedByWords(spots.slice(0, TRIES), importOf);
    const outcome = outcomeOf(paths, path);
    outcome.isWord = true;
    for (const place of places) outcome.places.add(place);
    if (places.length === 0 && !IGNORED_PATHS.has(path)) lost.push(`${spots[0]?.from.name}: ${path}`);
  }
  const noise: string[] = [];
  for (const from of marked.filter(({ name }) => REPEATED.test(name))) {
    noise.push(...differences(from.dump, await importOf(from.name, from.file)));
  }
  return { files: files.length, paths, lost, noise, cutOff };
}

/** A word may make no difference in one file (a catalogue without goods): so many files are tried. */
const TRIES = 4;
/** Imported twice, unchanged: a catalogue, offers, orders, and two of 3.1. */
const REPEATED = /^(ut11early204_import|unf208_offers|unf205_orders_from_1c_1|v31_import_goods|v31_rests_b)\.xml$/;

/** Where the store differs when one word of a file is another. */
async function provedByWords(
  spots: readonly Word[],
  importOf: (of: MarkedFile['name'], file: XmlFile) => Promise<Dump>,
) {
  for (const { index, word, from } of spots) {
    const root = copyOf(from.file.root);
    const spot = [...spotsOf(root)][index];
    if (!spot) throw new Error(`${from.name} has no spot ${index}`);
    put(spot, word);
    const places = differences(from.dump, await importOf(from.name, { ...from.file, root }));
    if (places.length > 0) return places;
  }
  return [];
}

function outcomeOf(paths: ReadonlyMap<string, PathOutcome>, path: string): PathOutcome {
  const outcome = paths.get(path);
  if (!outcome) throw new Error(`${path} is in no file`);
  return outcome;
}

function markedCopy(title: string, part: XmlElement, marks: Marks): XmlElement {
  const copy = copyOf(part);
  for (const spot of spotsOf(copy)) if (otherWord(spot) === undefined) put(spot, marks.place(title, spot));
  return copy;
}

async function newNode(world: InboxWorld, name: string): Promise<ExchangeNode> {
  const input = { name, login: name, idSpace: name, password: 'p', profile: 'trade', timeZone: 'Europe/Kyiv' } as const;
  return await world.services.db.transaction((tx) => insertQuickNode(tx, SHOP, input));
}

function put({ element, attribute }: Spot, value: string): void {
  if (attribute === undefined) element.text = value;
  else if (value === '') element.attributes = element.attributes.filter(([name]) => name !== attribute);
  else element.attributes = element.attributes.map(([name, old]) => [name, name === attribute ? value : old]);
}

function missingPaths(whole: XmlElement, part: XmlElement): string[] {
  const left = new Set(allPaths(part));
  return [...new Set(allPaths(whole))].filter((path) => !left.has(path));
}

function notePaths(paths: Map<string, PathOutcome>, root: XmlElement): void {
  const version = root.attributes.find(([name]) => name === 'ВерсияСхемы')?.[1] ?? '';
  const note = (path: string): PathOutcome => {
    const known = paths.get(path) ?? { versions: new Set(), places: new Set(), isWord: false, isContainer: true };
    paths.set(path, known);
    known.versions.add(version);
    return known;
  };
  for (const path of allPaths(root)) note(path);
  for (const { path } of spotsOf(root)) note(path).isContainer = false;
}

/** @returns the marks that the store does not hold; what it holds is noted */
function findMarks(files: readonly MarkedFile[], marks: Marks, paths: ReadonlyMap<string, PathOutcome>): string[] {
  const missing = new Set(marks.all.values());
  for (const { dump } of files) {
    for (const [place, values] of dump) {
      for (const mark of marks.foundIn(values.join('\n'))) {
        missing.delete(mark);
        paths.get(mark.path)?.places.add(place);
      }
    }
  }
  const notKept = [...missing].filter(({ path }) => !IGNORED_PATHS.has(path));
  return [...new Set(notKept.map(({ file, path }) => `${file}: ${path}`))];
}

/** A word in a file. */
interface Word {
  /** Which spot of the file it is. */
  readonly index: number;
  readonly word: string;
  readonly from: MarkedFile;
}

/** Of each path of words one spot in every file that has it, small files first. */
function wordsOf(files: readonly MarkedFile[]): ReadonlyMap<string, Word[]> {
  const words = new Map<string, Word[]>();
  for (const from of [...files].sort((one, other) => one.size - other.size)) {
    for (const [index, spot] of [...spotsOf(from.file.root)].entries()) {
      const word = otherWord(spot);
      const known = words.get(spot.path) ?? [];
      if (word === undefined || known.some((one) => one.from === from)) continue;
      words.set(spot.path, [...known, { index, word, from }]);
    }
  }
  return words;
}
