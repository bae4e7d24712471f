import type { Unit } from '../../records.js';
import { defined } from '../defined.js';
import { NAME } from '../names.js';
import type { Fields } from '../xml/fields.js';

/** What can only be the code of a unit, or its reference (3.x writes `796 ` or a guid as the text). */
const REFERENCE = /^(\d{2,4}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i;

/**
 * The unit of a product (`БазоваяЕдиница`) or of an order line (`Единица`), in all its shapes: text with attributes (2.x),
 * a bare reference (3.x), nested elements (Bitrix ≥ 2.08).
 * With it come the other units of a product: `Пересчет` inside it, and `Единицы/Единица` of 3.x beside it, which without it stay
 * for `extra` (they would take the place of the unit that is known).
 * @returns undefined = not mentioned, null = mentioned and empty
 */
export function readUnit(item: Fields, ...names: string[]): Unit | null | undefined {
  const written = names.map((name) => item.child(name)).find((child) => child !== undefined);
  if (!written) return readUnitCode(item);
  const text = written.ownText;
  const isReference = written.node.attributes === undefined && REFERENCE.test(text);
  const others = [...written.all(NAME.conversion), ...(item.list(NAME.productUnits, NAME.unit) ?? [])];
  const conversions = others.flatMap(readConversion);
  const unit = defined({
    code: written.text(NAME.code, NAME.id) ?? (isReference ? text : undefined),
    name: (isReference ? '' : text) || (written.text(NAME.unitShortName, NAME.name) ?? undefined),
    fullName: written.text(NAME.unitFullName) ?? undefined,
    international: written.text(NAME.unitInternational) ?? undefined,
    conversions: conversions.length === 0 ? undefined : conversions,
  });
  return Object.keys(unit).length === 0 ? null : unit;
}

/** `КодЕдиницыИзмерения` of ИзмененияПакетаПредложений. */
function readUnitCode(item: Fields): Unit | undefined {
  const code = item.text(NAME.unitCode);
  return code ? { code } : undefined;
}

function readConversion(conversion: Fields): NonNullable<Unit['conversions']>[number][] {
  const unit = conversion.text(NAME.unit, NAME.unitOfMeasure);
  if (!unit) {
    conversion.unread();
    return [];
  }
  const coefficient = conversion.quantity(NAME.coefficient) ?? undefined;
  return [defined({ unit, coefficient, extra: conversion.restOrNothing() })];
}
