import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkAgainstDocument } from '../api/document-check.js';
import type { Got, Sent } from '../support/api-client.js';
import { apiDocument, apiOperations, type Operation } from '../support/api-document.js';
import { bodyWith, bodyWithKey, type Place, placesOf } from '../support/naughty-places.js';
import { rowCounts, settledCounts } from '../support/naughty-rows.js';
import { NAUGHTY, NAUGHTY_ENCODED, NAUGHTY_JSON } from '../support/naughty-strings.js';
import { LONG, PART } from '../support/property-runs.js';
import { targetOf } from './api/samples.js';
import { EMPTY_FEED } from './api/samples-others.js';
import { askedBy, type Ready, readyAll } from './api/sweeps.js';
import { formOf, openWorld, type World } from './api/world.js';

/** Acceptance 5 of issue 6: whatever stands in a parameter, the server answers, says what is wrong, and does nothing else. */

/** Of each parameter in `npm test`; which ones goes on from parameter to parameter, so that together all are met. */
const SAMPLE = { path: 4, query: 4, header: 3, body: 2, key: 2 } as const;
/** Of what is refused so many are sent a second time, to see that nothing is written. */
const TWICE = LONG ? 5 : 1;
/** Requests under way. */
const LANES = 8;
/** Writes that keep their keys by themselves. */
const OWN_KEYS = new Set(['placeOrder', 'uploadFeed']);
/** GETs that take something for who asks. */
const TAKING = new Set(['claimOrdersByGet']);
/** A request line and a header of more than 16 KB are refused by Node before there is a request (431, RFC 6585). */
const LONGEST = 12_000;

const document = apiDocument();
const operations = apiOperations(document);

interface Try extends Sent {
  readonly said: string;
  /** Whose keys it counts among; absent: all writes have these together. */
  readonly keysOf?: string;
}

let world: World;
let ready: ReadonlyMap<string, Ready>;
beforeAll(async () => {
  world = await openWorld();
  const made = await readyAll(world, operations);
  ready = new Map(made.ready.map((one) => [one.operation.id, one]));
});
afterAll(async () => await world.close());

/** The values that one place is given, raw: JSON of a body, anything else as it is sent. */
function valuesFor({ in: where }: Place, at: number): readonly string[] {
  const all = VALUES[where];
  if (LONG) return all.filter((_value, n) => n % PART === at % PART);
  const count = SAMPLE[where];
  return Array.from({ length: count }, (_value, n) => all[(at * count + n) % all.length] ?? '');
}

const inAddress = [...NAUGHTY.map(encoded), ...NAUGHTY_ENCODED].filter((value) => value.length < LONGEST);
const VALUES: Readonly<Record<Place['in'], readonly string[]>> = {
  path: inAddress,
  query: inAddress,
  // What a header cannot hold never comes as far as a server of Node.
  header: NAUGHTY.map((value) => Buffer.from(value, 'utf8').toString('latin1')).filter((value) =>
    /^[\t\x20-\x7e\x80-\xff]*$/.test(value),
  ),
  body: [...NAUGHTY.map((value) => JSON.stringify(value)), ...NAUGHTY_JSON],
  key: NAUGHTY,
};

/** A form is sent in UTF-8, which has no halves of a surrogate pair. */
const whole = (value: string): string => value.replace(/\p{Surrogate}/gu, '\ufffd');

/** As a client of any language encodes it: halves of a surrogate pair too. */
function encoded(value: string): string {
  return [...value]
    .map((letter) => (/\p{Surrogate}/u.test(letter) ? '%ED%A0%80' : encodeURIComponent(letter)))
    .join('');
}

function triesOf(place: Place, at: number): Try[] {
  return valuesFor(place, at).flatMap((value) => {
    const found = ready.get(place.operation.id);
    return found ? [tryOf(found, place, value)] : [];
  });
}

