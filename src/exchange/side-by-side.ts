/**
 * Does something with each of some items, so many at a time; the next begins as soon as one has ended. After the first failure nothing new
 * is begun, and all that was begun has ended before it is thrown: nothing goes on behind it.
 * @returns what came of each, in the order of the items
 */
export async function sideBySide<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  let failed = false;
  const line = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (failed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, line));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return results;
}
