import type { Schema } from '../api/document-check.js';
import type { apiDocument, Operation } from './api-document.js';
import { resolved } from './api-document.js';

/** Where a client may put a value into a request of an operation. */
export interface Place {
  readonly operation: Operation;
  readonly in: 'path' | 'query' | 'header' | 'body' | 'key';
  /** Of a body the way to the leaf: `lines.0.price`; empty = the whole. */
  readonly name: string;
}

type Document = ReturnType<typeof apiDocument>;
const DEEPEST = 7;

/** Every parameter and every leaf of every body. */
export function placesOf(operation: Operation, document: Document): Place[] {
  const parameters = operation.parameters.map((one): Place => ({ operation, in: one.in, name: one.name }));
  if (!operation.body) return parameters;
  const leaves = new Set<string>(['']);
  const keys = new Set<string>();
  walk(operation.body, document, [], leaves, keys);
  return [
    ...parameters,
    ...[...leaves].map((name): Place => ({ operation, in: 'body', name })),
    ...[...keys].map((name): Place => ({ operation, in: 'key', name })),
  ];
}

/** @param keys is told where an object takes names of the client's own */
function walk(
  schema: Schema,
  document: Document,
  way: readonly string[],
  leaves: Set<string>,
  keys: Set<string>,
): void {
  const { properties, items, additionalProperties, anyOf, oneOf } = resolved(schema, document) as {
    readonly [name: string]: never;
  } & {
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly items?: Schema;
    readonly additionalProperties?: Schema | boolean;
    readonly anyOf?: readonly Schema[];
    readonly oneOf?: readonly Schema[];
  };
  leaves.add(way.join('.'));
  if (way.length >= DEEPEST) return;
  for (const one of [...(anyOf ?? []), ...(oneOf ?? [])]) walk(one, document, way, leaves, keys);
  for (const [name, one] of Object.entries(properties ?? {})) walk(one, document, [...way, name], leaves, keys);
  if (items) walk(items, document, [...way, '0'], leaves, keys);
  if (typeof additionalProperties === 'object') {
    keys.add(way.join('.'));
    walk(additionalProperties, document, [...way, 'any'], leaves, keys);
  }
}

const SLOT = '<slot of a naughty value>';

/** A body with raw JSON in one place of it; what leads there is made. */
export function bodyWith(body: unknown, way: string, json: string): string {
  const steps = way === '' ? [] : way.split('.');
  return JSON.stringify(put(body, steps)).replace(JSON.stringify(SLOT), () => json);
}

/** A body with one more name in an object of it. */
export function bodyWithKey(body: unknown, way: string, key: string): string {
  return bodyWith(body, way, `{${JSON.stringify(key)}:"value"}`);
}

function put(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return SLOT;
  if (/^\d+$/.test(step)) {
    const list = Array.isArray(value) ? [...value] : [];
    list[Number(step)] = put(list[Number(step)], rest);
    return list;
  }
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  return { ...object, [step]: put((object as Record<string, unknown>)[step], rest) };
}
