import { toUzelError, UzelError } from '../errors.js';
import type { Answer } from './answer.js';
import type { Authenticator } from './authenticator.js';
import { readCredentials } from './credentials.js';
import { findMode } from './modes.js';
import { findSession, requireExchange } from './session.js';
import type { Turn } from './turn.js';

/** A request before anything of it was checked. */
export type Asked = Omit<Turn, 'type' | 'node'>;

/**
 * Checks a request as its row of the table says, and lets the handler answer.
 * @throws UZ1001 UZ1002 UZ1003 UZ1004 UZ1005 UZ1006, and what the handler throws
 */
export async function respond(asked: Asked, authenticator: Authenticator): Promise<Answer> {
  const { services, request, parameters, notes } = asked;
  const found = findMode(parameters.type, parameters.mode);
  if (!found || (request.method !== 'GET' && request.method !== 'POST')) throw unknown(asked);
  const { row, type } = found;
  if (row.needs === 'password') {
    const credentials = readCredentials(request.headers.authorization);
    if (!credentials)
      throw new UzelError('UZ1001', 'Нужны логин и пароль. Укажите их в настройке обмена с сайтом в 1С.');
    const node = await authenticator.verify(credentials, request.ip ?? '');
    notes.node = node.name;
    notes.shop = node.shopId;
    return await row.handler({ ...asked, type, node });
  }
  const { node, exchange, cookie, named } = await findSession(
    services,
    authenticator,
    request,
    type,
    parameters,
    row.whenPaused,
  );
  notes.node = node.name;
  notes.shop = node.shopId;
  notes.exchange = exchange?.exchangeId;
  try {
    if (row.needs === 'node') return await row.handler({ ...asked, type, node, exchange: named ? exchange : null });
    return await row.handler({ ...asked, type, node, exchange: requireExchange(exchange), cookie });
  } catch (thrown) {
    const error = toUzelError(thrown);
    const { mode, filename: file } = parameters;
    if (exchange && !error.told) {
      const telling = asked.api.tellRefusal(exchange, { mode, file }, error);
      // It may be the database that is missing: 1C gets its answer then without waiting for it.
      if (error.status < 500) await telling;
    }
    throw error;
  }
}

function unknown({ parameters: { type, mode } }: Asked): UzelError {
  const text = mode
    ? `Неизвестная команда: type=${type ?? ''}, mode=${mode}. Проверьте адрес и вид обмена в настройке 1С.`
    : 'Это адрес для обмена с 1С. Вставьте его в настройку обмена с сайтом в 1С; в браузере он не открывается.';
  return new UzelError('UZ1005', text);
}
