import { PUBLISHED } from './peers.mjs';

/** What is to be reached with 100,000 products and 200,000 offers on the embedded PostgreSQL. */
const RATIOS = {
  first: { goal: 1.1, least: 1.5 },
  unchanged: { goal: 0.7, least: 1 },
  onePercent: { goal: 0.7, least: 1 },
  prices: { goal: 1.2 },
  rests: { goal: 1.2 },
};
const PEAK_RSS_MB = 250;
const LOOP_P999_MS = 50;
const SLOWEST_LIVE_MS = 200;
const UNCHANGED_WAL_BYTES = 1e6;
const FASTER_THAN_PHP = 20;
const FASTER_THAN_PARSER = 5;
/** Microseconds for a record of the first load: the largest of several sizes over the least of them. */
const GROWTH = 1.15;

/**
 * One comparison: a sentence, and whether the goal and the least are reached (`least` undefined: there is only a goal).
 * @typedef {{ text: string, goal: boolean, least?: boolean }} Judgement
 */

/**
 * Judges one run of performance.json.
 * @param {Record<string, unknown>} run
 * @returns {Judgement[]}
 */
export function judgeRun(run) {
  const { phase, seconds, floorParseSeconds: parse, floorCopySeconds: copy, ratio } = run;
  const { goal, least } = RATIOS[phase];
  const floor = copy === null ? `bare parse ${s(parse)}` : `(bare parse ${s(parse)} + bare COPY ${s(copy)})`;
  const judged = [
    {
      text: `import ${s(seconds)} = ${ratio.toFixed(2)} × ${floor}; goal ${goal}${least === undefined ? '' : `, least ${least}`}`,
      goal: ratio <= goal,
      ...(least === undefined ? {} : { least: ratio <= least }),
    },
    most('peak RSS of the server', run.peakRssMb, PEAK_RSS_MB, 'MB'),
    most("event loop's delay, p99.9", run.loopDelayP999Ms, LOOP_P999_MS, 'ms'),
    most('slowest /live', run.slowestLiveMs, SLOWEST_LIVE_MS, 'ms'),
  ];
  if (phase === 'unchanged') {
    const more = `, and ${run.bookkeepingRows} rows of the exchange's bookkeeping`;
    judged.push(most('rows written', run.rowsWritten, 0, `rows of the catalogue${more}`));
    judged.push(most('WAL', run.walBytes / 1e6, UNCHANGED_WAL_BYTES / 1e6, 'MB'));
  }
  if (phase === 'first') judged.push(againstPhp(run));
  return judged;
}

/** The first load against the faster of the PHP peers, product by product: other machines, comparable. */
function againstPhp({ seconds, products }) {
  const fastest = Math.min(...PUBLISHED.map((peer) => peer.seconds / peer.products));
  const times = fastest / (seconds / products);
  return {
    text: `${times.toFixed(1)} times as many products a second as the faster PHP engine (published, not measured here); goal ${FASTER_THAN_PHP}`,
    goal: times >= FASTER_THAN_PHP,
  };
}

/**
 * The whole first load against the bare parse of commerceml-parser on the same files.
 * @param {Record<string, unknown>} run
 * @param {number} peerSeconds
 * @returns {Judgement}
 */
export function judgePeer({ seconds }, peerSeconds) {
  const times = peerSeconds / seconds;
  return {
    text: `${times.toFixed(1)} times as fast as commerceml-parser only parses the same files (${s(peerSeconds)}); goal ${FASTER_THAN_PARSER}`,
    goal: times >= FASTER_THAN_PARSER,
  };
}

/**
 * Whether the time for a record stays the same however many there are.
 * @param {readonly Record<string, unknown>[]} runs of several sizes
 * @returns {Judgement | null} null for one size
 */
export function judgeGrowth(runs) {
  const firsts = runs.filter(({ phase }) => phase === 'first');
  if (firsts.length < 2) return null;
  const micros = firsts.map(({ seconds, records }) => (seconds / records) * 1e6);
  const times = Math.max(...micros) / Math.min(...micros);
  const list = firsts.map(({ products }, index) => `${micros[index].toFixed(0)} µs with ${products} products`);
  return { text: `a record takes ${list.join(', ')}; goal within 15 %`, goal: times <= GROWTH };
}

function most(what, value, limit, unit) {
  const digits = Number.isInteger(value) || value >= 10 ? 0 : 2;
  return { text: `${what} ${value.toFixed(digits)} ${unit}; goal at most ${limit}`, goal: value <= limit };
}

const s = (seconds) => `${seconds.toFixed(2)} s`;
