import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../src/db/open.js';
import { awaitPlacing, beginPlacing } from '../../src/store/orders/placing-lock.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
let db: Database;

beforeAll(async () => {
  test = await openTestDatabase();
  db = test.db;
});
afterAll(() => test.close());

/** A transaction that places an order until it is told to end. */
async function placing(shopId = 'main') {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let done: Promise<void> = Promise.resolve();
  await new Promise<void>((begun) => {
    done = db.transaction(async (tx) => {
      await beginPlacing(tx, shopId);
      begun();
      await ended;
    });
  });
  return async () => {
    end();
    await done;
  };
}

/** Whether a promise is settled after a while. */
const isOver = async (waiting: Promise<void>): Promise<boolean> =>
  await Promise.race([
    waiting.then(() => true),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 300)),
  ]);

it('waits for the orders that are being placed, not for those that begin meanwhile, and holds up none of these', async () => {
  const endFirst = await placing();
  const looked = new Promise((resolve) => db.knex.once('query-response', resolve));
  const waiting = awaitPlacing(db.knex, 'main');
  await looked;
  const endSecond = await placing();
  expect(await isOver(waiting)).toBe(false);
  await endFirst();
  await waiting;
  expect(await isOver(awaitPlacing(db.knex, 'main'))).toBe(false);
  await endSecond();
});

it('waits for no orders of another shop', async () => {
  const end = await placing('other');
  await awaitPlacing(db.knex, 'main');
  expect(await isOver(awaitPlacing(db.knex, 'other'))).toBe(false);
  await end();
  await awaitPlacing(db.knex, 'other');
});
