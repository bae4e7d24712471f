import { z } from 'zod';
import type { Position } from '../../store/list-page.js';
import { text } from '../schemas/primitives.js';
import { InvalidRequest } from './invalid-request.js';

const position = z.strictObject({
  id: z.uuid(),
  at: z.iso
    .datetime({ precision: 6 })
    .refine((at) => !at.startsWith('0000'))
    .optional(),
  key: text(500).optional(), // what PostgreSQL cannot take must not reach it
});

/** A place in a list as clients carry it: text that means nothing to them. */
export function writeCursor(list: string, place: Position | null): string | null {
  return place === null ? null : Buffer.from(JSON.stringify([list, place])).toString('base64url');
}

/**
 * The place that a cursor names.
 * @param list name of the list, of its order and its filters: a cursor of another is refused
 * @param key what the key of a place looks like, in a list that is ordered by one; else a place has none
 * @throws UZ1501 for a cursor that this list did not give
 */
export function readCursor(list: string, cursor: string | undefined, key?: RegExp): Position | null {
  if (cursor === undefined) return null;
  const parsed = z.tuple([z.literal(list), position]).safeParse(decode(cursor));
  const place = parsed.success ? parsed.data[1] : null;
  if (place && (key ? place.key !== undefined && key.test(place.key) : place.key === undefined)) {
    const { id, at } = place;
    return { id, ...(at !== undefined && { at }), ...(place.key !== undefined && { key: place.key }) };
  }
  const message =
    'This cursor does not belong to this list. Begin again without `cursor`, and pass on what `next` gives.';
  throw new InvalidRequest([{ path: 'cursor', message }]);
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null; // not of our making: refused by the caller as any other
  }
}
