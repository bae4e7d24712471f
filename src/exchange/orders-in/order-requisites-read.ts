import { indexRequisites, requisiteValue, requisiteValues } from '../../commerceml/fields/requisites.js';
import { ORDER_REQUISITES } from '../../commerceml/names.js';
import { fold } from '../../commerceml/names-alike.js';
import { readBoolean, readDecimal } from '../../commerceml/values.js';
import type { NodeSettings } from '../../nodes/exchange-node.js';
import type { DocumentRecord } from '../../records.js';

/** What the requisites of an order's document say of fields of the order, in 1C's own words; undefined = not said, '' = said to be empty. */
export interface ReadRequisites {
  readonly responsible: string | undefined;
  readonly lockedInOneC: boolean | undefined;
  readonly promoCodes: readonly string[] | undefined;
  readonly bonusCard: string | undefined;
  /** Decimal text. */
  readonly bonusAmount: string | undefined;
  readonly trackingNumber: string | undefined;
  /** Id and name, as far as they are said. */
  readonly delivery: readonly string[];
  readonly warehouse: string | undefined;
  readonly organisation: string | undefined;
}

type Name = keyof typeof ORDER_REQUISITES;

/** A setting of the node stands for all the names that are known. */
function namesOf(settings: NodeSettings): Readonly<Record<Name, readonly string[]>> {
  const own = (name: Name, setting: string | undefined) => (setting === undefined ? ORDER_REQUISITES[name] : [setting]);
  return {
    ...ORDER_REQUISITES,
    responsible: own('responsible', settings.responsibleRequisite),
    locked: own('locked', settings.lockRequisite),
    promoCodes: own('promoCodes', settings.promoCodeRequisite),
    bonusCard: own('bonusCard', settings.bonusCardRequisite),
    bonusAmount: own('bonusAmount', settings.bonusAmountRequisite),
  };
}

/** Reads the requisites that are fields of the order (settings `…Requisite`; commerceml.md §3.4). */
export function readOrderRequisites({ requisites }: DocumentRecord, settings: NodeSettings): ReadRequisites {
  const names = namesOf(settings);
  const index = indexRequisites(requisites);
  const text = (name: Name): string | undefined => {
    const value = requisiteValue(index, names[name]);
    return value === null ? '' : value;
  };
  const codes = requisiteValues(index, names.promoCodes);
  const [locked, amount] = [text('locked'), text('bonusAmount')];
  return {
    responsible: text('responsible'),
    lockedInOneC: locked === undefined ? undefined : flag(locked),
    promoCodes: text('promoCodes') === undefined ? undefined : codesIn(codes),
    bonusCard: text('bonusCard'),
    bonusAmount: amount ? (readDecimal(amount) ?? undefined) : amount,
    trackingNumber: text('trackingNumber'),
    delivery: [text('deliveryId'), text('delivery')].flatMap((word) => word || []),
    warehouse: text('warehouse'),
    organisation: text('organisation'),
  };
}

/** Folded names of the requisites that have a field of the order for themselves alone. */
export function requisitesWithField(settings: NodeSettings): ReadonlySet<string> {
  const { responsible, locked, promoCodes, bonusCard, bonusAmount } = namesOf(settings);
  return new Set([responsible, locked, promoCodes, bonusCard, bonusAmount].flat().map(fold));
}

/** An empty flag is one that is not set. */
const flag = (text: string): boolean | undefined => (text.trim() === '' ? false : (readBoolean(text) ?? undefined));

const codesIn = (values: readonly string[]): readonly string[] => [
  ...new Set(values.flatMap((value) => value.split(/[,;\n]/)).flatMap((code) => code.trim() || [])),
];
