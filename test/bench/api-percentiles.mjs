/**
 * What stands at which place of a list of figures.
 * @typedef {{ count: number, p50: number, p90: number, p99: number, p999: number, max: number }} Percentiles
 */

/**
 * @param {readonly number[]} list
 * @returns {Percentiles} of an empty list all are 0
 */
export function percentiles(list) {
  const sorted = Float64Array.from(list).sort();
  const at = (share) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max: at(1) };
}
