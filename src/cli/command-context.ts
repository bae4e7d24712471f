import type { Command } from 'commander';

/** One file per command; each adds itself to the program. */
export type RegisterCommand = (program: Command) => void;
