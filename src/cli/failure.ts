import { CommanderError } from 'commander';
import { UzelError } from '../errors.js';
import { Interrupted } from './interruption.js';

/** A wrong use of the command line. */
const USAGE = 2;

/**
 * Tells a person on standard error why a command failed: `message (code)`. Where it happened is told at LOG_LEVEL=debug only.
 * @returns the exit code: 1 failed, 2 wrong use (commander has told it already), 130 or 143 ended by a signal
 */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof Interrupted) return error.exitCode;
  process.stderr.write(`${sentence(error)}\n`);
  if (isDebugging()) process.stderr.write(`${traces(error).join('\n')}\n`);
  return 1;
}

function sentence(error: unknown): string {
  if (error instanceof UzelError) return `${error.publicMessage} (${error.code})`;
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  if (typeof code === 'string' && typeof syscall === 'string') return `${message} (${code})`;
  const what = error instanceof Error ? error.message || error.name : String(error);
  return `Something unexpected happened: ${what}. Repeat with LOG_LEVEL=debug to see where. (UZ1999)`;
}

const isDebugging = (): boolean => /^\s*(debug|trace)\s*$/.test(process.env.LOG_LEVEL ?? '');

/** The stacks of an error and of its causes. */
function traces(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  return [error.stack ?? error.message, ...traces(error.cause)];
}
