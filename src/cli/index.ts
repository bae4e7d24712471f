#!/usr/bin/env node
import { reportFailure } from './failure.js';
import { createProgram } from './program.js';

// `uzel … | head` closes our output early. The command still has to end well: its database is to be closed.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  const program = await createProgram(process.argv.slice(2));
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = reportFailure(error);
  // What an interrupted command has left unfinished must not keep the process.
  if (process.exitCode > 128) process.exit();
}
