import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A program of somebody else that follows the log of changes: `node feed-reader.mjs changes|events <url> <key> <file>`. It keeps a line
 * for each change with what the thing is now, and goes on behind the last whole line. It may be killed anywhere.
 */

const [, , road, url, key, file] = process.argv;
const headers = { authorization: `Bearer ${key}` };
const RESOURCES = { product: 'products', offer: 'offers', price: 'offers', stock: 'offers', order: 'orders' };

let kept = lastKept();
for (;;) {
  try {
    await (road === 'events' ? followEvents() : followPages());
  } catch {
    await sleep(30); // the server is away
  }
}

/** The number of the last whole line; what was cut off behind it is taken away. */
function lastKept() {
  if (!existsSync(file)) return 0;
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  truncateSync(file, Buffer.byteLength(whole));
  const lines = whole.trimEnd();
  return lines === '' ? 0 : JSON.parse(lines.slice(lines.lastIndexOf('\n') + 1)).seq;
}

async function followPages() {
  const response = await fetch(`${url}/v1/changes?after=${kept}&limit=50&wait=5`, { headers });
  if (response.status !== 200) throw new Error(`${response.status}`);
  for (const change of (await response.json()).items) await keep(change);
}

async function followEvents() {
  const from = kept === 0 ? '?after=0' : '';
  const response = await fetch(`${url}/v1/events${from}`, {
    headers: { ...headers, ...(kept === 0 ? {} : { 'last-event-id': String(kept) }) },
  });
  if (response.status !== 200) throw new Error(`${response.status}`);
  let text = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    text += piece;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = /^data: ?(.*)$/m.exec(text.slice(0, end))?.[1];
      text = text.slice(end + 2);
      if (data !== undefined) await keep(JSON.parse(data));
    }
  }
}

async function keep({ seq, type, id, action }) {
  appendFileSync(file, `${JSON.stringify({ seq, type, id, action, now: await now(type, id) })}\n`);
  kept = seq;
}

/** The thing as it is now; null = there is none, or nothing is asked of its kind. */
async function now(type, id) {
  const resource = RESOURCES[type];
  if (!resource) return null;
  const response = await fetch(`${url}/v1/${resource}/${id}`, { headers });
  if (response.status === 404) return null;
  if (response.status !== 200) throw new Error(`${response.status}`);
  return await response.json();
}
