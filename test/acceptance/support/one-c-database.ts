import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type EmulatorOptions,
  type EmulatorProfile,
  type EmulatorReport,
  fatesOf,
  type OrderBase,
  type OrderFate,
  openOrderBase,
  type ParsedOrder,
  referencesXml,
  runEmulator,
  type UserDictionary,
} from '../../../src/emulator/index.js';

/** An order as it is made in 1C by its people. */
export interface MadeOrder {
  readonly guid: string;
  readonly number: string;
  readonly customer: string;
  /** ИНН: then the customer is a company. */
  readonly taxId?: string;
  readonly goods: string;
  readonly price: string;
}

/** One emulated 1C with its orders, and what its people and its schedule do. */
export class OneCDatabase {
  private constructor(
    readonly base: OrderBase,
    private readonly connection: Pick<EmulatorOptions, 'url' | 'login' | 'password' | 'profile'>,
    private readonly folder: string,
  ) {}

  static async open(
    url: string,
    profile: EmulatorProfile,
    login: { login: string; password: string },
  ): Promise<OneCDatabase> {
    const folder = await mkdtemp(path.join(tmpdir(), 'uzel-1c-'));
    const base = await openOrderBase(path.join(folder, 'base'));
    return new OneCDatabase(base, { url, profile, ...login }, folder);
  }

  /** Fetches orders and stores them, as by schedule. */
  async fetch(): Promise<EmulatorReport> {
    return await this.run({ orders: true });
  }

  /** Makes orders here, and sends them. */
  async make(orders: readonly MadeOrder[], fate: OrderFate = {}): Promise<EmulatorReport> {
    const made = orders.map(parsed);
    for (const order of made) await this.base.make(order);
    return await this.tell(made, fate);
  }

  /** Sends what became of an order that lies here. */
  async tellOf(number: string, fate: OrderFate): Promise<EmulatorReport> {
    const stored = await this.base.find(number);
    if (!stored) throw new Error(`this 1C has no order ${number}`);
    return await this.tell([stored.order], fate);
  }

  /** Sends orders as its own, whether they lie here or not. */
  async tell(orders: readonly ParsedOrder[], fate: OrderFate): Promise<EmulatorReport> {
    const file = path.join(this.folder, 'orders-1.xml');
    await writeFile(file, fatesOf(orders, this.connection.profile, fate));
    return await this.run({ orders: true, ordersToSend: [file] });
  }

  /** Sends user dictionaries, as the Bitrix module does (`type=reference`). */
  async sendDictionaries(dictionaries: readonly UserDictionary[]): Promise<EmulatorReport> {
    const directory = await mkdtemp(path.join(this.folder, 'references-'));
    await writeFile(path.join(directory, 'references.xml'), referencesXml(dictionaries));
    return await this.run({ directory, orders: false, changesOnly: true });
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  private async run(options: Partial<EmulatorOptions>): Promise<EmulatorReport> {
    return await runEmulator({ ...this.connection, importPauseMs: 0, orderBase: this.base, ...options });
  }
}

const parsed = ({ guid, number, customer, taxId, goods, price }: MadeOrder): ParsedOrder => ({
  id: guid,
  number,
  madeHere: true,
  date: '2026-11-20T10:30:00',
  operation: 'Заказ товара',
  currency: 'UAH',
  rate: '1',
  amount: price,
  customer:
    taxId === undefined
      ? { kind: 'person', name: customer, contacts: [] }
      : { kind: 'company', name: customer, taxId, contacts: [] },
  lines: [
    {
      id: `goods-${goods}`,
      productId: `goods-${goods}`,
      characteristicId: '',
      name: goods,
      quantity: '1',
      price,
      amount: price,
      service: false,
      discounts: [],
    },
  ],
  discounts: [],
  requisites: {},
  cancelled: false,
});
