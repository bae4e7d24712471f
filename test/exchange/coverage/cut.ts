import { pathBelow, spotsOf } from './paths.js';
import type { XmlElement } from './xml-tree.js';

/** So many instances of each path stay. */
const INSTANCES = 2;

/**
 * A file cut down: of several elements of one name side by side the first stays, and those that have a path of which there are not
 * instances enough yet, each with the row that it stands behind. What stays is untouched, and all paths of the file are in it.
 */
export function cut(root: XmlElement): XmlElement {
  const seen = new Map<string, number>();
  const keep = (element: XmlElement, path: string): XmlElement => {
    for (const spot of spotsOf({ ...element, children: [], isList: element.children.length > 0 }, path))
      count(seen, spot.path, spot.value);
    const names = new Set<string>();
    const kept = new Map<XmlElement, XmlElement>();
    for (const child of element.children) {
      const isFirst = !names.has(child.name);
      names.add(child.name);
      if (!isFirst && !hasNews(child, pathBelow(path, child), seen)) continue;
      for (const one of [child.behind ?? child, child]) {
        if (!kept.has(one)) kept.set(one, keep(one, pathBelow(path, one)));
      }
    }
    const children = element.children.flatMap((child) => kept.get(child) ?? []);
    return { ...element, children };
  };
  return keep(root, '');
}

function hasNews(element: XmlElement, path: string, seen: ReadonlyMap<string, number>): boolean {
  for (const spot of spotsOf(element, path)) if ((seen.get(keyOf(spot.path, spot.value)) ?? 0) < INSTANCES) return true;
  return false;
}

/** A blank instance proves less than one that says something. */
const keyOf = (path: string, value: string): string => (value === '' ? `${path} blank` : path);

function count(seen: Map<string, number>, path: string, value: string): void {
  const key = keyOf(path, value);
  seen.set(key, (seen.get(key) ?? 0) + 1);
}
