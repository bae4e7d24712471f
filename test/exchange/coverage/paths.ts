import { childText, type XmlElement } from './xml-tree.js';

/** One place of content: the text of an element, or an attribute. */
export interface Spot {
  /** From the root's children on, e.g. `Каталог/Товары/Товар/@Статус`; a requisite bears its name: `ЗначениеРеквизита[Вес]`. */
  readonly path: string;
  readonly value: string;
  readonly element: XmlElement;
  /** Undefined: the element's text. */
  readonly attribute: string | undefined;
}

const REQUISITE = 'ЗначениеРеквизита';

/** A `Товар` whose product another `Товар` of the file has told of already, with another characteristic. */
export const FURTHER = 'Товар[further characteristic]';

/** Gives labels to what paths must tell apart: requisites, as each name may have a field of its own, and further characteristics. */
export function labelRows(root: XmlElement): void {
  const known = new Map<string, XmlElement>();
  for (const section of root.children.filter((child) => child.name === 'Каталог')) {
    for (const row of section.children.flatMap((child) => (child.name === 'Товары' ? child.children : []))) {
      const [product = ''] = childText(row, 'Ид').split('#');
      const first = known.get(product);
      if (first) Object.assign(row, { label: FURTHER, behind: first });
      else known.set(product, row);
    }
  }
  labelRequisites(root);
}

function labelRequisites(element: XmlElement): void {
  if (element.name === REQUISITE) element.label = `${REQUISITE}[${childText(element, 'Наименование')}]`;
  for (const child of element.children) labelRequisites(child);
}

/** The path of a child. */
export const pathBelow = (path: string, child: XmlElement): string => join(path, child.label ?? child.name);

/** All content of an element, in the order of the file: attributes, texts, and elements that are empty where a text could stand. */
export function* spotsOf(element: XmlElement, path = ''): Generator<Spot> {
  for (const [name, value] of element.attributes) {
    yield { path: join(path, `@${name}`), value: value.trim(), element, attribute: name };
  }
  if (element.text !== '' || (path !== '' && isBlankLeaf(element))) {
    yield { path, value: element.text, element, attribute: undefined };
  }
  for (const child of element.children) yield* spotsOf(child, pathBelow(path, child));
}

const isBlankLeaf = (element: XmlElement): boolean =>
  element.children.length === 0 && element.attributes.length === 0 && !element.isList;

const join = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`);

/** Every element path and attribute path, containers included. */
export function* allPaths(element: XmlElement, path = ''): Generator<string> {
  if (path !== '') yield path;
  for (const [name] of element.attributes) yield join(path, `@${name}`);
  for (const child of element.children) yield* allPaths(child, pathBelow(path, child));
}

/** Marks empty elements that hold elements elsewhere, in these or in other files: no text can stand there. */
export function noteLists(roots: readonly XmlElement[]): void {
  const lists = new Set<string>();
  const visit = (element: XmlElement, path: string, see: (element: XmlElement, path: string) => void): void => {
    see(element, flatGroups(path));
    for (const child of element.children) visit(child, pathBelow(path, child), see);
  };
  for (const root of roots) {
    visit(root, '', (element, path) => {
      if (element.children.length > 0) lists.add(path);
    });
  }
  for (const root of roots) {
    visit(root, '', (element, path) => {
      if (lists.has(path) && element.children.length === 0 && element.text === '') element.isList = true;
    });
  }
}

/** Groups nest: the same path at every depth. */
export const flatGroups = (path: string): string => path.replace(/(?<=(^|\/)Группы\/Группа)(\/Группы\/Группа)+/g, '');
