/**
 * How many slips of the keyboard lie between two words: a letter too many, one missing, another one, two neighbours swapped
 * (Damerau–Levenshtein, no part of a word changed twice).
 * @returns the number, or `most + 1` for more than `most`
 */
export function slipsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwap) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return Math.min(row[other.length] ?? 0, most + 1);
}

/** So many slips are forgiven in a word: one in a short word, two in a long one. */
const forgiven = (word: string): number => (word.length <= 5 ? 1 : 2);

/** Words that one mistyped word may mean at most. */
const MOST_MEANT = 5;

/** Of known words those that a mistyped one may mean, the nearest first. */
export function meantBy(word: string, known: readonly string[]): string[] {
  const most = forgiven(word);
  return known
    .map((other) => ({ other, slips: slipsBetween(word, other, most) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips || (a.other < b.other ? -1 : 1))
    .slice(0, MOST_MEANT)
    .map(({ other }) => other);
}
