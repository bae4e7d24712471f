import type { Finding } from '../findings.js';
import { fill, type Words } from './fill.js';
import type { FindingText } from './texts.js';

/** What is told of a finding, with its values filled in. */
export function explain(words: Words, { code, subject, count, values }: Finding): FindingText {
  const { what, why, advice } = words.texts.findings[code];
  const all = { ...values, count, subject };
  return { what: fill(words, what, all), why: fill(words, why, all), advice: fill(words, advice, all) };
}
