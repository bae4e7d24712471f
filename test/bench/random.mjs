/**
 * A generator of numbers that gives the same sequence for the same seed on every machine (mulberry32): integers from 0
 * to below `limit`.
 * @param {number} seed
 * @returns {(limit: number) => number}
 */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/**
 * A guid that depends on its arguments alone; its last group is the index, so that no two of a kind are equal.
 * @param {string} kind what it names, any word
 * @param {number} seed
 * @param {number} index
 */
export function guidOf(kind, seed, index) {
  let salt = 0;
  for (const character of kind) salt = (Math.imul(salt, 31) + character.charCodeAt(0)) >>> 0;
  const random = randomFrom((salt ^ Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0);
  const hex = Array.from({ length: 5 }, () => random(0x10000).toString(16).padStart(4, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${index.toString(16).padStart(12, '0')}`;
}
