import type { RequestHandler, Response } from 'express';
import { UzelError } from '../../errors.js';
import type { Services } from '../../services.js';
import { findApiKey } from '../../store/nodes/api-keys.js';

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;

const shops = new WeakMap<Response, string>();

/** Lets in who brings a key in force (RFC 6750); the key decides the shop. @throws UZ1007 */
export function requireApiKey(services: Services): RequestHandler {
  return async (request, response, next) => {
    const { authorization } = request.headers;
    const key = BEARER.exec(authorization ?? '')?.[1];
    const found = key === undefined ? null : await findApiKey(services.db.knex, key);
    if (found) {
      shops.set(response, found.shopId);
      next();
      return;
    }
    response.set('WWW-Authenticate', authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
    throw new UzelError(
      'UZ1007',
      authorization === undefined
        ? 'Send an API key: `Authorization: Bearer <key>`. `uzel key add <name>` makes one.'
        : 'This API key is not known, or it was revoked. `uzel key add <name>` makes a new one.',
    );
  };
}

/** The shop whose key the request brought. */
export function shopOf(response: Response): string {
  const shopId = shops.get(response);
  if (shopId === undefined) throw new Error('a route was reached without requireApiKey');
  return shopId;
}
