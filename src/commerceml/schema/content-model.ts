import { type XmlDocument, XmlElement } from 'libxml2-wasm';

/** What may stand in an element. */
export interface Shape {
  readonly children: Map<string, Shape>;
  readonly attributes: Set<string>;
  /** Anything may stand inside. */
  open: boolean;
}

/** The content of every element of a schema, with its includes. */
export interface ContentModel {
  readonly root: Shape;
  /** Element → elements in which it may stand. */
  readonly parents: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Reads from our schemas which elements and attributes may stand where, for libxml2 looks no further in an element once it has met
 * an unknown child. Order, number and values are libxml2's. Only what our schemas use is understood: choices, sequences, groups,
 * attribute groups, wildcards, references.
 * @param documents the schema and all that it includes
 * @param root name of the root element
 */
export function contentModelOf(documents: readonly XmlDocument[], root: string): ContentModel {
  const declared = new Declarations(documents);
  const shape = declared.ofElement(declared.find('element', root));
  return { root: shape, parents: parentsOf(root, shape) };
}

class Declarations {
  readonly #named = new Map<string, XmlElement>();
  readonly #shapes = new Map<XmlElement, Shape>();

  constructor(documents: readonly XmlDocument[]) {
    for (const child of documents.flatMap((document) => elementsIn(document.root))) {
      const name = child.attr('name')?.value;
      if (name !== undefined) this.#named.set(`${child.name} ${name}`, child);
    }
  }

  find(kind: 'element' | 'complexType' | 'group' | 'attributeGroup', name: string): XmlElement {
    const found = this.#named.get(`${kind} ${name}`);
    if (!found) throw new Error(`the schema has no ${kind} ${name}`);
    return found;
  }

  ofElement(element: XmlElement): Shape {
    const inline = elementsIn(element).find((child) => child.name === 'complexType');
    if (inline) return this.#shapeOf(element, inline);
    const named = this.#named.get(`complexType ${element.attr('type')?.value}`);
    return named ? this.#shapeOf(named, named) : emptyShape();
  }

  /** Known before it is filled: a group holds groups. */
  #shapeOf(declaration: XmlElement, type: XmlElement): Shape {
    const known = this.#shapes.get(declaration);
    if (known) return known;
    const shape = emptyShape();
    this.#shapes.set(declaration, shape);
    this.#fill(shape, type);
    return shape;
  }

  #fill(shape: Shape, parent: XmlElement): void {
    for (const child of elementsIn(parent)) {
      const name = child.attr('name')?.value ?? child.attr('ref')?.value ?? '';
      switch (child.name) {
        case 'element':
          shape.children.set(name, this.ofElement(child.attr('ref') ? this.find('element', name) : child));
          break;
        case 'attribute':
          shape.attributes.add(name);
          break;
        case 'group':
          this.#fill(shape, this.find('group', name));
          break;
        case 'attributeGroup':
          this.#fill(shape, this.find('attributeGroup', name));
          break;
        case 'any':
          shape.open = true;
          break;
        default:
          this.#fill(shape, child);
      }
    }
  }
}

const emptyShape = (): Shape => ({ children: new Map(), attributes: new Set(), open: false });

function elementsIn(parent: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = parent.firstChild; node; node = node.next) if (node instanceof XmlElement) found.push(node);
  return found;
}

function parentsOf(root: string, shape: Shape): Map<string, Set<string>> {
  const parents = new Map<string, Set<string>>();
  const visit = (name: string, { children }: Shape): void => {
    for (const [child, inside] of children) {
      const known = parents.get(child) ?? new Set();
      const visited = known.has(name);
      parents.set(child, known.add(name));
      if (!visited) visit(child, inside);
    }
  };
  visit(root, shape);
  return parents;
}
