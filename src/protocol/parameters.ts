import { decodeBytes } from './text.js';

/** What the address of a request says. Absent and empty are the same: undefined. */
export interface Parameters {
  /** Lower case: catalog, sale, reference … */
  readonly type: string | undefined;
  /** Lower case: checkauth, init, file … */
  readonly mode: string | undefined;
  /** As 1C wrote it, decoded; not yet safe. */
  readonly filename: string | undefined;
  readonly sessid: string | undefined;
  /** `version=` of init, e.g. `2.09`; undefined when it is no version number. */
  readonly version: string | undefined;
  readonly cmlVersion: string | undefined;
  readonly timestamp: string | undefined;
  /** `package=` of a query of type=get_catalog: which portion, by the client's own count. */
  readonly portion: string | undefined;
}

/** The form of a sessid of ours (store/nodes/secrets `sessidOf`). */
const SESSID = /^[0-9a-f]{32}$/;
/** A number of a portion is shorter; what a stranger sends is not stored beyond this. */
const LONGEST_PORTION = 40;
const VERSION = /^\d{1,2}(\.\d{1,3}){0,2}$/;

/**
 * Reads the parameters of a request as 1C writes them (one-c-client.md §1, §3): not escaped, and appended with
 * `?type=` even when the address has a `?` of its own. Each `?` and `&` begins a parameter; of a repeated one the
 * last that is not empty counts; what has no `=` after a filename belongs to the name; `+` is a plus. A bare sessid
 * as the last parameter is taken for one.
 * @param url as Node gives it: one character for each byte
 */
export function readParameters(url: string): Parameters {
  const found = new Map<string, string>();
  let former = '';
  for (const [, delimiter = '', segment = ''] of url.matchAll(/([?&])([^?&]*)/g)) {
    const equals = segment.indexOf('=');
    if (equals >= 0) {
      former = decode(segment.slice(0, equals)).trim().toLowerCase();
      const value = decode(segment.slice(equals + 1));
      if (value.trim()) found.set(former, value);
    } else if (SESSID.test(segment)) {
      found.set('sessid', segment);
    } else if (former === 'filename' && segment) {
      found.set('filename', `${found.get('filename') ?? ''}${delimiter}${decode(segment)}`);
    }
  }
  const word = (name: string) => found.get(name)?.trim();
  const version = (name: string) => (VERSION.test(word(name) ?? '') ? word(name) : undefined);
  return {
    type: word('type')?.toLowerCase(),
    mode: word('mode')?.toLowerCase(),
    filename: found.get('filename'),
    // Line 4 of checkauth comes back with its name inside from clients that take the whole line for the value.
    sessid: word('sessid')?.replace(/^sessid=/i, ''),
    version: version('version'),
    cmlVersion: version('cmlversion'),
    timestamp: word('timestamp'),
    portion: word('package')?.slice(0, LONGEST_PORTION),
  };
}

function decode(raw: string): string {
  const unescaped = raw.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decodeBytes(Buffer.from(unescaped, 'latin1'));
}
