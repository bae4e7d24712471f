import type { XmlElement } from './xml-tree.js';

/**
 * УТП reads a document as a stream of text events under a path of names: CDATA is no event, blanks alone are none, and
 * the last text of a path wins. A name with a prefix is another name.
 */

/** The elements that the path reaches, in document order. */
export function utpElements(from: XmlElement, ...path: readonly string[]): XmlElement[] {
  let level: XmlElement[] = [from];
  for (const name of path) {
    level = level.flatMap((element) =>
      element.content.filter((node): node is XmlElement => node.kind === 'element' && node.name === name),
    );
  }
  return level;
}

/** The last text under the path; undefined = УТП was told nothing. */
export function utpText(from: XmlElement, ...path: readonly string[]): string | undefined {
  return utpElements(from, ...path)
    .flatMap((element) => element.content)
    .map((node) => (node.kind === 'text' ? node.value : ''))
    .findLast((value) => value.trim() !== '');
}
