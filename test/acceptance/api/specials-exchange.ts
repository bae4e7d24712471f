import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { importXml } from '../support/goods.js';
import { EMPTY_FEED } from './samples-others.js';
import type { Special } from './specials.js';
import { FEED_LIMIT, formOf, STREAMS, upload, uploaded, type World } from './world.js';

const form = async (file: string | Buffer | null, name = 'import.xml', fields: Record<string, string> = {}) => ({
  form: await formOf(file, name, { node: '1c', ...fields }),
});

/** Streams of the one key, as many as it may have. */
async function streams({ client, keys }: World) {
  const headers = { authorization: `Bearer ${keys.all}` };
  const open: { close: () => void }[] = [];
  for (let n = 0; n < STREAMS; n += 1) open.push(await client.open({ method: 'GET', target: '/v1/events', headers }));
  return async () => {
    for (const stream of open) stream.close();
    // The server hears of it a moment later; the next case is to find a place.
    const isFull = async () => (await client.send({ method: 'HEAD', target: '/v1/events', headers })).status === 409;
    for (let tries = 0; tries < 200 && (await isFull()); tries += 1) await sleep(20);
  };
}

const WEBHOOK = { url: 'http://169.254.169.254/latest', events: ['order.*'] };

/** Of feeds, changes and webhooks. */
export const exchangeSpecials: readonly Special[] = [
  { of: 'uploadFeed', gives: 'UZ1101', when: 'of an unsafe name', given: () => form(EMPTY_FEED, '../../import.xml') },
  { of: 'uploadFeed', gives: 'UZ1102', when: 'without a file', given: () => form(null) },
  {
    ...{ of: 'uploadFeed', gives: 'UZ1106', when: 'in half a form' },
    given: async () => {
      const { type, body } = await formOf(EMPTY_FEED, 'import.xml', {});
      return { form: { type, body: body.subarray(0, body.length - 50) } };
    },
  },
  {
    ...{ of: 'uploadFeed', gives: 'UZ1502', when: 'with the key of another file' },
    given: async (world) => {
      const headers = { 'idempotency-key': randomUUID() };
      await upload(world, EMPTY_FEED, { headers });
      return { headers, ...(await form(`${EMPTY_FEED}\n`)) };
    },
  },
  {
    ...{ of: 'uploadFeed', gives: 'UZ1529', when: 'of more than FEED_LIMIT' },
    given: () => form(Buffer.alloc(FEED_LIMIT + 1, ' ')),
  },
  { of: 'uploadFeed', gives: 'UZ1202', when: 'of half a file', given: () => form(EMPTY_FEED.slice(0, -2)) },
  { of: 'uploadFeed', gives: 'UZ1305', when: 'of a picture', given: () => form('GIF89a', 'a.gif') },
  {
    ...{ of: 'getFeed', gives: 'UZ1612', when: 'when its bytes are kept no more' },
    given: async (world) => {
      const { id } = (await upload(world, EMPTY_FEED)).body;
      await uploaded(world, id);
      await world.database.query(`update feeds set state = 'expired' where feed_id = $1`, [id]);
      return { params: { id } };
    },
  },
  {
    ...{ of: 'stopFeed', gives: 'UZ1525', when: 'when it has ended' },
    given: async () => ({}),
  },
  {
    ...{ of: 'stopFeed', gives: 202, when: 'while it goes on' },
    given: async (world) => {
      // The import waits here for its first step.
      const holding = new pg.Client({ connectionString: world.uzel.env.DATABASE_URL });
      await holding.connect();
      await holding.query('begin; lock table products in share mode');
      const { id } = (await upload(world, importXml({ goods: [1], onlyChanges: true }))).body;
      return { params: { id }, undo: async () => await holding.end() };
    },
  },
  {
    ...{ of: 'listChanges', gives: 'UZ1524', when: 'when its key waits often enough' },
    given: async (world) => ({ query: { after: 'latest', wait: '1' }, undo: await streams(world) }),
  },
  {
    ...{ of: 'listChanges', gives: 'UZ1521', when: 'behind a number that was never given' },
    given: async () => ({ query: { after: '999999999' } }),
  },
  {
    ...{ of: 'streamChanges', gives: 'UZ1524', when: 'when its key waits often enough' },
    given: async (world) => ({ undo: await streams(world) }),
  },
  {
    ...{ of: 'streamChanges', gives: 'UZ1521', when: 'behind a number that was never given' },
    given: async () => ({ query: { after: '999999999' } }),
  },
  {
    ...{ of: 'makeWebhook', gives: 'UZ1523', when: 'to an address that is refused' },
    given: async () => ({ body: WEBHOOK }),
  },
  {
    ...{ of: 'patchWebhook', gives: 'UZ1523', when: 'to an address that is refused' },
    given: async () => ({ body: { url: WEBHOOK.url } }),
  },
  {
    ...{ of: 'makeWebhook', gives: 'UZ1524', when: 'when there are 50' },
    given: async ({ database, ids, receiver }) => {
      await database.query(
        `insert into webhooks select (jsonb_populate_record(null::webhooks, to_jsonb(w) || jsonb_build_object(
           'webhook_id', gen_random_uuid(), 'state', 'paused', 'created_at', '2001-01-01'))).*
         from webhooks w, generate_series(1, 50) where w.webhook_id = $1`,
        [ids.webhook],
      );
      const undo = async () => {
        await database.query(`delete from webhooks where created_at = '2001-01-01'`);
      };
      return { body: { url: receiver.url, events: ['order.*'] }, undo };
    },
  },
];
