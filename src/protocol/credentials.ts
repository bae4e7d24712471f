import basicAuth from 'basic-auth';
import { decodeBytes } from './text.js';

export interface Credentials {
  readonly login: string;
  readonly password: string;
}

/**
 * Login and password of an `Authorization: Basic` header, or null when there is none. The bytes may be UTF-8 or
 * windows-1251: it depends on 1C's platform.
 */
export function readCredentials(header: string | undefined): Credentials | null {
  const [, scheme, token] = /^\s*(basic)\s+(\S+)\s*$/i.exec(header ?? '') ?? [];
  if (!scheme || !token) return null;
  const text = decodeBytes(Buffer.from(token, 'base64'));
  const parsed = basicAuth.parse(`Basic ${Buffer.from(text).toString('base64')}`);
  return parsed ? { login: parsed.name, password: parsed.pass } : null;
}
