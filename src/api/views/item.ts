import type { z } from 'zod';
import { unitByCode } from '../../commerceml/values.js';
import type { Characteristic, PropertyValue, Requisite, Tax, Unit } from '../../records.js';
import type { ByExternalId } from '../../store/catalogue/read-by-external-id.js';
import type { PropertyRow } from '../../store/catalogue/read-properties.js';
import type * as schemas from '../schemas/item-parts.js';

/** Parts that products and offers have in common, as REST shows them. */

export function unitJson(unit: Unit | null): z.input<typeof schemas.Unit> | null {
  if (unit === null) return null;
  return {
    code: unit.code ?? null,
    name: unit.name ?? null,
    fullName: unit.fullName ?? null,
    international: unit.international ?? null,
    unece: (unit.code === undefined ? undefined : unitByCode(unit.code)?.unece) ?? null,
    conversions: (unit.conversions ?? []).map((other) => ({
      unit: other.unit,
      coefficient: other.coefficient ?? null,
      extra: { ...other.extra },
    })),
  };
}

export function taxesJson(taxes: readonly Tax[] | null): z.input<typeof schemas.Tax>[] {
  return (taxes ?? []).map((tax) => ({
    name: tax.name,
    rate: tax.rate ?? null,
    included: tax.included ?? null,
    excise: tax.excise ?? null,
  }));
}

export function characteristicsJson(
  characteristics: readonly Characteristic[],
): z.input<typeof schemas.CharacteristicValue>[] {
  return characteristics.map(({ id, name, value }) => ({ id: id ?? null, name, value }));
}

export function requisitesJson(requisites: readonly Requisite[]): z.input<typeof schemas.Requisite>[] {
  return requisites.map(({ name, values }) => ({ name, values: [...values] }));
}

/** Values that name a variant of the property, or an item of its dictionary, become its text; others stay as they are. */
export function propertiesJson(
  owner: { readonly idSpace: string; readonly properties: readonly PropertyValue[] },
  properties: ByExternalId<PropertyRow>,
): z.input<typeof schemas.PropertyValue>[] {
  return owner.properties.map((property) => {
    const known = properties.get({ idSpace: owner.idSpace, externalId: property.id });
    const values = property.values.map((value) => textOf(known, value));
    return {
      id: property.id,
      name: known?.name ?? property.name ?? null,
      value: values.length === 0 ? null : values.join(', '),
      values,
    };
  });
}

function textOf(property: PropertyRow | undefined, value: string): string {
  return property && Object.hasOwn(property.variants, value) ? (property.variants[value] ?? value) : value;
}
