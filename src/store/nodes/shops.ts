import type { Sql, Tx } from '../../db/open.js';
import { UzelError } from '../../errors.js';
import { type ShopSettings, shopSettingsSchema } from '../../nodes/shop-settings.js';

/**
 * Makes a shop with its counters if it is not there, and locks its row until the commit: of two that start at once,
 * one waits here.
 * @param firstOrderNumber what the shop's first order is numbered with, when it numbers none itself
 */
export async function ensureShop(tx: Tx, shopId: string, firstOrderNumber: number): Promise<void> {
  await tx.raw('insert into shops (shop_id, name) values (?, ?) on conflict do nothing', [shopId, shopId]);
  await lockShop(tx, shopId);
  await tx.raw('insert into change_counters (shop_id) values (?) on conflict do nothing', [shopId]);
  await tx.raw('insert into order_counters (shop_id, next) values (?, ?) on conflict do nothing', [
    shopId,
    firstOrderNumber,
  ]);
}

/** Holds a shop's row until the commit. */
export async function lockShop(tx: Tx, shopId: string): Promise<void> {
  await tx.raw('select shop_id from shops where shop_id = ? for update', [shopId]);
}

/** A shop: the tenant, with its own catalogue, orders, nodes and API keys. */
export interface Shop {
  readonly shopId: string;
  readonly name: string;
  readonly settings: ShopSettings;
  readonly createdAt: Date;
}

/** What of a shop may be changed. */
export interface ShopChanges {
  readonly name?: string | undefined;
  /** Replaces all of the shop's settings. */
  readonly settings?: Partial<ShopSettings> | undefined;
}

interface ShopRow {
  shop_id: string;
  name: string;
  language: string;
  settings: object;
  created_at: Date;
}

/**
 * Makes a shop beside the others.
 * @param firstOrderNumber as of `ensureShop`
 * @throws UzelError UZ1607 for an id or a name that is not right, UZ1608 when the id is taken
 */
export async function insertShop(
  tx: Tx,
  shopId: string,
  changes: ShopChanges,
  firstOrderNumber: number,
): Promise<Shop> {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(shopId)) {
    throw new UzelError(
      'UZ1607',
      `"${shopId}" is no id of a shop. Take 1 to 40 lower-case Latin letters, digits and dashes, e.g. south.`,
    );
  }
  const columns = toColumns({ name: shopId, settings: {}, ...changes });
  const made = await tx<ShopRow>('shops')
    .insert({ shop_id: shopId, ...columns })
    .onConflict()
    .ignore()
    .returning('shop_id');
  if (made.length === 0) {
    throw new UzelError('UZ1608', `A shop "${shopId}" exists already. Choose another id.`);
  }
  await ensureShop(tx, shopId, firstOrderNumber);
  return await getShop(tx, shopId);
}

/** The shops of the server, oldest first. */
export async function listShops(sql: Sql): Promise<Shop[]> {
  return (await sql<ShopRow>('shops').orderBy(['created_at', 'shop_id'])).map(toShop);
}

/** A shop by its id. @throws UzelError UZ1507 when there is none */
export async function getShop(sql: Sql, shopId: string): Promise<Shop> {
  const row = await sql<ShopRow>('shops').where({ shop_id: shopId }).first();
  if (row) return toShop(row);
  throw new UzelError('UZ1507', `There is no shop "${shopId}". See \`uzel shop list\`.`);
}

/** Changes a shop. @throws UzelError UZ1507 unknown, UZ1607 for a blank name */
export async function updateShop(tx: Tx, shopId: string, changes: ShopChanges): Promise<Shop> {
  const columns = toColumns(changes);
  if (Object.keys(columns).length > 0) await tx<ShopRow>('shops').where({ shop_id: shopId }).update(columns);
  return await getShop(tx, shopId);
}

/** The settings of a shop, defaults included. @throws UzelError UZ1507 for a shop that is not there */
export async function shopSettings(sql: Sql, shopId: string): Promise<ShopSettings> {
  return (await getShop(sql, shopId)).settings;
}

const toShop = (row: ShopRow): Shop => ({
  shopId: row.shop_id,
  name: row.name,
  settings: shopSettingsSchema.parse({ ...row.settings, language: row.language }) as ShopSettings,
  createdAt: row.created_at,
});

function toColumns({ name, settings }: ShopChanges): Partial<ShopRow> {
  const { language, ...others } = settings ?? {};
  return {
    ...(name === undefined ? {} : { name: checkName(name) }),
    ...(settings === undefined ? {} : { language: language ?? DEFAULTS.language, settings: others }),
  };
}

const DEFAULTS = shopSettingsSchema.parse({});

function checkName(text: string): string {
  const name = text.trim();
  if (name && name.length <= 100 && !/\p{Cc}/u.test(name)) return name;
  throw new UzelError('UZ1607', 'A shop needs a name of 1 to 100 characters.');
}

/** Whether nobody was ever let into a shop: no node and no API key, not even removed ones. */
export async function isUntouched(sql: Sql, shopId: string): Promise<boolean> {
  const result = await sql.raw<{ rows: { touched: boolean }[] }>(
    `select exists (select from nodes where shop_id = ?) or exists (select from api_keys where shop_id = ?) as touched`,
    [shopId, shopId],
  );
  return result.rows[0]?.touched === false;
}
