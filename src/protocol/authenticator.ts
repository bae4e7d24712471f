import { createHmac, randomBytes } from 'node:crypto';
import { Mutex } from 'async-mutex';
import { UzelError } from '../errors.js';
import type { ExchangeNode } from '../nodes/exchange-node.js';
import type { Services } from '../services.js';
import { findNodeByLogin } from '../store/nodes/nodes.js';
import { NO_PASSWORD, verifyPassword } from '../store/nodes/secrets.js';
import type { Credentials } from './credentials.js';
import { createLoginLimit } from './login-limit.js';

export interface Authenticator {
  /** The node behind credentials. @throws UZ1001 wrong, UZ1002 too many failures, UZ1006 switched off. */
  verify(credentials: Credentials, address: string): Promise<ExchangeNode>;
}

/** Verified credentials that are remembered, and for how long: 1C sends Basic with each of thousands of requests. */
const REMEMBERED = 1000;
const REMEMBERED_MS = 60 * 60_000;

/**
 * Checks Basic credentials. Unknown login and wrong password cost the same; what was right once is remembered as a
 * keyed hash together with the stored one, so a changed password forgets it.
 */
export function createAuthenticator(services: Services): Authenticator {
  const limit = createLoginLimit();
  const remembered = new Map<string, number>();
  const secret = randomBytes(32);
  // One at a time: a burst of guesses takes neither the memory nor the threads that imports need, and none slips past
  // the limit.
  const mutex = new Mutex();

  const keyOf = (credentials: Credentials, stored: string) =>
    createHmac('sha256', secret).update(`${credentials.login}\0${credentials.password}\0${stored}`).digest('base64');

  function remember(key: string): void {
    if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
    remembered.set(key, Date.now() + REMEMBERED_MS);
  }

  async function find(login: string) {
    if (login.includes('\0')) return null; // no text of PostgreSQL holds it
    return await findNodeByLogin(services.db.knex, login);
  }

  async function check(credentials: Credentials, address: string): Promise<ExchangeNode> {
    if (await limit.exceeded(credentials.login, address)) throw tooMany();
    const found = await find(credentials.login);
    const stored = found?.passwordHash ?? NO_PASSWORD;
    const right = await verifyPassword(credentials.password, stored);
    if (!found || !right) {
      await limit.failed(credentials.login, address);
      throw new UzelError('UZ1001', 'Неверный логин или пароль. Проверьте их в настройке обмена с сайтом в 1С.');
    }
    remember(keyOf(credentials, stored));
    return found.node;
  }

  async function recall(credentials: Credentials): Promise<ExchangeNode | null> {
    if (remembered.size === 0) return null;
    const found = await find(credentials.login);
    const until = found && remembered.get(keyOf(credentials, found.passwordHash));
    return until && until > Date.now() ? found.node : null;
  }

  return {
    verify: async (credentials, address) => {
      if (await limit.exceeded(credentials.login, address)) throw tooMany();
      const node = (await recall(credentials)) ?? (await mutex.runExclusive(() => check(credentials, address)));
      return requireActive(node);
    },
  };
}

/** @throws UZ1006 when the node is switched off or was removed. */
export function requireActive(node: ExchangeNode | null): ExchangeNode {
  if (node?.state === 'active') return node;
  throw new UzelError('UZ1006', 'Этот узел обмена отключён на сайте. Попросите администратора сайта включить его.');
}

function tooMany(): UzelError {
  return new UzelError(
    'UZ1002',
    'Слишком много неудачных попыток входа. Подождите минуту, проверьте логин и пароль и повторите обмен.',
  );
}
