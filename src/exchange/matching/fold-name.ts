/** A name is compared by so many letters and digits at most. */
const LONGEST = 200;

/** `8х40`, `8 x 40`, `8×40`, `8*40`: one size. */
const TIMES = /(?<=\d)\s*[xх×*]\s*(?=\d)/giu;

/**
 * A name as names are compared: words of letters and digits, whatever its case, accents, alphabet and signs.
 * @param foldText makes lower ASCII letters of Latin and Cyrillic ones: PostgreSQL makes trigrams of no others where its locale is C
 * @returns '' when nothing of it can be compared
 */
export function foldName(name: string, foldText: (text: string) => string): string {
  const folded = foldText(name.slice(0, 4 * LONGEST).replace(TIMES, 'x'));
  return folded
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .trimEnd();
}
