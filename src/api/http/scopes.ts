import type { RequestHandler } from 'express';
import { UzelError } from '../../errors.js';
import type { Scope } from '../../store/nodes/api-keys.js';
import { keyOf } from './bearer.js';
import type { RouteDocs } from './route.js';

/** Resources whose GETs are not for every reader of the catalogue: persons' data, and what 1C and Uzel told each other. */
const OF_RESOURCE: Readonly<Record<string, Scope>> = {
  orders: 'orders',
  customers: 'orders',
  counterparties: 'orders',
  duplicates: 'orders',
  'other-records': 'orders', // documents that belong to no order are among them
  employees: 'orders',
  exchanges: 'admin',
  feeds: 'admin',
  nodes: 'admin',
  webhooks: 'admin',
};

/**
 * The scope that a key needs for a route: the one that it names; else that of its resource; else `read` for GET and `admin` for what
 * changes anything.
 */
export function scopeOf(docs: Pick<RouteDocs, 'scope' | 'path' | 'method'>): Scope {
  const [, resource = ''] = docs.path.split('/');
  return docs.scope ?? OF_RESOURCE[resource] ?? (docs.method === 'get' ? 'read' : 'admin');
}

/** Lets on whose key has the route's scope. @throws UZ1008 */
export function requireScope(docs: RouteDocs): RequestHandler {
  const scope = scopeOf(docs);
  return (_request, response, next) => {
    const { name, scopes } = keyOf(response);
    if (!scopes.includes(scope)) {
      response.set('WWW-Authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
      throw new UzelError(
        'UZ1008',
        `This needs a key with the scope "${scope}"; the key "${name}" has ${scopes.join(', ')}. Make one: uzel key add <name> --scopes ${scope}.`,
      );
    }
    next();
  };
}
