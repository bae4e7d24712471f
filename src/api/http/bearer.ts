import type { RequestHandler, Response } from 'express';
import { UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import { findApiKey, type KeyInForce, noteKeyUse } from '../../store/nodes/api-keys.js';
import { createRequestLimits } from './request-limits.js';
import { noteRequest } from './request-notes.js';
import { shareLookUps } from './shared-look-ups.js';

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;
/** The last use of a key is told to the minute. */
const USE_MS = 60_000;

const keys = new WeakMap<Response, KeyInForce>();

/**
 * Lets in who brings a key in force (RFC 6750), as often as the key may come; the key decides the shop.
 * @throws UZ1007, UZ1009
 */
export function requireApiKey(services: Services): RequestHandler {
  const limits = createRequestLimits(services.config.RATE_PER_MINUTE);
  const noteUse = createUseNotes(services);
  const find = shareLookUps(async (key) => await findApiKey(services.db.knex, key));
  return async (request, response, next) => {
    const { authorization } = request.headers;
    const key = BEARER.exec(authorization ?? '')?.[1];
    const address = request.ip ?? '';
    if (key !== undefined) await limits.beforeLookUp(key, address);
    const found = key === undefined ? null : await find(key);
    if (found && key !== undefined) {
      noteRequest(response, { shop: found.shopId, keyId: found.keyId, keyName: found.name });
      await limits.count(key, found);
      noteUse(found);
      keys.set(response, found);
      next();
      return;
    }
    if (key !== undefined) await limits.unknown(key, address);
    response.set('WWW-Authenticate', authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
    throw new UzelError(
      'UZ1007',
      authorization === undefined
        ? 'Send an API key: `Authorization: Bearer <key>`. `uzel key add <name>` makes one.'
        : 'This API key is not known, or it was revoked. `uzel key add <name>` makes a new one.',
    );
  };
}

/** Notes uses beside the requests: nobody waits for it, and each key is written once a minute at most. */
function createUseNotes({ db, log }: Services): (key: KeyInForce) => void {
  const noted = new Map<string, number>();
  return (key) => {
    const now = Date.now();
    if (now - (noted.get(key.keyId) ?? 0) < USE_MS) return;
    noted.set(key.keyId, now);
    noteKeyUse(db.knex, key).catch((error: unknown) => {
      if (!db.isClosed()) log.warn({ err: error, key: key.name }, 'the use of an API key could not be noted');
    });
  };
}

/** The key that the request brought. */
export function keyOf(response: Response): KeyInForce {
  const key = keys.get(response);
  if (!key) throw new Error('a route was reached without requireApiKey');
  return key;
}

/** The shop whose key the request brought. */
export const shopOf = (response: Response): string => keyOf(response).shopId;
