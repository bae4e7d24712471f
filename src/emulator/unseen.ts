import type { FindingLog } from './findings.js';
import type { XmlElement } from './xml-tree.js';

/** Child elements by local name. */
export function childrenOf(element: XmlElement, name?: string): XmlElement[] {
  return element.content.filter(
    (node): node is XmlElement => node.kind === 'element' && (name === undefined || localName(node) === name),
  );
}

/** A name without its prefix. */
export function localName(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(':') + 1);
}

/** All elements below, the element itself first. */
export function* allOf(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of childrenOf(element)) yield* allOf(child);
}

/**
 * Documents that lie in a `Контейнер` (3.x): УТП, BAS, УТ 11 and УНФ find none of them and still send success, so that
 * the orders are lost (one-c-client.md §5).
 */
export function noteContainers(root: XmlElement, log: FindingLog): void {
  const hidden = childrenOf(root, 'Контейнер').flatMap((container) => childrenOf(container, 'Документ')).length;
  if (hidden > 0) {
    log.loss(
      `query: ${hidden} Документ in a Контейнер: this 1C does not see them, sends success all the same, and the orders are lost.`,
    );
  }
}

/** Elements without text, attributes and children, of which XDTO makes an object where a text was meant. */
export function noteEmptyElements(root: XmlElement, log: FindingLog): void {
  for (const element of allOf(root)) {
    const empty = element.content.every((node) => node.kind !== 'element' && node.value.trim() === '');
    if (element !== root && empty && Object.keys(element.attributes).length === 0) {
      log.notice(`query: <${element.name}> is empty: leave an element out rather than send it empty.`);
    }
  }
}
