import type { Config } from '../config.js';
import type { Database } from '../db/open.js';
import { MAIN_SHOP } from '../services.js';
import { insertApiKey } from '../store/nodes/api-keys.js';
import { insertNode } from '../store/nodes/nodes.js';
import { newPassword } from '../store/nodes/secrets.js';
import { ensureShop, isUntouched } from '../store/nodes/shops.js';

/** What a first start made; the secrets are known here and never again. */
export interface FirstStart {
  readonly nodeName: string;
  readonly login: string;
  readonly password: string;
  readonly apiKey: string;
}

const FIRST_LOGIN = '1c';

/**
 * Makes what a new server needs to be used at once: the shop `main`, the node `1c` (profile `trade`) and one API key.
 * Several processes may do it at once; one of them makes it.
 * @returns what was made, to be shown once; null when anybody made a node or a key before.
 */
export async function firstStart(db: Database, config: Config): Promise<FirstStart | null> {
  return await db.transaction(async (tx) => {
    await ensureShop(tx, MAIN_SHOP, config.FIRST_ORDER_NUMBER);
    if (!(await isUntouched(tx, MAIN_SHOP))) return null;
    const { key } = await insertApiKey(tx, MAIN_SHOP, 'first');
    const password = newPassword();
    const node = await insertNode(tx, MAIN_SHOP, {
      name: '1c',
      profile: 'trade',
      login: FIRST_LOGIN,
      password,
      timeZone: config.DEFAULT_TIME_ZONE,
    });
    return { nodeName: node.name, login: FIRST_LOGIN, password, apiKey: key };
  });
}
