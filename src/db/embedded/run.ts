import { type ChildProcess, spawn } from 'node:child_process';
import { type FileHandle, open } from 'node:fs/promises';
import type { Account } from './account.js';

/** A program of PostgreSQL, a folder or two that it works in, and whom it runs as. */
export interface Run {
  readonly program: string;
  /** Makes the arguments from the names under which the program sees `folders`. */
  readonly args: (folders: readonly string[]) => string[];
  readonly folders: readonly string[];
  readonly account: Account | undefined;
  /** Hand the folders over as open descriptors: their parents are closed to the account. Linux only. */
  readonly byDescriptor: boolean;
  /** Where standard output and error go. */
  readonly output: FileHandle;
  /** In a session of its own: Ctrl-C of the terminal and the end of this process do not touch it. */
  readonly detached: boolean;
}

/** A program that was started. */
export interface Running {
  readonly child: ChildProcess;
  /** How it ended: its exit code, or the error that kept it from starting. Never rejects. */
  readonly ended: Promise<number | Error>;
}

/** Of the surroundings; not its PG… and locale variables, which initdb and postgres would obey. */
const KEPT = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'TEMP', 'TMP'];

/**
 * Starts the program. When a parent of a folder is closed to the account (root's home, a folder by mktemp), the folder is
 * opened here and the program gets it as /proc/self/fd/N, so the data may stay in a DATA_DIR that only root can reach.
 */
export async function run(what: Run): Promise<Running> {
  const handles = what.byDescriptor ? await Promise.all(what.folders.map((folder) => open(folder, 'r'))) : [];
  try {
    const seen = what.byDescriptor ? what.folders.map((_, index) => `/proc/self/fd/${index + 3}`) : what.folders;
    const child = spawn(what.program, what.args(seen), {
      cwd: what.byDescriptor ? '/' : what.folders[0],
      detached: what.detached,
      stdio: ['ignore', what.output.fd, what.output.fd, ...handles.map((handle) => handle.fd)],
      env: environment(),
      windowsHide: true,
      ...(what.account ? { uid: what.account.uid, gid: what.account.gid } : {}),
    });
    // Before anything is waited for: one that ends at once would else have ended unheard.
    return { child, ended: endOf(child) };
  } finally {
    await Promise.all(handles.map((handle) => handle.close()));
  }
}

function environment(): Record<string, string> {
  const kept = KEPT.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  return { ...Object.fromEntries(kept), TZ: 'UTC' }; // else initdb compares the clock with every time zone there is
}

function endOf(child: ChildProcess): Promise<number | Error> {
  return new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', (code, signal) => resolve(code ?? new Error(`ended by ${signal}`)));
  });
}
