/** A place in a list that is ordered by refs alone. */
export const NO_ID = '00000000-0000-0000-0000-000000000000';

/** A page out of rows in the order of their refs, of which one more was read. @returns `last`: the ref behind which the next page begins; null = there is none */
export function cutByRef<Row extends { readonly ref: string }>(
  rows: readonly Row[],
  limit: number,
): { readonly items: readonly Row[]; readonly last: string | null } {
  const items = rows.slice(0, limit);
  return { items, last: rows.length > limit ? (items.at(-1)?.ref ?? null) : null };
}
