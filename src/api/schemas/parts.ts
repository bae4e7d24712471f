import { z } from 'zod';

/** Which members of an item each part that `include` may name is. */
export type PartMembers = Readonly<Record<string, readonly string[]>>;

/** Several values of an address: with commas between them, or by naming the parameter again. */
export const commaList = <Item extends z.ZodType>(list: z.ZodArray<Item>) =>
  z.preprocess((given) => {
    if (given === undefined) return undefined;
    return (Array.isArray(given) ? given : [given]).flatMap((one) => (typeof one === 'string' ? one.split(',') : one));
  }, list);

const namesOf = (known: readonly string[]) => commaList(z.array(z.enum(known)));

/**
 * `include` and `fields` of a read.
 * @param parts what `include` may name
 * @param members what `fields` may name: the members of an item
 */
export const partsQuery = (parts: readonly string[], members: readonly string[]) => ({
  include: namesOf(parts)
    .optional()
    .describe(
      'Only these parts, with commas between them; what is not asked for is not read. Absent: all. What an item is (ids, names, codes) is shown always.',
    ),
  fields: namesOf(members)
    .optional()
    .describe('Only these members, with commas between them, and the id; of what `include` leaves. Absent: all.'),
});

/** What a read says of its parts. */
export interface PartsAsked {
  readonly include?: readonly string[] | undefined;
  readonly fields?: readonly string[] | undefined;
}
