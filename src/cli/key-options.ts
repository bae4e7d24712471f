import { InvalidArgumentError, Option } from 'commander';
import { SCOPES, type Scope } from '../store/nodes/api-keys.js';

/** `--scopes read,orders` of `uzel key add`; absent: all of them. */
export const scopesOption = (): Option =>
  new Option('--scopes <list>', `what it may do: ${SCOPES.join(', ')}, with commas between (default: all)`).argParser(
    readScopes,
  );

/** `--rate 600` of `uzel key add`; absent: RATE_PER_MINUTE. */
export const rateOption = (): Option =>
  new Option('--rate <number>', 'the most requests in a minute (default: RATE_PER_MINUTE)').argParser(readRate);

function readScopes(text: string): Scope[] {
  return text.split(',').map((word) => {
    const scope = SCOPES.find((known) => known === word.trim());
    if (scope) return scope;
    throw new InvalidArgumentError(`There is no scope ${JSON.stringify(word.trim())}: ${SCOPES.join(', ')}.`);
  });
}

function readRate(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 10_000_000) return value;
  throw new InvalidArgumentError('A whole number from 1 to 10000000 is expected.');
}
