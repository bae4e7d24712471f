import { EmulatorFailure } from './failure.js';
import { type Tag, tagsOf } from './tags.js';
import { decodeXml } from './xml-text.js';

/** The names of a list that is cut: `<container><list><item/>…`. */
export interface ListShape {
  readonly container: string;
  readonly list: string;
  readonly item: string;
}

/** Goods of a catalogue. */
export const GOODS: ListShape = { container: 'Каталог', list: 'Товары', item: 'Товар' };
/** Offers, prices and stock of a package. */
export const OFFERS: ListShape = { container: 'ПакетПредложений', list: 'Предложения', item: 'Предложение' };

/** A file of a cut export. */
export interface Portion {
  readonly name: string;
  readonly content: Buffer;
}

/**
 * Cuts an import/offers pair into portions of at most `size` goods and `size` offers, as BAS and УТ 11 write them
 * (one-c-client.md §7): portion 1 has the Классификатор and all that stands beside the catalogue, and says
 * `СодержитТолькоИзменения="false"`; the others have the catalogue's head alone and say `true`. An export of changes
 * (`true`) stays one in every portion. Bytes between the cuts, the encoding and the BOM stay as they are.
 * `catalogueIndex` is the first number of the names: `import0_1.xml`, `import0_2.xml`, `offers0_1.xml` …
 * Throws EmulatorFailure for a file with several catalogues.
 */
export function cutIntoPortions(
  imports: Buffer | undefined,
  offers: Buffer | undefined,
  size: number,
  catalogueIndex = 0,
): { imports: Portion[]; offers: Portion[] } {
  const named = (kind: string, parts: Buffer[]): Portion[] =>
    parts.map((content, index) => ({ name: `${kind}${catalogueIndex}_${index + 1}.xml`, content }));
  return {
    imports: imports === undefined ? [] : named('import', cutList(imports, GOODS, size, true)),
    offers: offers === undefined ? [] : named('offers', cutList(offers, OFFERS, size, true)),
  };
}

/** Where the parts of a file lie, as offsets into its text. */
interface Layout {
  readonly root: Tag;
  readonly rootEnd: Tag;
  readonly container: Tag;
  readonly containerEnd: Tag;
  readonly list: Tag;
  readonly listEnd: Tag;
  /** End offset of every item. */
  readonly itemEnds: readonly number[];
}

/**
 * Cuts one file into portions of at most `size` items. `onlyFirstFull` = the portions after the first have no
 * Классификатор and say that they are changes, as УТП's descendants and УНФ write them; БУС leaves every head as it is.
 * A file without such a list stays whole. Throws EmulatorFailure for a file with several containers.
 */
export function cutList(file: Buffer, shape: ListShape, size: number, onlyFirstFull: boolean): Buffer[] {
  const { text, encode } = decodeXml(file);
  const layout = findLayout(text, shape);
  if (layout === undefined || layout.itemEnds.length === 0) return [file];
  const { root, rootEnd, container, containerEnd, list, listEnd, itemEnds } = layout;
  const opening = text.slice(container.start, container.end);
  const changes = /СодержитТолькоИзменения\s*=\s*["']true["']/.test(opening);
  const aside = text.slice(root.end, container.start);
  const portions: Buffer[] = [];
  for (let first = 0; first < itemEnds.length; first += size) {
    const lead = first === 0;
    const from = lead ? list.end : (itemEnds[first - 1] ?? list.end);
    const to = itemEnds[Math.min(first + size, itemEnds.length) - 1] ?? list.end;
    portions.push(
      encode(
        text.slice(0, root.end) +
          (lead || !onlyFirstFull ? aside : (/\s*$/.exec(aside)?.[0] ?? '')) +
          (onlyFirstFull ? withChangesOnly(opening, !lead || changes) : opening) +
          text.slice(container.end, list.end) +
          text.slice(from, to) +
          text.slice(itemEnds.at(-1), listEnd.start) +
          text.slice(listEnd.start, containerEnd.end) +
          (lead ? text.slice(containerEnd.end, rootEnd.start) : '\n') +
          text.slice(rootEnd.start),
      ),
    );
  }
  return portions;
}

function withChangesOnly(opening: string, changes: boolean): string {
  const bare = opening.replace(/\s+СодержитТолькоИзменения\s*=\s*("[^"]*"|'[^']*')/, '');
  return bare.replace(/\s*>$/, ` СодержитТолькоИзменения="${changes}">`);
}

function findLayout(text: string, shape: ListShape): Layout | undefined {
  const path: string[] = [];
  const found: Partial<Record<'root' | 'rootEnd' | 'container' | 'containerEnd' | 'list' | 'listEnd', Tag>> = {};
  const itemEnds: number[] = [];
  for (const tag of tagsOf(text)) {
    if (tag.kind === 'close') path.pop();
    const depth = path.length;
    const inContainer = path[1] === shape.container;
    const inList = inContainer && path[2] === shape.list;
    const closing = tag.kind === 'close';
    if (depth === 0) found[closing ? 'rootEnd' : 'root'] = tag;
    else if (depth === 1 && tag.name === shape.container && tag.kind !== 'empty') {
      if (!closing && found.container) throw new EmulatorFailure(`The file holds several ${shape.container}.`);
      found[closing ? 'containerEnd' : 'container'] = tag;
    } else if (depth === 2 && inContainer && tag.name === shape.list && tag.kind !== 'empty') {
      found[closing ? 'listEnd' : 'list'] = tag;
    } else if (depth === 3 && inList && tag.name === shape.item && tag.kind !== 'open') itemEnds.push(tag.end);
    if (tag.kind === 'open') path.push(tag.name);
  }
  const { root, rootEnd, container, containerEnd, list, listEnd } = found;
  if (!root || !rootEnd || !container || !containerEnd || !list || !listEnd) return undefined;
  return { root, rootEnd, container, containerEnd, list, listEnd, itemEnds };
}
