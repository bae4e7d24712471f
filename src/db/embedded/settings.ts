import os from 'node:os';

/**
 * postgresql.conf of the embedded database, given on the command line so that it follows the program's version: a small server
 * beside a Node process, nothing given up of durability.
 * @param connections of all processes together
 */
export function settingsFor(connections: number, tcp: boolean, more: readonly string[]): string[] {
  return [
    `listen_addresses=${tcp ? '127.0.0.1' : ''}`,
    'unix_socket_permissions=0700',
    `max_connections=${Math.max(connections, 50)}`,
    'fsync=on',
    'synchronous_commit=on',
    `shared_buffers=${sharedBuffersMb()}MB`,
    'work_mem=16MB',
    'maintenance_work_mem=128MB',
    'max_wal_size=1GB',
    'checkpoint_completion_target=0.9',
    // No replica can follow an embedded database, and without one COPY into a new table is cheaper.
    'wal_level=minimal',
    'max_wal_senders=0',
    // Parallel workers exchange through /dev/shm, 64 MB in a container; our queries are short.
    'max_parallel_workers_per_gather=0',
    'max_parallel_maintenance_workers=0',
    'jit=off',
    // Huge pages that a container may not use end PostgreSQL by SIGBUS.
    'huge_pages=off',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_line_prefix=%m [%p] ',
    'log_checkpoints=off',
    ...more,
  ];
}

const MB = 1024 * 1024;
/** A sixteenth of the memory is little beside what the system keeps of files; what is in it is read a third faster than from there. */
const SHARE = 16;
const [LEAST_MB, MOST_MB] = [128, 512];

/** Of the memory of the computer, or of the container. */
function sharedBuffersMb(): number {
  const constrained = process.constrainedMemory(); // 0, or more than there is: no limit
  const memory = constrained > 0 ? Math.min(constrained, os.totalmem()) : os.totalmem();
  return Math.round(Math.min(MOST_MB, Math.max(LEAST_MB, memory / SHARE / MB)));
}
