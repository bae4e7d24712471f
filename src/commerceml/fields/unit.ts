import type { Unit } from '../../records.js';
import type { Draft } from '../defined.js';
import { NAME } from '../names.js';
import { type Fields, readEach } from '../xml/fields.js';

type Conversion = NonNullable<Unit['conversions']>[number];

/** What can only be the code of a unit, or its reference (3.x writes `796 ` or a guid as the text). */
const REFERENCE = /^(\d{2,4}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/i;

/**
 * The unit of a product (`БазоваяЕдиница`) or of an order line (`Единица`), in all its shapes: text with attributes (2.x),
 * a bare reference (3.x), nested elements (Bitrix ≥ 2.08).
 * With it come the other units of a product: `Пересчет` inside it, and `Единицы/Единица` of 3.x beside it, which without it stay
 * for `extra` (they would take the place of the unit that is known).
 * @returns undefined = not mentioned, null = mentioned and empty
 */
export function readUnit(item: Fields, name: string): Unit | null | undefined {
  const written = item.child(name);
  if (!written) return readUnitCode(item);
  const text = written.ownText;
  const isReference = written.node.attributes === undefined && REFERENCE.test(text);
  const conversions = readEach(written.all(NAME.conversion), readConversion);
  conversions.push(...(item.listOf(NAME.productUnits, NAME.unit, readConversion) ?? []));
  const unit: Draft<Unit> = {};
  const code = written.text(NAME.code, NAME.id) ?? (isReference ? text : undefined);
  if (code) unit.code = code;
  const named = (isReference ? '' : text) || written.text(NAME.unitShortName, NAME.name);
  if (named) unit.name = named;
  const fullName = written.text(NAME.unitFullName);
  if (fullName) unit.fullName = fullName;
  const international = written.text(NAME.unitInternational);
  if (international) unit.international = international;
  if (conversions.length > 0) unit.conversions = conversions;
  return Object.keys(unit).length === 0 ? null : unit;
}

/** `КодЕдиницыИзмерения` of ИзмененияПакетаПредложений. */
function readUnitCode(item: Fields): Unit | undefined {
  const code = item.text(NAME.unitCode);
  return code ? { code } : undefined;
}

function readConversion(conversion: Fields): Conversion | undefined {
  const unit = conversion.text(NAME.unit, NAME.unitOfMeasure);
  if (!unit) {
    conversion.unread();
    return undefined;
  }
  const coefficient = conversion.quantity(NAME.coefficient);
  const extra = conversion.restOrNothing();
  const read: Draft<Conversion> = { unit };
  if (coefficient) read.coefficient = coefficient;
  if (extra) read.extra = extra;
  return read;
}
