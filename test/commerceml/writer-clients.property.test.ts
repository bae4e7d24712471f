import { describe, expect, it } from '@jest/globals';
import { Big } from 'big.js';
import fc from 'fast-check';
import { writeOrders } from '../../src/commerceml/writer.js';
import type { EmulatorProfile } from '../../src/emulator/options.js';
import { readOrdersAnswer } from '../../src/emulator/read-orders.js';
import type { Profile } from '../../src/nodes/exchange-node.js';
import { shapeFor } from '../../src/nodes/one-c/profiles.js';
import { propertyRuns } from '../support/property-runs.js';
import { exampleNode, GENERATED_AT } from './order-examples.js';
import { decode } from './order-reader.js';
import { anyDeliveredOrder } from './support/any-order.js';

/** What we write, read by the strict readers of the emulator, which were written from one-c-client.md §5 and know nothing of us. */

const RUNS = propertyRuns({ short: 25, long: 1000, seed: 5 });

/** Each client, the profile of its node, and what it says at init. */
const CLIENTS: readonly (readonly [EmulatorProfile, Profile, cmlVersion: string | null, currencies: string[]])[] = [
  ['utp', 'utp', null, ['руб', 'грн']],
  ['trade', 'trade', null, ['RUB', 'UAH']],
  ['unf', 'unf', null, ['RUB', 'UAH']],
  ['unf-bitrix', 'unf', '2.10', ['RUB', 'UAH']],
  ['bitrix3', 'bitrix3', null, ['RUB', 'UAH']],
];

describe('any order as each 1C reads it', () => {
  it.each(CLIENTS)('%s loses nothing of what profile %s writes', (client, profile, cmlVersion, currencies) => {
    fc.assert(
      fc.property(anyDeliveredOrder, (given) => {
        // A requisite of the shop's own may bear any name, also one that this 1C takes for a yes or no.
        const order = { ...given, requisites: {} };
        const body = writeOrders([order], shapeFor(exampleNode(profile), GENERATED_AT, { cmlVersion }));
        const text = decode(body);
        const read = readOrdersAnswer({ body, text, contentType: '' }, { profile: client, currencies });
        expect(read.findings.filter(({ severity }) => severity !== 'notice')).toEqual([]);
        expect(read.orders.map(({ id, number, amount, cancelled }) => [id, number, amount, cancelled])).toEqual([
          [order.orderId, order.number, order.total, order.cancelled || order.deleted],
        ]);
        expect(read.orders[0]?.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
        expect(read.orders[0]?.customer.kind).toBe(order.customer.type);
        const lines = read.orders[0]?.lines ?? [];
        expect(lines.map((line) => [new Big(line.quantity).toFixed(), line.service])).toEqual(
          order.lines.map((line) => {
            const service = line.kind !== 'product';
            // УТП takes a service for one piece of the whole amount.
            return [client === 'utp' && service ? '1' : new Big(line.quantity).toFixed(), service];
          }),
        );
        for (const [at, line] of lines.entries()) {
          expect(new Big(line.price).times(line.quantity).round(2, Big.roundHalfUp).toFixed(2)).toBe(
            order.lines[at]?.amount,
          );
        }
        const ships = order.lines.length > 0 && (order.delivery !== null || order.shipped);
        const documents = cmlVersion === '2.10' || client === 'bitrix3' ? order.payments.length + Number(ships) : 0;
        expect(read.orders[0]?.subordinates?.length ?? 0).toBe(documents);
      }),
      RUNS,
    );
  });
});
