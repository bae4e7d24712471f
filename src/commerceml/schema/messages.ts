import type { ErrorDetail } from 'libxml2-wasm';
import type { SchemaFinding } from './findings.js';

type Reading = Pick<SchemaFinding, 'kind' | 'element' | 'detail'>;

/** `Element 'Цена', attribute 'x': what is wrong`. */
const SUBJECT = /^Element '([^']+)'(?:, attribute '([^']+)')?: (.*)$/s;
/** libxml2 tells a bad value twice when it is also a field of a key; the first time says all. */
const SAID_BEFORE = /^Warning: No precomputed value available/;

/** The last part of the name of a key is the child that it demands: `Остаток.Склад.Ид`. */
const KEY = String.raw`identity-constraint '(?:[^']*\.)?([^'.]+)\.([^'.]+)'`;

const PATTERNS: readonly [
  RegExp,
  (element: string, attribute: string | undefined, found: RegExpExecArray) => Reading,
][] = [
  [/^\[facet '[^']+'\] The value '(.*)' is not accepted by the pattern/s, badValue],
  [/^'(.*)' is not a valid value of /s, badValue],
  [
    /^The attribute '([^']+)' is required but missing/,
    (element, _, [, name = '']) => ({ kind: 'missing-attribute', element, detail: name }),
  ],
  [
    new RegExp(`^Not all fields of key ${KEY}`),
    (element, _, [, , name = '']) => ({ kind: 'missing-element', element, detail: name }),
  ],
  [
    new RegExp(`^The XPath .* of a field of (?:key|unique) ${KEY} evaluates to a node-set with more than one member`),
    (element, _, [, parent = '']) => ({ kind: 'misplaced', element, detail: parent }),
  ],
  [
    /^Character content other than whitespace is not allowed/,
    (element) => ({ kind: 'misplaced', element: '#text', detail: element }),
  ],
];

function badValue(element: string, attribute: string | undefined, [, value = '']: RegExpExecArray): Reading {
  return { kind: 'bad-value', element: attribute ? `${element}/@${attribute}` : element, detail: value.trim() };
}

/**
 * What libxml2 says about a document, as findings, each once; what it says in words that are not known stays as it is, 'other'.
 * Only what it says about our schemas is known (choices, types, keys): they word a missing child by the name of a key.
 */
export function findingsOf(details: readonly ErrorDetail[]): SchemaFinding[] {
  const findings = new Map<string, SchemaFinding>();
  const bad = new Set<string>();
  for (const { message, line, xpath = '' } of details) {
    const reading = readMessage(message.trim());
    if (!reading) continue;
    if (reading.kind === 'bad-value') bad.add(xpath);
    // A child with a bad value is no field of a key, but it is not missing.
    if (reading.kind === 'missing-element' && bad.has(`${xpath}/${reading.detail}`)) continue;
    const key = JSON.stringify([xpath, line, reading]);
    if (!findings.has(key)) findings.set(key, { ...reading, line });
  }
  return [...findings.values()];
}

function readMessage(message: string): Reading | undefined {
  const [, element = '', attribute, words = message] = SUBJECT.exec(message) ?? [];
  if (SAID_BEFORE.test(words)) return undefined;
  for (const [pattern, read] of PATTERNS) {
    const found = pattern.exec(words);
    if (found) return read(element, attribute, found);
  }
  return { kind: 'other', element, detail: words };
}
