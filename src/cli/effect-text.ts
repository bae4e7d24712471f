import type { ImportEvent } from '../exchange/jobs/import-now.js';
import type { Json } from '../records.js';
import type { Difference, Differences, RowCounts } from '../store/catalogue/row-differences.js';
import { plainText } from './display-width.js';

/** What a value may take of a line. */
const LONGEST_VALUE = 80;
/** Places of one field that are told. */
const MOST_LEAVES = 3;

/** How each file ended. */
export const filesText = (files: readonly Pick<ImportEvent, 'name' | 'state' | 'text'>[]): string[] =>
  files.map(({ name, state, text }) => plainText(`${state === 'failed' ? '✗' : '✓'} ${name}: ${text}`));

/** What became, or would become, of the catalogue: counts for each kind of row, then the first differences. */
export function differencesText({ counts, first, more }: Differences): string[] {
  if (counts.length === 0) return ['The catalogue stays as it is.'];
  return [
    ...counts.map(countsLine),
    '',
    ...first.map(differenceLine),
    ...(more ? ['… and more: --show <n> prints more of them'] : []),
  ];
}

function countsLine({ entity, ...counts }: RowCounts): string {
  const { new: made, changed, removed, deleted } = counts;
  const said = [
    [made, 'new'],
    [changed, 'changed'],
    [removed, 'taken off sale'],
    [deleted, 'deleted'],
  ].flatMap(([count, name]) => (count ? [`${count} ${name}`] : []));
  return `${NAMES[entity]}: ${said.join(', ')}`;
}

const NAMES: Readonly<Record<RowCounts['entity'], string>> = {
  group: 'groups',
  property: 'properties',
  priceType: 'price types',
  warehouse: 'warehouses',
  unit: 'units',
  dictionary: 'dictionaries',
  dictionaryItem: 'dictionary items',
  counterparty: 'counterparties',
  catalogue: 'catalogues',
  product: 'products',
  offer: 'offers',
  otherRecord: 'other records',
  file: 'files',
};

function differenceLine({ entity, id, what, field = '', before, after }: Difference): string {
  const said = what === 'changed' ? leaves(field, before, after).slice(0, MOST_LEAVES).join('; ') : what;
  return `  ${plainText(`${entity} ${id}: ${said}`)}`;
}

/** Where two values part, each place as a person reads it: of a long list of prices the one that changed. */
function leaves(path: string, before: Json | undefined, after: Json | undefined): string[] {
  const [was, is] = [membersOf(before), membersOf(after)];
  if (was === null || is === null) return [`${path} ${shown(before)} → ${shown(after)}`];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const [one, other] = [was.get(name), is.get(name)];
    return JSON.stringify(one) === JSON.stringify(other) ? [] : leaves(`${path}.${name}`, one, other);
  });
}

const membersOf = (value: Json | undefined): Map<string, Json> | null =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;

function shown(value: Json | undefined): string {
  if (value === undefined) return '(nothing)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}
