import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';

/** Real exchanges; they are not part of the project and may be absent. */
export const REAL_FOLDER = path.join(process.cwd(), '..', 'shared', 'data', 'real');

export const realFiles = (): string[] =>
  existsSync(REAL_FOLDER)
    ? readdirSync(REAL_FOLDER)
        .filter((name) => name.endsWith('.xml'))
        .sort()
    : [];

export const readReal = (name: string): Buffer => readFileSync(path.join(REAL_FOLDER, name));

/** An element as fast-xml-parser sees it: every child a list, attributes with `@`, text under `#text`. */
export interface Element {
  readonly [name: string]: readonly (Element | string)[] | string;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  alwaysCreateTextNode: true,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

/** The independent reading of a file: the whole tree by another parser. */
export function oracleOf(bytes: Buffer): Element {
  const cyrillic = /encoding="windows-1251"/i.test(bytes.subarray(0, 200).toString('latin1'));
  const text = iconv.decode(bytes, cyrillic ? 'windows-1251' : 'utf-8');
  const [root] = children(parser.parse(text) as Element, 'КоммерческаяИнформация');
  if (!root) throw new Error('no root');
  return root;
}

/** Elements by a path of names, whatever their number on the way. */
export function children(element: Element, ...names: string[]): Element[] {
  return names.reduce<Element[]>(
    (found, name) =>
      found.flatMap((one) => {
        const list = one[name];
        return Array.isArray(list) ? list.filter((child): child is Element => typeof child === 'object') : [];
      }),
    [element],
  );
}

export const textOf = (element: Element | undefined): string => {
  const text = element?.['#text'];
  return typeof text === 'string' ? text.trim() : '';
};

/** The text of the first child of that name; '' when there is none. */
export const childText = (element: Element, ...names: string[]): string => textOf(children(element, ...names)[0]);

/** Texts and attribute values anywhere in an element. */
export function textsOf(element: Element): string[] {
  return Object.entries(element).flatMap(([name, value]) => {
    if (typeof value === 'string') return name.startsWith('@xmlns') ? [] : [value.trim()];
    return value.flatMap((child) => (typeof child === 'string' ? [child.trim()] : textsOf(child)));
  });
}
