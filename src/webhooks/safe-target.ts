import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { UzelError } from '../errors.js';

/** Ranges of one's own network. Not the link's own addresses: there the clouds give out their keys. */
const PRIVATE = ['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'];
/** What is given out of the world's addresses so far. */
const GLOBAL = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];
const DOCUMENTATION = ipaddr.parseCIDR('3fff::/20') as [ipaddr.IPv6, number];
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96') as [ipaddr.IPv6, number];
/** Out of use; the parser would take it for a mapped one. */
const IPV4_COMPATIBLE = /^::\d+(\.\d+){3}$/;

/**
 * Whether messages may be sent to an IP address: to those of the public network, and to private ones where that is allowed. Of an
 * address that stands for an IPv4 one that one is looked at; tunnels (6to4, Teredo) are refused, as where they end cannot be seen.
 */
export function isAllowedAddress(address: string, allowPrivate: boolean): boolean {
  if (!ipaddr.isValid(address) || IPV4_COMPATIBLE.test(address)) return false;
  const parsed = unmapped(ipaddr.parse(address));
  const range = parsed.range();
  if (allowPrivate && PRIVATE.includes(range)) return true;
  if (range !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || (parsed.match(GLOBAL) && !parsed.match(DOCUMENTATION));
}

function unmapped(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address instanceof ipaddr.IPv4) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return address.match(NAT64) ? new ipaddr.IPv4(address.toByteArray().slice(12)) : address;
}

/**
 * Checks the address of a webhook as far as it can be without asking the network: names are looked up at each attempt.
 * @returns it, parsed
 * @throws UzelError UZ1523
 */
export function checkTarget(url: string, allowPrivate: boolean): URL {
  const refuse = (why: string): never => {
    throw new UzelError('UZ1523', `This address cannot be told: ${why}`);
  };
  if (!URL.canParse(url)) return refuse('it is no URL.');
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && !(parsed.protocol === 'http:' && allowPrivate)) {
    return refuse('it must begin with https://.');
  }
  if (parsed.username !== '' || parsed.password !== '') return refuse('it must hold no login and no password.');
  const host = hostOf(parsed);
  if (ipaddr.isValid(host) ? !isAllowedAddress(host, allowPrivate) : isLocalName(host) && !allowPrivate) {
    return refuse('it does not lead into the public network.');
  }
  return parsed;
}

/** The URL parser has turned whatever way of writing an IPv4 address (2130706433, 0x7f.1) into the usual one. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const isLocalName = (host: string): boolean => /(^|\.)(localhost|local|internal)\.?$/i.test(host);

/** Finds all addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/**
 * The look-up of a connection: it refuses a name unless each of its addresses is allowed, and the connection goes to the very addresses
 * that were checked, so that a name server that answers otherwise the second time gains nothing.
 */
export function safeLookup(resolve: Resolve, allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (!first) {
          callback(new Error(`the name ${hostname} has no address`), '', 0);
        } else if (!addresses.every(({ address }) => isAllowedAddress(address, allowPrivate))) {
          callback(new NotAllowed(`the name ${hostname} does not lead into the public network`), '', 0);
        } else if (options.all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, '', 0),
    );
  };
}

/** The address of a webhook leads where nothing is sent. */
export class NotAllowed extends Error {}