/** Of no operation: an id that is empty does not name the list of all. */
const endsInSlash = ({ target }: Sent): boolean => /^[^?#]*\/(?:[?#]|$)/.test(target);

function tryOf(one: Ready, { operation, in: where, name }: Place, value: string): Try {
  const sample = { ...one.sample, headers: { ...one.sample.headers } };
  // An own key each time: else the former one is what is refused.
  if (sample.headers['idempotency-key']) sample.headers['idempotency-key'] = randomUUID();
  const { target, headers = {}, body } = askedBy(world, { operation, sample });
  const authorization = `Bearer ${world.keys.all}`;
  const base = {
    ...{ method: operation.method.toUpperCase(), target, headers: { authorization, ...headers }, body },
    ...(OWN_KEYS.has(operation.id) && { keysOf: operation.id }),
  };
  const said = `${operation.id}, ${where} ${name}: ${JSON.stringify(value).slice(0, 120)}`;
  if (where === 'path') return { ...base, said, target: withPath(one, name, value) };
  if (where === 'query') return { ...base, said, target: withQuery(one, name, value) };
  if (where === 'header') return { ...base, said, headers: { ...base.headers, [name.toLowerCase()]: value } };
  if (where === 'key') return { ...base, said, body: bodyWithKey(sample.body, name, value) };
  return { ...base, said, body: bodyWith(sample.body, name, value) };
}

function withPath({ operation, sample }: Ready, name: string, value: string): string {
  const slot = randomUUID();
  return targetOf(operation, { ...sample, params: { ...sample.params, [name]: slot } }).replace(slot, () => value);
}

function withQuery({ operation, sample }: Ready, name: string, value: string): string {
  const { [name]: _given, ...query } = sample.query ?? {};
  const target = targetOf(operation, { ...sample, query });
  return `${target}${target.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${value}`;
}

/** @returns what is wrong with the answers; and, by `seen`, each answer */
async function send(tries: readonly Try[], seen: (one: Try, got: Got) => void = () => undefined): Promise<string[]> {
  const left = [...tries];
  const wrong: string[] = [];
  const lane = async (): Promise<void> => {
    for (let one = left.shift(); one; one = left.shift()) {
      try {
        const got = await world.client.send(one);
        if (got.status >= 500) wrong.push(`${one.said}: ${got.status} ${got.text.slice(0, 300)}`);
        if (endsInSlash(one)) wrong.push(...whatIsNotThere(one, got));
        else checkAgainstDocument(one.method.toLowerCase(), one.target, got);
        seen(one, got);
      } catch (error) {
        wrong.push(`${one.said}: ${String(error).slice(0, 400)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return wrong;
}

function whatIsNotThere({ said }: Try, { status, headers, text }: Got): string[] {
  const isProblem = headers['content-type']?.startsWith('application/problem+json');
  return status === 404 && isProblem ? [] : [`${said}: ${status} ${headers['content-type']} ${text.slice(0, 300)}`];
}

const reads = ({ id, method }: Operation): boolean => method === 'get' && !TAKING.has(id);
const places = operations.flatMap((operation) => placesOf(operation, document));
const MINUTES = LONG ? 45 : 3;
/** For what is there just then, which may be otherwise when it is said again. */
const REFUSED_FOR_WHAT_IS_THERE: ReadonlySet<number> = new Set([409, 412]);
/** Likewise a removal of what another write has put there since. */
const isRemovalOfNothing = ({ method }: Sent, refusal: string): boolean =>
  method === 'DELETE' && refusal.startsWith('404 ');
/** As the server reads it; a write without one has one that no other has. */
const keyIn = ({ headers, keysOf = '' }: Try): string =>
  `${keysOf} ${String(headers['idempotency-key'] ?? randomUUID()).trim()}`;
/** What a refusal is known by. */
const refusalOf = ({ status, body }: Got): string => `${status} ${body.code}`;

describe(`${NAUGHTY.length} naughty strings in ${places.length} places`, () => {
  it(
    'are answered by every GET, which writes nothing',
    async () => {
      const before = await settledCounts(world.database);
      const tries = places.filter(({ operation }) => reads(operation)).flatMap(triesOf);
      expect(await send(tries)).toEqual([]);
      expect(await rowCounts(world.database)).toEqual(before);
      process.stdout.write(`naughty: ${tries.length} GETs\n`);
    },
    MINUTES * 60_000,
  );

  it(
    'are answered by every write; what is refused writes nothing',
    async () => {
      const tries = places.filter(({ operation }) => !reads(operation)).flatMap(triesOf);
      const refused = new Map<Try, string>();
      const keys = new Set<string>();
      expect(
        await send(tries, (one, got) => {
          if (got.status < 400) keys.add(keyIn(one));
          if (got.status >= 400 && !REFUSED_FOR_WHAT_IS_THERE.has(got.status)) refused.set(one, refusalOf(got));
        }),
      ).toEqual([]);
      const again = [...refused]
        .filter(([one, refusal], at) => at % TWICE === 0 && !isRemovalOfNothing(one, refusal))
        .map(([one]) => one);
      // Once more, with nothing else going on: those that were taken are out of it.
      const before = await settledCounts(world.database);
      const others: string[] = [];
      expect(
        await send(again, (one, got) => {
          // A refusal leaves its key free: another write may have taken the same one since.
          const former = keys.has(keyIn(one)) ? '409 UZ1502' : refused.get(one);
          if (refusalOf(got) !== former) others.push(`${one.said}: ${refusalOf(got)} instead of ${former}`);
        }),
      ).toEqual([]);
      if (others.length === 0) expect(await rowCounts(world.database)).toEqual(before);
      expect(others).toEqual([]);
      process.stdout.write(`naughty: ${tries.length} writes, ${again.length} of ${refused.size} refused ones again\n`);
    },
    MINUTES * 60_000,
  );
});

describe('what is no request of ours', () => {
  const headers = () => ({ authorization: `Bearer ${world.keys.all}` });

  it('parameters named twice, as lists and as objects', async () => {
    const forms = ['N=1&N=2', 'N[]=1', 'N[a]=1', 'N[__proto__]=1', 'N[a][b][c][d][e][f]=1', 'N', '=1', '__proto__=1'];
    const tries = places
      .filter(({ operation, in: where }) => where === 'query' && reads(operation))
      .flatMap(({ operation, name }, at): Try[] => {
        const one = ready.get(operation.id);
        const some = LONG ? forms : [forms[at % forms.length] ?? ''];
        return some.map((form) => {
          const target = `${targetOf(operation, { ...one?.sample, query: {} })}?${form.replaceAll('N', encodeURIComponent(name))}`;
          return { method: 'GET', target, headers: headers(), said: target };
        });
      });
    expect(await send(tries)).toEqual([]);
  });

  it('methods that an address does not take: 405, with those that it takes', async () => {
    const wrong: string[] = [];
    for (const path of Object.keys(document.paths)) {
      const one = [...ready.values()].find(({ operation }) => operation.path === path);
      const target = one ? targetOf(one.operation, { ...one.sample, query: {} }) : path;
      for (const method of ['OPTIONS', 'TRACE', 'PROPFIND']) {
        const got = await world.client.send({ method, target, headers: headers() });
        if (got.status !== 405 || !got.headers.allow || got.body.code !== 'UZ1513')
          wrong.push(`${method} ${target}: ${got.status} ${got.text}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('bodies that are not what they are said to be', async () => {
    const json = { 'content-type': 'application/json' };
    const bodies: [Record<string, string>, string | Buffer][] = [
      [json, ''],
      [json, Buffer.from([0xff, 0xfe, 0x7b])],
      [json, Buffer.from('{"name":"\xff\xfe"}', 'latin1')],
      [json, '\ufeff{"name":"BOM"}'],
      [json, Buffer.from('{"name":"a"}', 'utf16le')],
      [{ 'content-type': 'application/json; charset=utf-16' }, Buffer.from('{"name":"a"}', 'utf16le')],
      [{ 'content-type': 'application/json; charset=none' }, '{}'],
      [{ ...json, 'content-encoding': 'gzip' }, 'not packed'],
      [{ ...json, 'content-encoding': 'none' }, '{}'],
      [{ 'content-type': '' }, '{}'],
      [{ 'content-type': 'application/json/json' }, '{}'],
      [{ 'content-type': 'multipart/form-data' }, '{}'],
      [{ 'content-type': 'application/xml' }, '<a/>'],
    ];
    const tries = operations
      .filter(({ body }) => body !== undefined)
      .flatMap((operation) =>
        bodies.map(([more, body]): Try => {
          const target = targetOf(operation, ready.get(operation.id)?.sample ?? {});
          const said = `${operation.id} ${JSON.stringify(more)} ${body.toString('latin1')}`;
          return { method: operation.method.toUpperCase(), target, headers: { ...headers(), ...more }, body, said };
        }),
      );
    const taken: string[] = [];
    const wrong = await send(tries, (one, { status }) => {
      if (status >= 300 && status < 400) taken.push(one.said);
    });
    expect([...wrong, ...taken]).toEqual([]);
  });

  it('forms that are cut, that lie about their names, and that have no end', async () => {
    const tries: Try[] = [];
    const add = (type: string, body: Buffer | string, said: string): void => {
      const more = { ...headers(), 'content-type': type };
      tries.push({ method: 'POST', target: '/v1/feeds', headers: more, body, said });
    };
    const form = await formOf(EMPTY_FEED, 'import.xml', { node: '1c' });
    const step = LONG ? 1 : 37;
    for (let end = 0; end < form.body.length; end += step) add(form.type, form.body.subarray(0, end), `cut at ${end}`);
    const values = NAUGHTY.filter((_value, at) => LONG || at % 8 === 0);
    for (const value of values) {
      const named = await formOf(EMPTY_FEED, whole(value), { node: whole(value) });
      add(named.type, named.body, `node and file ${JSON.stringify(value)}`);
      const more = await formOf(EMPTY_FEED, 'import.xml', {
        node: '1c',
        dryRun: whole(value),
        mail: whole(value),
      });
      add(more.type, more.body, `dryRun and mail ${JSON.stringify(value)}`);
    }
    const { type } = form;
    add('multipart/form-data', form.body, 'no boundary');
    add('multipart/form-data; boundary=', form.body, 'an empty boundary');
    add('multipart/form-data; boundary=other', form.body, 'another boundary');
    add(type, Buffer.concat([form.body, form.body]), 'twice');
    const boundary = type.split('boundary=')[1] ?? '';
    const part = (head: string, body: string): string => `--${boundary}\r\n${head}\r\n\r\n${body}\r\n`;
    const field = 'Content-Disposition: form-data; name=';
    add(type, `${part(`${field}"__proto__"`, 'a').repeat(30)}--${boundary}--\r\n`, 'thirty fields');
    add(type, `${part(`${field}"node[__proto__][a]"`, 'a')}--${boundary}--\r\n`, 'a nested name');
    add(type, `${part(`${field}"node"`, 'a'.repeat(100_000))}--${boundary}--\r\n`, 'a long field');
    add(type, `${part(`${field}"file"; filename="a\u0000.xml"`, EMPTY_FEED)}--${boundary}--\r\n`, 'a NUL in the name');
    add(
      type,
      `${part(`${field}"file"; filename*=UTF-8''%ff%00`, EMPTY_FEED)}--${boundary}--\r\n`,
      'a name that is no UTF-8',
    );
    add(type, `${part('Content-Disposition: nonsense', 'a')}--${boundary}--\r\n`, 'no name at all');
    add(type, `${part(`X: ${'a'.repeat(50_000)}`, 'a')}--${boundary}--\r\n`, 'a long head');
    expect(await send(tries)).toEqual([]);
  });

  it('addresses and headers of a megabyte: refused by the listener, which goes on', async () => {
    const long = 'a'.repeat(1_000_000);
    for (const sent of [
      { target: `/v1/products?q=${long}`, headers: headers() },
      { target: '/v1/products', headers: { ...headers(), 'if-none-match': long } },
    ]) {
      const got = await world.client.send({ method: 'GET', ...sent }).catch((error: Error) => error.message);
      expect(typeof got === 'string' ? got : got.status).toEqual(
        typeof got === 'string' ? expect.stringMatching(/ECONNRESET|EPIPE|hang up/) : expect.any(Number),
      );
      if (typeof got !== 'string') expect([400, 431]).toContain(got.status);
    }
  });
});

it('the server lives and is ready after all of it', async () => {
  const { status } = await world.client.send({ method: 'GET', target: '/ready', headers: {} });
  expect(status).toBe(200);
  const output = world.uzel.output.join('');
  expect(output).not.toContain('REST request failed');
});
