import iconv from 'iconv-lite';
import { clientOf } from './clients/index.js';
import { EmulatorFailure } from './failure.js';
import type { EmulatorProfile } from './options.js';

/** A typed address taken apart as 1C does it. `path` begins with `/` and may hold a `?` of its own. */
export interface SiteAddress {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const DEFAULT_PATH = '/bitrix/admin/1c_exchange.php';

/**
 * Address of the site as typed into 1C → host, port and path (one-c-client.md §1: blanks go, `\` becomes `/`, an empty
 * path becomes Bitrix's, a trailing slash stays). УТП has no HTTPS: such an address is an EmulatorFailure.
 */
export function parseAddress(typed: string, profile: EmulatorProfile): SiteAddress {
  const address = typed.replaceAll(' ', '').replaceAll('\\', '/');
  const parts = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[^/:?#]+)(?::(\d+))?(\/.*)?$/i.exec(address);
  const host = parts?.[2];
  if (!parts || !host) throw new EmulatorFailure(`The address cannot be read: ${typed}`);
  const secure = parts[1]?.toLowerCase() === 'https';
  if (secure && !clientOf(profile).https) {
    throw new EmulatorFailure('УТП knows no HTTPS: it needs an http:// address or a tunnel.');
  }
  const path = parts[4] === undefined || parts[4] === '/' ? DEFAULT_PATH : parts[4];
  return { secure, host: host.replace(/^\[|\]$/g, ''), port: Number(parts[3] ?? (secure ? 443 : 80)), path };
}

/** Parameters after type and mode, in the order in which they are sent. */
export type StepParameters = readonly (readonly [name: string, value: string])[];

/**
 * The request target: `<path>?type=…&mode=…[&filename=…]`, one character for each byte (latin1). `?type=` is appended
 * even to an address that has a `?`, and the name of the file is not escaped (§1): its `%`, `#`, `&` and its Russian
 * letters, in the code page of that 1C, go as they are. Blanks and control characters are percent-encoded, since the
 * HTTP client of Node sends none in a request line.
 */
export function requestTarget(
  path: string,
  type: string,
  mode: string,
  parameters: StepParameters,
  encoding: 'utf-8' | 'windows-1251',
): string {
  const tail = parameters.map(([name, value]) => `&${name}=${value}`).join('');
  let target = '';
  for (const byte of iconv.encode(`${path}?type=${type}&mode=${mode}${tail}`, encoding)) {
    const sendable = byte > 0x20 && byte !== 0x7f;
    target += sendable ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return target;
}
