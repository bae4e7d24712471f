import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/**
 * Loaded into the server's process before the server (`node --import`): the bench asks it by IPC for what only the process
 * itself can tell. `reset` begins the measuring of the event loop anew, `read` answers with it and the CPU time used.
 */
if (isMainThread && process.send) {
  const loop = monitorEventLoopDelay(); // looks every 10 ms: each value holds these 10 ms
  loop.enable();
  process.on('message', (wish) => {
    if (wish === 'reset') loop.reset();
    const { user, system } = process.cpuUsage();
    process.send?.({
      loopP999Ms: loop.percentile(99.9) / 1e6,
      loopMaxMs: loop.max / 1e6,
      cpuSeconds: (user + system) / 1e6,
      maxRssMb: process.resourceUsage().maxRSS / 1024,
    });
  });
  process.channel?.unref(); // the bench is no reason to go on running
}
