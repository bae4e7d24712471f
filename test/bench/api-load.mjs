import { performance } from 'node:perf_hooks';
import autocannon from 'autocannon';
import { percentiles } from './api-percentiles.mjs';

/**
 * The process that asks: autocannon, so that nothing of the server or of the bench delays it. It is sent one task, answers with
 * what it measured, and ends.
 *
 * A task: as many requests a second as said, at even times (`rate`), or as many as the server takes (no `rate`).
 * @typedef {{ url: string, headers: Record<string, string>, connections: number, seconds: number, rate?: number, expected: number,
 *   requests: { kind: string, path: string | null, headers?: Record<string, string> }[] }} LoadTask
 * @typedef {{ asked: number, answered: number, errors: number, statuses: Record<string, number>, firstError: string | null,
 *   perSecond: number, bytes: number, latency: import('./api-percentiles.mjs').Percentiles,
 *   kinds: Record<string, import('./api-percentiles.mjs').Percentiles>, lateMs: number, repeated: number, cpuSeconds: number }} LoadResult
 */

process.once('message', async (/** @type {LoadTask} */ task) => {
  const result = task.rate === undefined ? await atFullSpeed(task) : await atEvenTimes(task);
  process.send?.(result, () => process.disconnect());
});

/** Latencies are those of autocannon. */
async function atFullSpeed({ url, headers, connections, seconds, expected, requests }) {
  let place = 0;
  const each = {
    method: 'GET',
    setupRequest: (request) => {
      const { path, headers: own } = requests[place++ % requests.length];
      return { ...request, path, headers: { ...headers, ...own } };
    },
  };
  const done = await autocannon({ url, connections, duration: seconds, requests: [each] });
  const statuses = Object.fromEntries(
    Object.entries(done.statusCodeStats ?? {}).map(([status, { count }]) => [status, count]),
  );
  const answered = statuses[expected] ?? 0;
  return { perSecond: answered / done.duration, answered, errors: errorsOf(done, statuses, expected), statuses };
}

const errorsOf = (done, statuses, expected) =>
  done.errors +
  Object.entries(statuses).reduce((sum, [status, count]) => sum + (Number(status) === expected ? 0 : count), 0);

/** Answers that are later than this after the last request are not waited for. */
const MOST_LATE_SECONDS = 2;

/**
 * autocannon's own rate sends all requests of a second at its beginning. Here its connections wait for their turn instead: a request is
 * due each 1/rate s; when no connection is free, it waits, and the waiting counts.
 */
async function atEvenTimes({ url, headers, connections, seconds, rate, expected, requests }) {
  const taken = makeTaker(requests);
  const latencies = [];
  const kinds = new Map();
  const late = [];
  const idle = [];
  const overdue = [];
  let lastBody = '';
  let lastStatus = 0;
  let bytes = 0;
  let firstError = null;

  const each = {
    method: 'GET',
    headers,
    setupRequest: (request) => ({ ...request, path: taken.take().path }),
    onResponse: (status, body) => {
      [lastStatus, lastBody] = [status, body];
    },
  };
  const setupClient = (client) => {
    const send = client._doRequest.bind(client);
    const first = taken.last();
    let current;
    client.sendDue = (due) => {
      const isFirst = client.reqsMade === 0;
      send();
      current = { due, request: isFirst ? first : taken.last() };
    };
    // It is called when the connection is made and after each answer: the connection is free.
    client._doRequest = () => {
      const due = overdue.shift();
      if (due === undefined) idle.push(client);
      else client.sendDue(due);
    };
    client.on('response', (_, size) => {
      const took = performance.now() - current.due;
      const { kind, path } = current.request;
      if (lastStatus !== expected) {
        firstError ??= `${lastStatus} ${path}\n${lastBody.slice(0, 600)}`;
        return;
      }
      latencies.push(took);
      kinds.set(kind, [...(kinds.get(kind) ?? []), took]);
      bytes += size;
      taken.answered(path, lastBody);
    });
  };

  const running = autocannon({
    url,
    connections,
    duration: seconds + Math.min(seconds, MOST_LATE_SECONDS),
    requests: [each],
    setupClient,
  });
  const cpu = process.cpuUsage();
  const begin = performance.now() + 500;
  let asked = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    for (; asked < seconds * rate && begin + (asked * 1000) / rate <= now; asked += 1) {
      const due = begin + (asked * 1000) / rate;
      late.push(now - due);
      const client = idle.shift();
      // A timer that fires late is no fault of the server.
      if (client) client.sendDue(now);
      else overdue.push(now);
    }
  }, 1);
  const done = await running;
  clearInterval(timer);
  const { user, system } = process.cpuUsage(cpu);
  const statuses = Object.fromEntries(
    Object.entries(done.statusCodeStats ?? {}).map(([status, { count }]) => [status, count]),
  );
  const unanswered = asked - Object.values(statuses).reduce((sum, count) => sum + count, 0);
  return {
    ...{ asked, statuses, firstError, bytes },
    answered: latencies.length,
    errors:
      Math.max(done.errors, unanswered) +
      (Object.values(statuses).reduce((sum, count) => sum + count, 0) - latencies.length),
    perSecond: latencies.length / seconds,
    latency: percentiles(latencies),
    kinds: Object.fromEntries([...kinds].map(([kind, list]) => [kind, percentiles(list)])),
    lateMs: percentiles(late).p99,
    repeated: taken.repeated(),
    cpuSeconds: (user + system) / 1e6,
  };
}

/** Cursors that may wait to be followed. */
const MOST_CURSORS = 2_000;

/** Hands out one request after the other; the next pages are those of former answers. */
function makeTaker(requests) {
  const cursors = [];
  const seen = new Set();
  let place = 0;
  let repeated = 0;
  let last;
  const resolve = (request) => {
    if (request.path !== null) return request;
    // Not the newest: whoever turns a page has read it.
    const next = cursors.shift();
    return next === undefined ? undefined : { kind: request.kind, path: next };
  };
  return {
    take() {
      do last = resolve(requests[place++ % requests.length]);
      while (last === undefined);
      if (seen.has(last.path)) repeated += 1;
      seen.add(last.path);
      return last;
    },
    last: () => last,
    answered(path, body) {
      const next = /"next":"([^"]+)"/.exec(body.slice(-300)) ?? /"next":"([^"]+)"/.exec(body.slice(0, 300));
      if (!next || cursors.length >= MOST_CURSORS) return;
      cursors.push(`${path.replace(/&cursor=[^&]*/, '')}&cursor=${encodeURIComponent(next[1])}`);
    },
    repeated: () => repeated,
  };
}
