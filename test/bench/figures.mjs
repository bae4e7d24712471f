/** The measured figures of a run, as the columns of a table: a heading and the words of a cell. */
export const COLUMNS = [
  ['import', ({ seconds }) => `${seconds.toFixed(2)} s`],
  ['records/s', ({ recordsPerSecond }) => whole(recordsPerSecond)],
  ['MB/s', ({ megabytesPerSecond }) => megabytesPerSecond.toFixed(1)],
  ['bare parse', ({ floorParseSeconds }) => `${floorParseSeconds.toFixed(2)} s`],
  ['bare COPY', ({ floorCopySeconds }) => (floorCopySeconds === null ? '–' : `${floorCopySeconds.toFixed(2)} s`)],
  ['ratio', ({ ratio }) => ratio.toFixed(2)],
  ['peak RSS', ({ peakRssMb }) => `${peakRssMb.toFixed(0)} MB`],
  ['WAL', ({ walBytes }) => `${(walBytes / 1e6).toFixed(walBytes < 10e6 ? 2 : 0)} MB`],
  ['rows written', ({ rowsWritten }) => whole(rowsWritten)],
  ['loop p99.9', ({ loopDelayP999Ms }) => `${loopDelayP999Ms.toFixed(0)} ms`],
  ['slowest /live', ({ slowestLiveMs }) => `${slowestLiveMs.toFixed(0)} ms`],
];

/** The phases in words. */
export const PHASE_NAMES = {
  first: 'first load',
  unchanged: 'unchanged',
  onePercent: '1 % changed',
  prices: 'prices only',
  rests: 'rests only',
};

/** Runs of one server and one catalogue, which come one after the other. */
export function byCatalogue(runs) {
  const groups = new Map();
  for (const run of runs) {
    const key = JSON.stringify([run.database, run.products, run.encoding, run.zip]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()];
}

/** What the runs of one catalogue have in common, in a sentence. */
export function describeCatalogue([run]) {
  const where = run.database === 'embedded' ? 'embedded PostgreSQL' : 'PostgreSQL by URL';
  const sent = `${run.encoding}${run.zip ? ', as ZIP' : ''}`;
  return `${where} ${run.postgres}, ${whole(run.products)} products + ${whole(run.offers)} offers, ${(run.bytes / 1e6).toFixed(0)} MB, ${sent}, seed ${run.seed}`;
}

/** 1234567 → 1,234,567 */
export const whole = (count) => Math.round(count).toLocaleString('en-US');
