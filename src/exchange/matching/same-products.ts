/**
 * Which product of those that are one stands for the others: of each group of them the one that others were matched with, or where they were
 * matched in a circle, the first by its id.
 * @param pairs products that are one, in any order
 * @returns each product that another stands for, once
 */
export function standingFor(
  pairs: readonly { readonly one: string; readonly other: string }[],
): { readonly productId: string; readonly otherId: string }[] {
  const next = new Map<string, string>();
  for (const { one, other } of pairs) if (!next.has(one)) next.set(one, other);
  return [...next.keys()]
    .map((productId) => ({ productId, otherId: lastOf(productId, next) }))
    .filter(({ productId, otherId }) => productId !== otherId);
}

function lastOf(start: string, next: ReadonlyMap<string, string>): string {
  const met = [start];
  for (let at = next.get(start); at !== undefined; at = next.get(at)) {
    const circle = met.indexOf(at);
    if (circle >= 0) return met.slice(circle).sort()[0] ?? at;
    met.push(at);
  }
  return met.at(-1) ?? start;
}

/**
 * The products that are one with a product, also by way of others.
 * @param pairs of them all
 * @returns by their ids, in their order: whether people have decided about all matches on the way
 */
export function othersOf(
  productId: string,
  pairs: readonly { readonly one: string; readonly other: string; readonly confirmed: boolean }[],
): ReadonlyMap<string, boolean> {
  const all = reached(productId, pairs);
  const sure = reached(
    productId,
    pairs.filter(({ confirmed }) => confirmed),
  );
  return new Map([...all].sort().map((id) => [id, sure.has(id)]));
}

function reached(start: string, pairs: readonly { readonly one: string; readonly other: string }[]): Set<string> {
  const met = new Set([start]);
  for (const id of met) {
    for (const { one, other } of pairs) {
      if (one === id) met.add(other);
      if (other === id) met.add(one);
    }
  }
  met.delete(start);
  return met;
}
