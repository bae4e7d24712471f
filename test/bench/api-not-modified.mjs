import { askLoad } from './api-ask.mjs';
import { startBareHttp } from './api-floors.mjs';
import { pageRequests } from './api-requests.mjs';

const CONNECTIONS = 10;
/** So many pages that a client has already and asks for again: what the memory of answers holds, 64 MB. */
const PAGES = 200;

/**
 * How many times a second the server says that a page is as it was; bare Node says it beside.
 * @param {import('./api-world.mjs').ApiWorld} world
 * @param {import('./api-options.mjs').ApiOptions} options
 */
export async function measureNotModified(world, { seconds, seed }) {
  const { server, headers, products, get } = world;
  const duration = Math.max(1, Math.round(seconds / 6));
  const known = [];
  for (const { kind, path } of pageRequests({ count: PAGES, seed, products })) {
    if (path === null || kind === 'text') continue;
    const answer = await get(path);
    await answer.arrayBuffer();
    known.push({ kind, path, headers: { 'If-None-Match': answer.headers.get('etag') } });
  }
  await server.untilAtRest();
  const task = { connections: CONNECTIONS, seconds: duration, expected: 304 };
  const { cpuSeconds: before } = await server.startMeasuring();
  const load = await askLoad({ ...task, url: server.url, headers, requests: known });
  const { cpuSeconds: after } = await server.observed();
  const bare = await startBareHttp(1);
  const requests = [{ kind: 'bare', path: '/', headers: { 'If-None-Match': '"bare"' } }];
  const floor = await askLoad({ ...task, url: bare.url, headers: {}, requests }).finally(() => bare.stop());
  const { perSecond, answered, errors, statuses } = load;
  return {
    ...{ seconds: duration, pages: known.length, answered, perSecond, errors, statuses },
    serverCpuSeconds: after - before,
    floorPerSecond: floor.perSecond,
  };
}
