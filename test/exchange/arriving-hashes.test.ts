import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hashArriving, takeArrivedHash } from '../../src/exchange/feeds/arriving-hashes.js';
import { receiveFile } from '../../src/exchange/feeds/inbox.js';
import type { Exchange } from '../../src/store/exchanges/exchanges.js';
import { bodyOf, type InboxWorld, openInboxWorld, sha256 } from './inbox-world.js';

let world: InboxWorld;
let exchange: Exchange;
beforeAll(async () => {
  world = await openInboxWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  exchange = await world.exchange(await world.node());
});

const pieces = [randomBytes(200_000), randomBytes(1), randomBytes(70_000)];

describe('the hash of a feed as it arrives', () => {
  it('is that of all its pieces, and is given once', async () => {
    let feed = await world.send(exchange, 'a.xml', pieces[0] ?? '');
    for (const piece of pieces.slice(1)) feed = await world.send(exchange, 'a.xml', piece);
    expect(takeArrivedHash(feed)).toBe(sha256(Buffer.concat(pieces)));
    expect(takeArrivedHash(feed)).toBeUndefined();
  });

  it('leaves out a piece that failed, and is not known of a feed whose first pieces came to another process', async () => {
    const feed = await world.send(exchange, 'a.xml', 'one');
    const refused = receiveFile(world.services, exchange, 'a.xml', bodyOf('too much'), { pieceLimit: 4 });
    await expect(refused).rejects.toMatchObject({ code: 'UZ1103' });
    const grown = await world.send(exchange, 'a.xml', 'two');
    expect(takeArrivedHash(feed)).toBeUndefined();
    const whole = await world.send(exchange, 'a.xml', 'three');
    expect(takeArrivedHash(whole)).toBeUndefined();
    expect([feed.size, grown.size, whole.size]).toEqual([3, 6, 11]);
    const other = await world.send(exchange, 'b.xml', 'one');
    const failed = receiveFile(world.services, exchange, 'b.xml', bodyOf('too much'), { pieceLimit: 4 });
    await expect(failed).rejects.toMatchObject({ code: 'UZ1103' });
    expect(takeArrivedHash(other)).toBe(sha256('one'));
  });

  it('is forgotten of what came longest ago', async () => {
    const feed = (n: number) => ({ feedId: `feed ${n}`, size: 0, content: 'xml' as const });
    for (let n = 0; n < 1001; n += 1) {
      const hash = hashArriving(feed(n));
      hash?.update(Buffer.from(`${n}`));
      hash?.durable(`${n}`.length);
    }
    expect(takeArrivedHash({ ...feed(0), size: 1 })).toBeUndefined();
    expect(takeArrivedHash({ ...feed(1), size: 1 })).toBe(sha256('1'));
    expect(takeArrivedHash({ ...feed(1000), size: 4 })).toBe(sha256('1000'));
    const unheard = hashArriving(feed(2000));
    unheard?.durable(5);
    expect(takeArrivedHash({ ...feed(2000), size: 5 })).toBeUndefined();
  });
});
