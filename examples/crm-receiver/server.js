/**
 * A CRM that never misses an order: webhooks ring, what happened is read from the changes and from the order itself.
 *
 *   UZEL_URL=http://localhost:8080 UZEL_KEY=uzel_… node examples/crm-receiver/server.js
 */
import { randomUUID } from 'node:crypto';
import express from 'express';
import { createClient, UzelApiError, verifyWebhook } from 'uzel/client';
import { ordersPage } from './page.js';
import { openState } from './state.js';

const {
  UZEL_URL = 'http://localhost:8080',
  UZEL_KEY,
  PORT = '3001',
  HOST = '127.0.0.1',
  PAGE_PORT = '3002',
} = process.env;
const { STATE_FILE = 'crm-state.json', WEBHOOK_URL } = process.env;
if (!UZEL_KEY) {
  console.error('Set UZEL_KEY to an API key; this makes one:\n\n  npx uzel key add crm\n');
  process.exit(1);
}
const EVENTS = ['order.created', 'order.updated', 'order.document_added', 'exchange.ended', 'import.failed'];
/** So many ids of messages are remembered: a message is repeated within days at most. */
const SEEN = 10_000;
/** How often the changes are asked though nothing rang: a message may have been given up. */
const LOOK_MS = Number(process.env.LOOK_SECONDS ?? 60) * 1000;
const AGAIN_MS = 2000;

const uzel = createClient({ url: UZEL_URL, key: UZEL_KEY });
const state = await openState(STATE_FILE);
const log = (text) => console.log(`${new Date().toISOString()}  ${text}`);

// --- Messages: checked, noted, answered; then worked on

const app = express();
app.disable('x-powered-by');
app.post('/webhook', express.raw({ type: () => true, limit: '10mb' }), async (request, response) => {
  let message;
  try {
    message = verifyWebhook(request.body, request.headers, state.secret ?? []);
  } catch (error) {
    log(`refused a message that Uzel did not sign: ${error.message}`);
    return void response.sendStatus(400);
  }
  if (state.seen.includes(message.id)) {
    log(`again   ${message.id}: done before`);
    return void response.sendStatus(204);
  }
  note(message);
  state.seen = [...state.seen, message.id].slice(-SEEN);
  await state.save(); // before the answer: whoever is answered 2xx does not tell again
  response.sendStatus(204);
  void work();
});

function note({ id, type, data }) {
  log(`heard   ${type} (${id})`);
  if (type.startsWith('order.')) state.todo.push(data.order.id);
  if (type === 'webhook.missed') state.after = null;
  if (type === 'import.failed') log(`1C sent what could not be imported: ${JSON.stringify(data)}`);
}

// --- The truth: which orders changed, and what became of each

/** Notes every order that changed while nobody listened. The first time, and when the log of changes reaches back no more: all orders. */
async function lookForChanges() {
  try {
    if (state.after === null) {
      const last = await uzel.lastChange(); // first the place, then what is there: what changes meanwhile is read again
      const there = new Set();
      for await (const { id } of uzel.all('/v1/orders', { query: { limit: 500 } })) there.add(id);
      // What is known and was not named may be gone: reading it says so.
      state.todo = [...new Set([...state.todo, ...there, ...Object.keys(state.orders)])];
      state.after = last;
      await state.save();
    }
    for (let more = true; more; ) {
      const { data } = await uzel.get('/v1/changes', { query: { after: state.after, types: 'order', limit: 1000 } });
      state.todo.push(...new Set(data.items.map(({ id }) => id)));
      if (data.last !== state.after) {
        state.after = data.last;
        await state.save(); // what is to be done, and the place behind it, in one file
      }
      more = data.more;
    }
  } catch (error) {
    if (!(error instanceof UzelApiError && error.code === 'UZ1521')) throw error;
    log('the changes that were missed are kept no more: all orders are read');
    state.after = null;
    await lookForChanges();
  }
}

let working = false;
/** Reads what is to be done, one by one. What is noted meanwhile, the same order too, comes behind. */
async function work() {
  if (working) return;
  working = true;
  try {
    while (state.todo.length > 0) {
      await readOrder(state.todo[0]);
      state.todo.shift();
      await state.save();
    }
  } catch (error) {
    log(`could not read an order, again in a moment: ${error.message}`);
    setTimeout(work, AGAIN_MS);
  } finally {
    working = false;
  }
}

