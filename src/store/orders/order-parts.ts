import { isDeepStrictEqual } from 'node:util';
import Big from 'big.js';
import { UzelError } from '../../errors.js';
import type { LinePart, Order, OrderLine } from '../../orders.js';
import { quantityText } from './order-totals.js';

/** Payments, shipments and returns of an order are told one by one, each under a key of the shop's. */

interface Keyed {
  readonly key?: string | undefined;
}

/** What a request tells of a part: its key, and whatever else it says. */
export type Given<Part> = { readonly [Name in keyof Part]?: Part[Name] | undefined } & { readonly key: string };

/**
 * Whether what is given stands in the list already, under its key: members that are not given are not compared.
 * @throws UzelError UZ1502 the key stands for something else there
 */
export function isKept<Part extends Keyed>(kept: readonly Part[], given: Given<Part>): boolean {
  const former = kept.find(({ key }) => key === given.key);
  if (!former) return false;
  const names = Object.keys(given) as (keyof Part & string)[];
  if (names.every((name) => given[name] === undefined || isDeepStrictEqual(given[name], former[name]))) return true;
  throw new UzelError(
    'UZ1502',
    `The key "${given.key}" stands for something else in this order. Take it away first, or use another key.`,
  );
}

/** The list without the part of a key. @throws UzelError UZ1507 there is none */
export function without<Part extends Keyed>(parts: readonly Part[], key: string): readonly [Part, Part[]] {
  const part = parts.find((one) => one.key === key);
  if (part) return [part, parts.filter((one) => one !== part)];
  throw new UzelError(
    'UZ1507',
    `The order has nothing with the key "${key}" here. Its keys are in GET /v1/orders/{id}.`,
  );
}

/** How much of each line parts speak of: number of the line → quantity. */
export function quantitiesOf(parts: readonly { readonly lines: readonly LinePart[] }[]): ReadonlyMap<number, Big> {
  const sums = new Map<number, Big>();
  for (const { lineNo, quantity } of parts.flatMap(({ lines }) => lines)) {
    sums.set(lineNo, (sums.get(lineNo) ?? new Big(0)).plus(quantity));
  }
  return sums;
}

/** The highest number of a line that parts of an order speak of, lines that are gone among them: none of them is given again. */
export const highestNamedLine = ({ shipments, returns }: Pick<Order, 'shipments' | 'returns'>): number =>
  Math.max(0, ...[...shipments, ...returns].flatMap(({ lines }) => lines.map(({ lineNo }) => lineNo)));

/** Text without blanks around it; undefined = nothing is said. */
export const filled = (text: string | undefined): string | undefined => text?.trim() || undefined;

/** A moment (ISO 8601 with a zone) as it is kept: in UTC, with three digits of a second, so that it sorts as text. */
export const utcMoment = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : new Date(text).toISOString();

/** Quantities as they are kept. */
export const keptLines = (lines: readonly LinePart[] | undefined): readonly LinePart[] | undefined =>
  lines?.map(({ lineNo, quantity }) => ({ lineNo, quantity: quantityText(quantity) }));

/** What there is to say when more is asked for than is left. */
export interface TooMuch {
  /** Of no line anything is left. */
  readonly nothing: string;
  /** Of one line less is left. */
  less(line: OrderLine, left: string): string;
}

/**
 * The lines of a new part, checked against what is left of each.
 * @param given absent: all that is left, the delivery's own line apart
 * @throws UzelError UZ1501 a line that the order has not, or more than is left
 */
export function partLines(
  order: Pick<Order, 'lines'>,
  given: readonly LinePart[] | undefined,
  leftOf: (line: OrderLine) => Big,
  tooMuch: TooMuch,
): readonly LinePart[] {
  if (!given) {
    const all = order.lines.flatMap((line) => {
      const left = leftOf(line);
      return line.kind === 'delivery' || left.lte(0) ? [] : [{ lineNo: line.lineNo, quantity: left.toFixed() }];
    });
    if (all.length === 0) throw new UzelError('UZ1501', tooMuch.nothing);
    return all;
  }
  for (const [index, { lineNo, quantity }] of given.entries()) {
    const line = order.lines.find((one) => one.lineNo === lineNo);
    if (!line) {
      const path = `lines.${index}.lineNo`;
      throw new UzelError('UZ1501', `${path}: The order has no line ${lineNo}.`, { path });
    }
    const left = leftOf(line);
    if (left.lt(quantity)) {
      const path = `lines.${index}.quantity`;
      const less = tooMuch.less(line, (left.lt(0) ? new Big(0) : left).toFixed());
      throw new UzelError('UZ1501', `${path}: ${less}`, { path });
    }
  }
  return given;
}
