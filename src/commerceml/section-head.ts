import type { OtherRecord } from '../records.js';
import { NAME } from './names.js';
import { leftover, type XmlNode } from './xml/node.js';

/**
 * What a section says of itself behind its first record (3.x writes `Описание` after `Товары`): its head has gone out
 * already, so this is kept as a record of its own.
 * @returns undefined when nothing came late
 */
export function lateHead(late: XmlNode, id: string): OtherRecord | undefined {
  const left = leftover(late);
  if (typeof left !== 'object' || left === null || Array.isArray(left)) return undefined;
  const extra = id === '' ? left : { [NAME.id]: id, ...left };
  return { kind: 'other', name: late.name, line: late.line, extra, warnings: [] };
}