/** An order that is there no more is forgotten: it must not hold up those behind it. Any other trouble passes, and is waited for. */
async function readOrder(id) {
  try {
    await readPresentOrder(id);
  } catch (error) {
    if (!(error instanceof UzelApiError && (error.status === 404 || error.status === 410))) throw error;
    log(`order ${state.orders[id]?.number ?? id} is gone: it is forgotten here`);
    delete state.orders[id];
  }
}

/** The order as it is, and each version of it that is not known here yet: told once, in their order. */
async function readPresentOrder(id) {
  const { data: order } = await uzel.get('/v1/orders/{id}', { params: { id } });
  // Older than what is known here: the database was put back to an earlier day, and what came after that never was.
  const known = state.orders[id]?.version > order.version ? undefined : state.orders[id];
  const history = known ? [...known.history] : [{ version: 1, at: order.placedAt, who: 'shop', what: 'placed' }];
  for await (const entry of uzel.all('/v1/orders/{id}/history', { params: { id } })) {
    if (entry.version <= history.at(-1).version) continue;
    history.push({ version: entry.version, at: entry.at, who: entry.node ?? entry.source, what: whatOf(entry) });
  }
  const { number, status, total, currency, paid, shipped, cancelled, version, placedAt } = order;
  state.orders[id] = {
    ...{ number, status, total, currency, paid, shipped, cancelled, version, placedAt },
    customer: order.customer.name,
    oneC: order.oneC.number,
    history,
  };
  if (!known) log(`order ${number}: ${total} ${currency}, ${order.customer.name}`);
  for (const entry of history.slice(known?.history.length ?? 1)) {
    log(`order ${number}, version ${entry.version} by ${entry.who}: ${entry.what}`);
  }
}

const shown = (value) =>
  value === null || value === undefined ? '–' : typeof value === 'object' ? '…' : String(value);
const whatOf = ({ changes }) =>
  Object.entries(changes)
    .map(([field, { from, to }]) => `${field} ${shown(from)} → ${shown(to)}`)
    .join(', ');

// --- The webhook

/** Has Uzel tell us; once, however often this starts or dies on the way. */
async function subscribe(url) {
  if (state.webhook) {
    try {
      const { data: now } = await uzel.get('/v1/webhooks/{id}', { params: { id: state.webhook } });
      if (now.url === url && now.state === 'active') return;
      await uzel.patch('/v1/webhooks/{id}', { params: { id: state.webhook }, body: { url, state: 'active' } });
      return;
    } catch (error) {
      if (error.code !== 'UZ1507') throw error;
      state.asked = null; // somebody has removed it: a new one
    }
  }
  if (state.asked?.url !== url) state.asked = { url, key: randomUUID() };
  await state.save(); // the key of the request first: asked again after a crash it is answered with the same webhook
  const body = { url, events: EVENTS, description: 'examples/crm-receiver' };
  const { data } = await uzel.post('/v1/webhooks', { body, idempotencyKey: state.asked.key });
  Object.assign(state, { webhook: data.id, secret: data.secret });
  await state.save();
  log(`Uzel will tell ${url}`);
}

/** The same trouble is told once, however often it is tried again. */
async function untilDone(what, act) {
  for (let told = ''; ; ) {
    try {
      return await act();
    } catch (error) {
      if (error.status === 401 || error.status === 403)
        stop(`${error.message} Set UZEL_KEY to a key of \`npx uzel key add crm\`.`);
      if (error.message !== told) log(`${what}: ${error.message}${error.help ? ` ${error.help}` : ''}`);
      if (error.code === 'UZ1523' && error.message !== told)
        log('For a receiver in your own network start Uzel with WEBHOOK_ALLOW_PRIVATE=true.');
      told = error.message;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

function stop(why) {
  console.error(why);
  process.exit(1);
}
const portTaken = (port, error) =>
  stop(`Cannot listen: ${error.message}. Stop what has this port, or choose another ${port}.`);

// --- The start

const receiver = app.listen(Number(PORT), HOST, async (error) => {
  if (error) portTaken('PORT', error);
  const url = WEBHOOK_URL ?? `http://${HOST}:${receiver.address().port}/webhook`;
  await untilDone('The webhook', () => subscribe(url));
  for (;;) {
    await untilDone('The changes', lookForChanges);
    await work();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
});
/** Orders are for the people of this machine only, so they have a port of their own. */
const people = ordersPage(state).listen(Number(PAGE_PORT), '127.0.0.1', (error) => {
  if (error) portTaken('PAGE_PORT', error);
  log(`Orders: http://localhost:${people.address().port}`);
});

process.once('SIGTERM', async () => {
  await state.save();
  process.exit(0);
});
