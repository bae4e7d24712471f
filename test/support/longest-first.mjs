import Sequencer from '@jest/test-sequencer';

/**
 * What takes longest, in about this order (10 s to a minute each). A clean checkout has no times of a former run, and Jest then goes by
 * the size of the files: the shortest of these would begin last, and one worker would end the run alone.
 */
const LONGEST = [
  'exchange/ownership.property',
  'exchange/importer-real',
  'exchange/coverage',
  'acceptance/crash',
  'acceptance/full-runs',
  'acceptance/databases',
  'acceptance/race',
  'acceptance/dialect-runs',
  'acceptance/real-catalogues',
  'cli/serve',
  'acceptance/protocol-listen',
  'acceptance/whole-exchanges',
  'exchange/full-runs.property',
  'exchange/step-cost',
  'exchange/restore.property',
  'exchange/recognition.property',
  'acceptance/node-settings',
  'protocol/login-limit',
  'exchange/orders.property',
  'db/embedded-crash',
  'db/embedded.test',
  'cli/import',
  'cli/replay',
  'bench/import',
  'acceptance/mattresses',
  'exchange/replay',
  'server/main',
];

/** The order of a run: by the times of the last one where they are known, else the longest first. */
export default class LongestFirst extends Sequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some((test) => test.duration !== undefined)) return sorted;
    const rank = ({ path }) => {
      const found = LONGEST.findIndex((name) => path.replaceAll('\\', '/').includes(`/test/${name}`));
      return found === -1 ? LONGEST.length : found;
    };
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
