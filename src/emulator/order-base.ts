import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EmulatorFailure } from './failure.js';
import { NUMBER_LENGTH } from './order-checks.js';
import type { ParsedOrder } from './parsed-order.js';

/** An order as it lies in the emulated 1C. */
export interface StoredOrder {
  readonly order: ParsedOrder;
  /** How often it was loaded: 1 = made, more = found by its number and changed. */
  readonly loads: number;
  /** Somebody has it open in 1C: a load that would change it breaks off. */
  readonly locked: boolean;
}

/**
 * The orders of one emulated 1C, kept in a folder so that they survive its end and its kill, as those of a database do
 * (one-c-client.md §5): found by number, changed, never doubled; each stored by itself, so that a load that broke off
 * half-way has stored what came before.
 */
export interface OrderBase {
  /**
   * Stores fetched orders one after another: an order is found by the first 11 characters of its number and written over,
   * else made. Throws EmulatorFailure at one that is locked; those before it are stored, and no `success` is sent.
   */
  store(orders: readonly ParsedOrder[]): Promise<void>;
  /** Makes an order in this 1C itself, under a number of its own. */
  make(order: ParsedOrder): Promise<void>;
  /** Opens an order for a person, or closes it again. Throws EmulatorFailure when there is none of that number. */
  lock(number: string, locked: boolean): Promise<void>;
  /** undefined = there is none of that number. */
  find(number: string): Promise<StoredOrder | undefined>;
  /** All, by number. */
  all(): Promise<StoredOrder[]>;
}

/** Opens the orders of an emulated 1C; the folder is made when it is not there. One process at a time. */
export async function openOrderBase(folder: string): Promise<OrderBase> {
  await mkdir(folder, { recursive: true });

  const fileOf = (number: string): string =>
    path.join(folder, `${encodeURIComponent(number.slice(0, NUMBER_LENGTH)).replaceAll('*', '%2A')}.json`);

  const read = async (file: string): Promise<StoredOrder | undefined> => {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return text === undefined ? undefined : (JSON.parse(text) as StoredOrder);
  };

  const write = async (stored: StoredOrder): Promise<void> => {
    const file = fileOf(stored.order.number);
    // Renamed when it is whole: a kill leaves the order as it was, or as it is.
    await writeFile(`${file}.part`, JSON.stringify(stored));
    await rename(`${file}.part`, file);
  };

  const find = (number: string): Promise<StoredOrder | undefined> => read(fileOf(number));

  return {
    find,
    async store(orders) {
      for (const order of orders) {
        const stored = await find(order.number);
        if (stored?.locked === true) {
          throw new EmulatorFailure(
            `query: order ${order.number} is open in 1C and was not changed: the load broke off, no success was sent.`,
          );
        }
        await write({
          order: { ...order, ...(stored?.order.madeHere === true ? { madeHere: true, id: stored.order.id } : {}) },
          loads: (stored?.loads ?? 0) + 1,
          locked: false,
        });
      }
    },
    async make(order) {
      await write({ order: { ...order, madeHere: true }, loads: 0, locked: false });
    },
    async lock(number, locked) {
      const stored = await find(number);
      if (stored === undefined) throw new EmulatorFailure(`There is no order ${number} in this 1C.`);
      await write({ ...stored, locked });
    },
    async all() {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
      const all = await Promise.all(names.map((name) => read(path.join(folder, name))));
      return all.filter((stored) => stored !== undefined);
    },
  };
}
