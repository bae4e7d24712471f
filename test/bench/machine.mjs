import os from 'node:os';

/** What a figure was measured on: processors, memory, system, Node. */
export function machine() {
  const processors = os.cpus();
  const memory = (os.totalmem() / 1024 ** 3).toFixed(0);
  return `${processors.length} × ${processors[0]?.model.trim() ?? os.arch()}, ${memory} GB, ${os.type()} ${os.release()}, Node ${process.versions.node}`;
}
