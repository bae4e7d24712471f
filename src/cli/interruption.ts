/** A command was ended by a signal; what it had committed stays. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** As a shell counts it: 128 and the signal's number. */
  readonly exitCode: number;

  constructor(signal: NodeJS.Signals) {
    super(`ended by ${signal}`);
    this.exitCode = signal === 'SIGINT' ? 130 : 143;
  }
}

/**
 * Hears SIGINT and SIGTERM: the first one asks for an orderly end, a second one ends the process at once with 130.
 * @returns a function that hears no more of them
 */
export function onInterruption(first: (signal: NodeJS.Signals) => void): () => void {
  let asked = false;
  const listener = (signal: NodeJS.Signals): void => {
    if (asked) process.exit(130);
    asked = true;
    first(signal);
  };
  process.on('SIGINT', listener).on('SIGTERM', listener);
  return () => void process.off('SIGINT', listener).off('SIGTERM', listener);
}
