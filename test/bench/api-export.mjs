import { performance } from 'node:perf_hooks';
import { bareCopyOut } from './api-floors.mjs';

const LINE_FEED = 0x0a;

/** What is exported: whole products, and what a list of them shows. */
const WHOLE = '';
const AS_LISTED = '?include=offers,prices,stock';

/**
 * The whole catalogue as one stream, read to its end as fast as it comes, and how much memory the server took for it: whole products,
 * then only what a list of them shows.
 * @param {import('./api-world.mjs').ApiWorld} world
 */
export async function measureExport(world) {
  await world.server.untilAtRest();
  const floorSeconds = await bareCopyOut(world.database);
  return { floorSeconds, whole: await measureStream(world, WHOLE), asListed: await measureStream(world, AS_LISTED) };
}

async function measureStream({ server, headers, products }, query) {
  await server.untilAtRest();
  await server.resetPeak();
  const { cpuSeconds: before } = await server.startMeasuring();
  const began = performance.now();
  const address = `${server.url}/v1/export/products.ndjson${query}`;
  const answer = await fetch(address, { headers: { ...headers, 'Accept-Encoding': 'identity' } });
  if (!answer.ok) throw new Error(`${answer.status} of the export\n${await answer.text()}`);
  let bytes = 0;
  let lines = 0;
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) lines += 1;
  }
  const seconds = (performance.now() - began) / 1000;
  const { cpuSeconds: after, loopP999Ms } = await server.observed();
  return {
    ...{ seconds, bytes, lines, products },
    productsPerSecond: products / seconds,
    megabytesPerSecond: bytes / 1024 ** 2 / seconds,
    peakRssMb: await server.peakMegabytes(),
    serverCpuSeconds: after - before,
    loopDelayP999Ms: loopP999Ms,
  };
}
