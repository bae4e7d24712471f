import { unitByCode } from '../../commerceml/values.js';
import { COPY_NULL, jsonField, plainField } from '../../db/copy-out.js';
import type { Characteristic, Tax, Unit } from '../../records.js';
import { remembered } from './remembered.js';

/**
 * Parts that products and offers have in common, as the JSON that REST shows of them, made from the columns as COPY writes them. The forms
 * are those of api/views; a test holds both side by side. All are byte texts (see db/byte-text): what goes in and what comes out.
 */

/** A column; undefined = it was not read. */
type Field = string | undefined;

/** What JSON writes otherwise and COPY does not. */
const SPECIAL = /[^ !#-\uffff]/;
/** COPY has it, JSON has not. */
const VERTICAL_TAB = '\\v';

/** A text as JSON. But for two signs COPY escapes what JSON does, and in the same way: most need only the quotes. */
export const quoted = (field: Field): string => {
  if (field === undefined || field === COPY_NULL) return 'null';
  if (SPECIAL.test(field) || field.includes(VERTICAL_TAB)) return JSON.stringify(plainField(field));
  return `"${field}"`;
};

/** `2026-01-31 10:00:00.12+00` of PostgreSQL as REST writes it, with all six places. Many rows are written at one moment. */
export const momentOf = (value: string): string => {
  if (value !== last.value) {
    last.value = value;
    last.moment = `${value.slice(0, 10)}T${value.slice(11, 19)}.${value.slice(20, -3).padEnd(6, '0')}Z`;
  }
  return last.moment;
};
const last = { value: '', moment: '' };

/** A column of JSON; null = nothing is there, or it was not read. */
export const jsonOf = (field: Field): string | null => (field === undefined ? null : jsonField(field));

/** A column of JSON as it stands. */
export const asItIs =
  (none: string) =>
  (field: Field): string =>
    jsonOf(field) ?? none;

/** Of a column of JSON as `of` says, of none `none`. */
const orNone =
  (none: string, of: (json: string) => string) =>
  (field: Field): string => {
    const json = jsonOf(field);
    return json === null || json === none ? none : of(json);
  };

export const unitJson = orNone(
  'null',
  remembered((json) => {
    const unit = JSON.parse(json) as Unit;
    const { code = null, name = null, fullName = null, international = null, conversions = [] } = unit;
    return JSON.stringify({
      ...{ code, name, fullName, international },
      unece: (code === null ? undefined : unitByCode(code)?.unece) ?? null,
      conversions: conversions.map((other) => ({
        unit: other.unit,
        coefficient: other.coefficient ?? null,
        extra: { ...other.extra },
      })),
    });
  }),
);

export const taxesJson = orNone(
  '[]',
  remembered((json) => {
    const taxes = (JSON.parse(json) as Tax[] | null) ?? [];
    return JSON.stringify(
      taxes.map(({ name, rate = null, included = null, excise = null }) => ({ name, rate, included, excise })),
    );
  }),
);

/** Each with its id, in the order of 1C. */
export const characteristicsJson = orNone(
  '[]',
  remembered((json) =>
    JSON.stringify((JSON.parse(json) as Characteristic[]).map(({ id = null, name, value }) => ({ id, name, value }))),
  ),
);

/** Name → value. */
export const characteristicNames = orNone(
  '{}',
  remembered((json) =>
    JSON.stringify(Object.fromEntries((JSON.parse(json) as Characteristic[]).map(({ name, value }) => [name, value]))),
  ),
);

/** They hold nothing but what is shown of them. */
export const requisitesJson = asItIs('[]');
