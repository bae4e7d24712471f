import {
  createHash,
  createHmac,
  randomBytes,
  randomInt,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';

/**
 * Cost of a new hash: 32 MB of memory and some 60 ms, so that a stolen table is worth little. Kept in each hash: it
 * may grow later.
 */
const COST = { ln: 15, r: 8, p: 1 } as const;
const KEY_LENGTH = 32;
const STORED = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Nothing that is mixed up when it is read aloud or typed into 1C's form: no 0/o, 1/l/i. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

function derive(password: string, salt: Buffer, length: number, cost: { ln: number; r: number; p: number }) {
  const N = 2 ** cost.ln;
  const options: ScryptOptions = { N, r: cost.r, p: cost.p, maxmem: 256 * N * cost.r };
  return new Promise<Buffer>((resolve, reject) => {
    scrypt(password, salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

function stored(salt: Buffer, key: Buffer): string {
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${base64(salt)}$${base64(key)}`;
}

/** A password as it is stored: `$scrypt$ln=15,r=8,p=1$salt$key` (base64 without padding), with a new salt each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, KEY_LENGTH, COST);
  return stored(salt, key);
}

/**
 * Whether `password` is the one behind `hash`; compared in constant time. A stored text of another form is never
 * right.
 */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, ln, r, p, salt, key] = STORED.exec(hash) ?? [];
  if (!salt || !key) return false;
  const expected = Buffer.from(key, 'base64');
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), expected.length, cost), expected);
}

/**
 * What an unknown login is verified against, so that it costs the same time as a wrong password. No password matches
 * it.
 */
export const NO_PASSWORD = stored(Buffer.alloc(16), Buffer.alloc(KEY_LENGTH));

/** A password that a person can read and type: four groups of four, 79 bits. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => READABLE[randomInt(READABLE.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** An API key: `uzel_` and 256 bits. Shown once, stored as its SHA-256. */
export function newApiKey(): string {
  return `uzel_${randomBytes(32).toString('base64url')}`;
}

/** The value of an exchange's cookie: 256 bits, hex. */
export function newCookie(): string {
  return randomBytes(32).toString('hex');
}

/** A sessid that no cookie stands behind: for a client that works by Basic alone. Same form as `sessidOf`. */
export function newSessid(): string {
  return randomBytes(16).toString('hex');
}

/**
 * The sessid that belongs to a cookie: 128 bits, hex. Made from it, so that `init` can print it again though neither
 * is stored.
 */
export function sessidOf(cookie: string): string {
  return createHmac('sha256', cookie).update('sessid').digest('hex').slice(0, 32);
}

/** SHA-256 in hex: how API keys, cookies and sessids (all of high entropy) are stored. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether two hashes (hex) are equal, in constant time. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
