import { readFileSync } from 'node:fs';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { children, type Element } from './real-files.js';

/**
 * Every element and attribute that an official schema of CommerceML knows, as one document: each element stands once in each place
 * where it may stand. A walk of its own through the schema, by another parser than that of the code under test.
 */

const FOLDER = path.join(process.cwd(), '..', 'shared', 'data', 'xsd');

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

export interface OfficialTree {
  readonly xml: string;
  /** `Каталог/Товары/Товар/@Статус`: from the root, without it. */
  readonly paths: readonly string[];
}

export function officialTree(version: string): OfficialTree {
  const text = readFileSync(path.join(FOLDER, `CML_${version}.xsd`), 'utf8').replace(/^\uFEFF/, '');
  const [schema] = children(parser.parse(text) as Element, 'schema');
  if (!schema) throw new Error('no schema');
  const walk = new Walk(schema);
  const root = children(schema, 'element').find((element) => element['@name'] === 'КоммерческаяИнформация');
  if (!root) throw new Error('no root');
  return { xml: walk.element(root, []), paths: walk.paths };
}

const bare = (name: unknown) => String(name ?? '').replace(/^.*:/, '');

class Walk {
  readonly paths: string[] = [];

  constructor(private readonly schema: Element) {}

  /** Types that were walked, by the names of the element that has them and of the two that it stands in. */
  readonly #walked = new Set<string>();

  element(written: Element, at: readonly string[]): string {
    const declaration = this.#named('element', bare(written['@ref'])) ?? written;
    const name = bare(declaration['@name']);
    const here = at.length === 0 && name === 'КоммерческаяИнформация' ? [] : [...at, name];
    if (here.length > 0) this.paths.push(here.join('/'));
    const type = bare(declaration['@type']);
    const place = `${here.slice(-3).join('/')} ${type}`;
    if (this.#walked.has(place)) return `<${name}/>`;
    this.#walked.add(place);
    const attributes: string[] = [];
    const [inline] = children(declaration, 'complexType');
    const content = inline ?? this.#named('complexType', type);
    const inside = content ? this.#content(content, here, attributes) : '';
    for (const attribute of attributes) this.paths.push([...here, `@${attribute}`].join('/'));
    return `<${name}${attributes.map((attribute) => ` ${attribute}=""`).join('')}>${inside}</${name}>\n`;
  }

  #content(node: Element, at: readonly string[], attributes: string[]): string {
    let xml = '';
    const inside = (child: Element | undefined) => (child ? this.#content(child, at, attributes) : '');
    for (const attribute of children(node, 'attribute')) attributes.push(bare(attribute['@name']));
    for (const name of ['sequence', 'choice', 'all', 'complexContent', 'simpleContent'])
      for (const child of children(node, name)) xml += inside(child);
    for (const name of ['extension', 'restriction'])
      for (const child of children(node, name)) {
        // A restriction says its content again.
        if (name === 'extension') xml += inside(this.#named('complexType', bare(child['@base'])));
        xml += inside(child);
      }
    for (const child of children(node, 'group')) xml += inside(this.#named('group', bare(child['@ref'])));
    for (const child of children(node, 'element')) xml += this.element(child, at);
    return xml;
  }

  #named(kind: 'element' | 'complexType' | 'group', name: string): Element | undefined {
    return children(this.schema, kind).find((one) => one['@name'] === name);
  }
}
