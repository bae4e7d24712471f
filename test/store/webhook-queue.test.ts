import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { recordChanges } from '../../src/store/changes/record-changes.js';
import { recordAttempt } from '../../src/store/webhooks/attempts.js';
import { insertWebhook, lockWebhook, type Webhook } from '../../src/store/webhooks/endpoints.js';
import { dueLanes, headOf, postponeLane, removeEmptyLane } from '../../src/store/webhooks/lanes.js';
import { isFull, queueMessages, requeueMessage } from '../../src/store/webhooks/messages.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const FIELDS = { url: 'https://a.example/', events: ['*'], filter: {}, description: null, secrets: [] };
const TAKEN = { at: new Date(), ms: 1, status: 200, error: null, answer: '' };

let database: TestDatabase;
let webhook: Webhook;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => await database.close());
beforeEach(async () => {
  await database.db.knex('webhooks').delete();
  webhook = await database.db.transaction(async (tx) => await insertWebhook(tx, 'main', FIELDS));
});

const laneOf = (lane: string) => ({ shopId: 'main', webhookId: webhook.webhookId, lane });
const queue = async (...lanes: string[]): Promise<void> =>
  await database.db.transaction(async (tx) => {
    const now = await lockWebhook(tx, webhook);
    if (!now) throw new Error('no webhook');
    const messages = lanes.map((lane) => ({ lane, type: 't', body: '{}' }));
    await queueMessages(tx, now, messages, {});
  });
const due = async () => (await dueLanes(database.db.knex, 100)).map(({ lane }) => lane).sort();
const take = async (lane: string): Promise<void> => {
  const head = await headOf(database.db.knex, laneOf(lane));
  if (!head) throw new Error('nothing waits');
  await database.db.transaction(async (tx) => {
    await recordAttempt(tx, webhook, head.messageId, TAKEN, 'delivered');
    await removeEmptyLane(tx, laneOf(lane));
  });
};

describe('the queue of a webhook', () => {
  it('gives the first message of each lane, in the order in which they were put in', async () => {
    await queue('a', 'b', 'a');
    await queue('a');
    expect(await due()).toEqual(['a', 'b']);
    const numbers: string[] = [];
    for (let head = await headOf(database.db.knex, laneOf('a')); head; ) {
      numbers.push(head.messageNo);
      await take('a');
      head = await headOf(database.db.knex, laneOf('a'));
    }
    expect(numbers).toEqual(['1', '3', '4']);
    expect(await due()).toEqual(['b']);
  });

  it('a lane that waits to be tried again is not due by new messages', async () => {
    await queue('a');
    await database.db.transaction(async (tx) => await postponeLane(tx, laneOf('a'), 60_000));
    await queue('a', 'b');
    expect(await due()).toEqual(['b']);
  });

  it('a lane is not removed as empty while a message is being put into it', async () => {
    await queue('a');
    const sent = await headOf(database.db.knex, laneOf('a'));
    let ended = false;
    let removing: Promise<void> | undefined;
    await database.db.transaction(async (tx) => {
      const now = await lockWebhook(tx, webhook);
      if (now) await queueMessages(tx, now, [{ lane: 'a', type: 't', body: '{}' }], {});
      removing = database.db
        .transaction(async (other) => {
          await recordAttempt(other, webhook, sent?.messageId ?? '', TAKEN, 'delivered');
          await removeEmptyLane(other, laneOf('a'));
        })
        .then(() => {
          ended = true;
        });
      await sleep(200);
      expect(ended).toBe(false); // it waits for the new message
    });
    await removing;
    expect(await due()).toEqual(['a']);
    expect((await headOf(database.db.knex, laneOf('a')))?.messageNo).toBe('2');
  });

  it('a message that comes while its lane is being removed makes a new one', async () => {
    await queue('a');
    const sent = await headOf(database.db.knex, laneOf('a'));
    let queued: Promise<void> | undefined;
    await database.db.transaction(async (tx) => {
      await recordAttempt(tx, webhook, sent?.messageId ?? '', TAKEN, 'delivered');
      await removeEmptyLane(tx, laneOf('a'));
      queued = queue('a');
      await sleep(200);
    });
    await queued;
    expect(await due()).toEqual(['a']);
  });

  it('a message that is sent again goes before those that wait, at once', async () => {
    await queue('a', 'a');
    const first = await headOf(database.db.knex, laneOf('a'));
    await take('a');
    await database.db.transaction(async (tx) => {
      await postponeLane(tx, laneOf('a'), 60_000);
      expect(await requeueMessage(tx, webhook, first?.messageId ?? '')).toBe(true);
    });
    expect(await due()).toEqual(['a']);
    expect((await headOf(database.db.knex, laneOf('a')))?.messageId).toBe(first?.messageId);
  });

  it('a failure that comes late does not bring back what was delivered, nor try again what was given up', async () => {
    await queue('a');
    const { messageId = '' } = (await headOf(database.db.knex, laneOf('a'))) ?? {};
    const late = { ...TAKEN, status: 500, error: 'it answered 500' };
    const comes = async (attempt: typeof TAKEN | typeof late, state: 'waiting' | 'delivered' | 'failed') => {
      await database.db.transaction(async (tx) => await recordAttempt(tx, webhook, messageId, attempt, state));
      const { state: now, attempts } = await database.db.knex('webhook_messages').first('state', 'attempts');
      return [now, Number(attempts), (await database.db.knex('webhook_attempts')).length];
    };
    expect(await comes(late, 'failed')).toEqual(['failed', 1, 1]);
    expect(await comes(late, 'waiting')).toEqual(['failed', 1, 1]);
    expect(await comes(TAKEN, 'delivered')).toEqual(['delivered', 2, 2]);
    for (const state of ['waiting', 'failed'] as const) expect(await comes(late, state)).toEqual(['delivered', 2, 2]);
  });

  it('is full with ten thousand messages', async () => {
    await queue(...Array.from({ length: 9_999 }, () => 'a'));
    expect(await isFull(database.db.knex as never, webhook)).toBe(false);
    await queue('b');
    expect(await isFull(database.db.knex as never, webhook)).toBe(true);
  });

  it('begins at the last number of the log', async () => {
    const change = { entity: 'product', entityId: webhook.webhookId, action: 'written' } as const;
    await database.db.transaction(async (tx) => await recordChanges(tx, 'main', null, [change, change]));
    const made = await database.db.transaction(async (tx) => await insertWebhook(tx, 'main', FIELDS));
    expect(made.afterNo - webhook.afterNo).toBe(2);
  });
});
