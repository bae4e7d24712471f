import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';

/** Children of an element in the order of writing; a key with a leading `@` is an attribute, `#` the text. */
export interface XmlFields {
  readonly [name: string]: string | undefined | XmlFields | readonly XmlFields[];
}

/**
 * One element as XML text, without declaration, on one line.
 * An element that would be empty is left out, however deep: an empty one makes 1C read an object where it wants a string
 * (commerceml.md §2.8).
 */
export function elementXml(name: string, fields: XmlFields): string {
  const element = create().ele(name);
  append(element, fields);
  return element.doc().end({ headless: true });
}

function append(parent: XMLBuilder, fields: XmlFields): void {
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') appendText(parent, name, value);
    else if (value !== undefined) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isFilled(child)) append(parent.ele(name), child);
      }
    }
  }
}

function appendText(parent: XMLBuilder, name: string, value: string): void {
  if (value === '') return;
  // xmlbuilder2 4 takes `&lt;` or `&#1;` in a text for markup and leaves it; `&amp;` it leaves too, so this escapes each `&` once.
  const text = value.replaceAll('&', '&amp;');
  if (name === '#') parent.txt(text);
  else if (name.startsWith('@')) parent.att(name.slice(1), text);
  else parent.ele(name).txt(text);
}

function isFilled(fields: XmlFields): boolean {
  return Object.entries(fields).some(([name, value]) => {
    if (value === undefined || value === '' || name.startsWith('@')) return false;
    if (typeof value === 'string') return true;
    return Array.isArray(value) ? value.some(isFilled) : isFilled(value as XmlFields);
  });
}
