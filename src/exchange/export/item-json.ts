import { unitByCode } from '../../commerceml/values.js';
import type { Characteristic, FileReference, PropertyValue, Requisite, Tax, Unit } from '../../records.js';
import type { ExportNames, LotNames } from './export-names.js';
import { remembered } from './remembered.js';

/**
 * Parts that products and offers have in common, as the JSON that REST shows of them, made from the JSON of the columns. The forms are
 * those of api/views; a test holds both side by side.
 */

/** What JSON writes otherwise than it is. */
const SPECIAL = /["\\\p{Cc}\p{Surrogate}]/u;

/** A text as JSON. Most hold nothing special: to see that takes less than half the time of JSON.stringify. */
export const quoted = (value: string | null | undefined): string =>
  value == null ? 'null' : SPECIAL.test(value) ? JSON.stringify(value) : `"${value}"`;

/** `2026-01-31 10:00:00.12+00` of PostgreSQL as REST writes it, with all six places. */
export const momentOf = (value: string): string =>
  `${value.slice(0, 10)}T${value.slice(11, 19)}.${value.slice(20, -3).padEnd(6, '0')}Z`;

/** Of a column of JSON that may be null: as `of` says, of none `none`. */
const orNone =
  (none: string, of: (json: string) => string) =>
  (json: string | null): string =>
    json === null || json === none ? none : of(json);

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
export const characteristicNames = remembered((json) =>
  JSON.stringify(Object.fromEntries((JSON.parse(json) as Characteristic[]).map(({ name, value }) => [name, value]))),
);

export const requisitesJson = orNone(
  '[]',
  remembered((json) => JSON.stringify((JSON.parse(json) as Requisite[]).map(({ name, values }) => ({ name, values })))),
);

export function propertiesJson(json: string | null, idSpace: string, names: ExportNames): string {
  if (json === null || json === '[]') return '[]';
  const properties = (JSON.parse(json) as PropertyValue[]).map(({ id, name, values: given }) => {
    const known = names.property.get({ idSpace, externalId: id });
    const values = given.map((value) => names.texts.textOf(known, value));
    return {
      id,
      name: known?.name ?? name ?? null,
      value: values.length === 0 ? null : values.join(', '),
      values,
    };
  });
  return JSON.stringify(properties);
}

/** The files of one kind whose bytes have come. */
export function filesJson(
  json: string | null,
  kind: FileReference['kind'],
  idSpace: string,
  { files }: LotNames,
  urlOf: (file: { readonly fileId: string; readonly sha256: string }) => string,
): string {
  if (json === null || json === '[]') return '[]';
  const found = (JSON.parse(json) as FileReference[]).flatMap((reference) => {
    const file = reference.kind === kind ? files.get({ idSpace, externalId: reference.path }) : undefined;
    if (!file) return [];
    const { fileId: id, contentType, size } = file;
    return [{ id, url: urlOf(file), description: reference.description ?? null, contentType, size: Number(size) }];
  });
  return JSON.stringify(found);
}
