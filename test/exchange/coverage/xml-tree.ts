import { XMLParser } from 'fast-xml-parser';
import iconv from 'iconv-lite';

/** An element as fast-xml-parser sees it, to be changed and written again. Text around children is joined. */
export interface XmlElement {
  name: string;
  attributes: [name: string, value: string][];
  text: string;
  children: XmlElement[];
  /** What a path calls it, when that is not its name; see `labelRows`. */
  label?: string;
  /** The row of the same product that the file tells first. */
  behind?: XmlElement;
  /** Empty here, but it holds elements elsewhere; see `noteLists`. */
  isList?: boolean;
}

/** A file: its root, and how it was written. */
export interface XmlFile {
  readonly root: XmlElement;
  readonly encoding: 'windows-1251' | 'utf-8';
  readonly bom: boolean;
}

interface Ordered {
  readonly [name: string]: readonly Ordered[] | string | Readonly<Record<string, string>>;
}

const ATTRIBUTES = ':@';
const TEXT = '#text';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
});

/** Reads a file with fast-xml-parser, which knows nothing of Uzel. */
export function parseXml(bytes: Buffer): XmlFile {
  const cyrillic = /encoding="windows-1251"/i.test(bytes.subarray(0, 200).toString('latin1'));
  const encoding = cyrillic ? 'windows-1251' : 'utf-8';
  const nodes = parser.parse(iconv.decode(bytes, encoding)) as Ordered[];
  const root = nodes.map(toElement).find((element) => element && !element.name.startsWith('?'));
  if (!root) throw new Error('no root element');
  return { root, encoding, bom: bytes[0] === 0xef };
}

function toElement(node: Ordered): XmlElement | undefined {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
  if (name === undefined || name === TEXT) return undefined;
  const content = node[name] as readonly Ordered[];
  return {
    name,
    attributes: Object.entries((node[ATTRIBUTES] ?? {}) as Record<string, string>),
    text: content
      .map((child) => (typeof child[TEXT] === 'string' ? child[TEXT] : ''))
      .join('')
      .trim(),
    children: content.flatMap((child) => toElement(child) ?? []),
  };
}

/** The file's bytes, in its own encoding. */
export function writeXml({ root, encoding, bom }: XmlFile): Buffer {
  const text = `${bom ? '\ufeff' : ''}<?xml version="1.0" encoding="${encoding}"?>\n${elementText(root)}\n`;
  return iconv.encode(text, encoding, { addBOM: false });
}

function elementText(element: XmlElement): string {
  const attributes = element.attributes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
  const content = `${escaped(element.text)}${element.children.map(elementText).join('')}`;
  return content === ''
    ? `<${element.name}${attributes}/>`
    : `<${element.name}${attributes}>${content}</${element.name}>\n`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A copy that may be changed. */
export const copyOf = (element: XmlElement): XmlElement => ({
  ...element,
  attributes: element.attributes.map(([name, value]) => [name, value]),
  children: element.children.map(copyOf),
});

/** The text of the first child of that name, '' when there is none. */
export const childText = (element: XmlElement, name: string): string =>
  element.children.find((child) => child.name === name)?.text ?? '';
