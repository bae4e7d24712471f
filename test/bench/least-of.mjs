/**
 * Does a piece of work several times and returns the least of what it gave: the other runs were disturbed.
 * @param {number} times
 * @param {() => Promise<number>} work
 */
export async function leastOf(times, work) {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < times; run += 1) least = Math.min(least, await work());
  return least;
}
