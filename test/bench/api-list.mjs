import { askLoad } from './api-ask.mjs';
import { barePages, startBareHttp } from './api-floors.mjs';
import { forgetExchanges, keepImporting, makeExchanges } from './api-imports.mjs';
import { pageRequests } from './api-requests.mjs';
import { OFFERS_EACH } from './api-world.mjs';

const CONNECTIONS = 64;
/** The floor is measured for this part of the time. */
const FLOOR_SHARE = 1 / 6;
const BARE_PAGES = 500;
const WARM_SECONDS = 2;

/**
 * As `measureRate`, at each of the rates.
 * @param {import('./api-world.mjs').ApiWorld} world
 * @param {import('./api-options.mjs').ApiOptions} options
 */
export async function measureList(world, options) {
  const measured = [];
  for (const rate of options.rates) measured.push(await measureRate(world, options, rate));
  return measured;
}

/**
 * Pages of products at an even rate, while 1C sends one exchange after the other; then the same number of bare answers of the same size,
 * beside the same exchanges.
 * @param {import('./api-world.mjs').ApiWorld} world
 * @param {import('./api-options.mjs').ApiOptions} options
 * @param {number} rate requests a second
 */
async function measureRate(world, { seconds, imports, gzip, seed }, rate) {
  const { server, database, products, folder, headers } = world;
  const floorSeconds = Math.max(1, Math.round(seconds * FLOOR_SHARE));
  const barePage = await barePages(database, BARE_PAGES);
  const wanted = { folder, products, offersEach: OFFERS_EACH, seed };
  const exchanges = imports
    ? await makeExchanges({ ...wanted, seconds: seconds + floorSeconds, begin: await world.nextRound() })
    : [];
  const requests = pageRequests({ count: rate * seconds + CONNECTIONS, seed, products });
  const task = { connections: CONNECTIONS, rate, expected: 200 };
  const packed = gzip ? { 'Accept-Encoding': 'gzip' } : {};
  // A server that has answered nothing yet compiles its code and its statements first.
  await askLoad({
    ...task,
    url: server.url,
    headers: { ...headers, ...packed },
    seconds: Math.min(seconds, WARM_SECONDS),
    requests: requests.slice(-WARM_SECONDS * rate - CONNECTIONS),
  });

  await server.untilAtRest();
  const importing = keepImporting(server.url, exchanges);
  const before = { server: await server.startMeasuring(), database: await world.databaseCpu() };
  const load = await askLoad({ ...task, url: server.url, headers: { ...headers, ...packed }, seconds, requests });
  const after = { server: await server.observed(), database: await world.databaseCpu() };

  const bytesEach = Math.round(load.bytes / Math.max(1, load.answered));
  const bare = await startBareHttp(bytesEach);
  const bareTask = { ...task, url: bare.url, headers: {}, seconds: floorSeconds, requests: requests.slice(0, rate) };
  const floor = await askLoad(bareTask).finally(() => bare.stop());
  const imported = await importing.stop();
  await forgetExchanges(exchanges);
  await world.untilListed();
  return {
    ...{ rate, seconds, gzip, bytesEach },
    ...pickFigures(load),
    imported: imports ? imported : null,
    serverCpuSeconds: after.server.cpuSeconds - before.server.cpuSeconds,
    databaseCpuSeconds: Number.isNaN(after.database) ? null : after.database - before.database,
    loopDelayP999Ms: after.server.loopP999Ms,
    floorHttp: floor.latency,
    floorPage: barePage,
  };
}

const pickFigures = ({
  asked,
  answered,
  errors,
  statuses,
  firstError,
  latency,
  kinds,
  lateMs,
  repeated,
  cpuSeconds,
}) => ({
  ...{ asked, answered, errors, statuses, firstError, latency, kinds },
  ...{ askedLateMs: lateMs, repeatedAddresses: repeated, askingCpuSeconds: cpuSeconds },
});
