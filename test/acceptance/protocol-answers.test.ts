import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runEmulator } from '../../src/emulator/index.js';
import { goodsFolder, importXml, range } from './support/goods.js';
import { ask, basic, type Login, openSession, overSocket } from './support/one-c.js';
import { withClient } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** The addresses, the bytes of the short answers, who is let in, and what the log says of it. */

let uzel: Uzel;
let login: Login;

beforeAll(async () => {
  uzel = await Uzel.start({ env: { TRUST_PROXY: 'true' } });
  login = await uzel.connect();
});
afterAll(() => uzel.dispose());

const get = (query: string, headers = basic(login)) => ask(uzel.url, `/1c_exchange?${query}`, { headers });
const checkauth = 'type=catalog&mode=checkauth';

describe('the addresses', () => {
  it.each(['/1c_exchange', '/1c_exchange.php', '/bitrix/admin/1c_exchange.php'].flatMap((path) => [path, `${path}/`]))(
    '%s answers GET and POST',
    async (path) => {
      for (const method of ['GET', 'POST']) {
        const answer = await ask(uzel.url, `${path}?${checkauth}`, { method, headers: basic(login) });
        expect([answer.status, answer.lines[0], answer.lines.length]).toEqual([200, 'success', 5]);
      }
    },
  );

  it.each(['/1c_exchange?shop=5?', '/1c_exchange.php?shop=5&lang=ru?', '/1c_exchange/?shop=5?'])(
    '%s with a ? of its own takes a whole exchange',
    async (address) => {
      const session = await openSession(uzel.url, login, 'catalog', { address });
      expect((await session.init()).text).toBe('zip=yes\nfile_limit=10485760');
      expect((await session.file('import.xml', importXml({ goods: [1], onlyChanges: true }))).text).toBe('success');
      expect((await session.import('import.xml')).last.text).toBe('success');
    },
  );

  it('takes the emulator at such an address, also when it sends Basic only after a 401', async () => {
    const folder = await goodsFolder({ goods: range(1, 3), onlyChanges: true });
    for (const authAfter401 of [false, true]) {
      const url = `${uzel.url}/1c_exchange?shop=5`;
      const report = await runEmulator({ url, ...login, profile: 'trade', directory: folder, authAfter401 });
      expect(report).toMatchObject({ verdict: 'success' });
    }
  });

  it('takes a target in absolute form, as a proxy may write it', async () => {
    const answer = await ask(uzel.url, `${uzel.url}/1c_exchange?${checkauth}`, { headers: basic(login) });
    expect(answer.lines[0]).toBe('success');
  });

  it.each([
    ['init', /^zip=yes\nfile_limit=10485760$/],
    ['import&filename=import.xml', /^failure\n.*import\.xml.*\[UZ1201]$/],
    ['file&filename=import.xml', /^failure\n.*\[UZ1102]$/],
    ['query', /^<\?xml/],
    ['success', /^success$/],
    ['info', /^<\?xml/],
    ['deactivate&timestamp=1', /^success$/],
    ['complete', /^success$/],
  ])('mode=%s answers GET and POST alike', async (mode, expected) => {
    const session = await openSession(uzel.url, login, 'sale');
    if (mode === 'success') await session.ask('query');
    for (const method of ['GET', 'POST']) expect((await session.ask(mode, '', { method })).text).toMatch(expected);
  });
});

describe('the bytes', () => {
  it.each([
    ['catalog', '\\nsessid=[0-9a-f]{32}\\ntimestamp=\\d{10}'],
    ['sale', '\\nsessid=[0-9a-f]{32}'],
    ['reference', '\\nsessid=[0-9a-f]{32}'],
    ['get_catalog', ''],
  ])('checkauth of type=%s: its own lines, no final LF, no CR', async (type, more) => {
    const before = Math.floor(Date.now() / 1000);
    for (const method of ['GET', 'POST']) {
      const { bytes, headers } = await ask(uzel.url, `/1c_exchange?type=${type}&mode=checkauth`, {
        method,
        headers: basic(login),
      });
      const text = bytes.toString('latin1');
      expect(text).toMatch(new RegExp(`^success\\nuzel_session\\n[0-9a-f]{64}${more}$`));
      if (type === 'catalog') expect(Math.abs(Number(text.slice(-10)) - before)).toBeLessThan(10);
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('gives another 256-bit id each time', async () => {
    const ids = new Set<string>();
    for (const _ of range(1, 5)) {
      const id = (await get(checkauth)).lines[2] ?? '';
      const bits = /^[0-9a-f]+$/.test(id) ? id.length * 4 : Buffer.from(id, 'base64url').length * 8;
      expect(bits).toBeGreaterThanOrEqual(256);
      ids.add(id);
    }
    expect(ids.size).toBe(5);
  });

  it('init has exactly two lines; two more only for who sent version=', async () => {
    const session = await openSession(uzel.url, login);
    const plain = await session.init();
    expect(plain.bytes.equals(Buffer.from('zip=yes\nfile_limit=10485760'))).toBe(true);
    const asked = await session.ask('init', '&version=2.09');
    expect(asked.text).toBe(`zip=yes\nfile_limit=10485760\nsessid=${session.sessid}\nversion=2.10`);
    expect((await session.ask('init', `&${asked.lines[2]}`)).text).toBe(plain.text);
  });

  it('init names the version that the node speaks, not the one that the client asked for', async () => {
    await uzel.cli('node', 'add', 'bus', '--login', 'bus', '--password', 'bus', '--profile', 'bitrix3');
    const third = await openSession(uzel.url, { login: 'bus', password: 'bus' });
    const second = await openSession(uzel.url, login);
    for (const version of ['2.05', '2.09', '3.1', '3']) {
      expect((await third.ask('init', `&version=${version}`)).lines[3]).toBe('version=3.1');
      expect((await second.ask('init', `&version=${version}`)).lines[3]).toBe('version=2.10');
    }
    for (const more of ['', '&version=', '&version=x', '&cmlVersion=2.10']) {
      expect((await third.ask('init', more)).text).toBe('zip=yes\nfile_limit=10485760');
    }
  });

  it('every text answer is windows-1251 and says so; no BOM, nothing before the first word, no final LF', async () => {
    const session = await openSession(uzel.url, login);
    const answers = [
      await get(checkauth),
      await get(checkauth, {}),
      await get(checkauth, basic({ login: 'nobody', password: 'x' })),
      await get('type=catalog&mode=nothing'),
      await session.init(),
      await session.file('import.xml', '<a'),
      await session.import('import.xml').then(({ last }) => last),
      await session.import('absent.xml').then(({ last }) => last),
      await session.file('evil.php', 'x'),
    ];
    for (const { headers, bytes, text } of answers) {
      expect(headers['content-type']).toBe('text/plain; charset=windows-1251');
      expect(Number(headers['content-length'])).toBe(bytes.length);
      expect(bytes.toString('latin1')).toMatch(/^(success|failure|progress|zip=)/);
      expect(text).not.toMatch(/[\r\n]$|\r/);
      expect(text).not.toContain('\ufffd');
    }
    const refused = answers[2];
    expect(refused?.bytes.some((byte) => byte >= 0xc0)).toBe(true);
    expect(refused?.lines[1]).toMatch(/^Неверный логин или пароль\. .*\[UZ1001]$/);
    expect(refused?.bytes.length).toBeLessThan(255);
  });

  it.each([
    ['type=catalog&mode=nothing', 'UZ1005'],
    ['type=nothing&mode=checkauth', 'UZ1005'],
    ['type=nothing&mode=init', 'UZ1005'],
    ['type=catalog&mode=success', 'UZ1005'],
    ['type=crm&mode=query', 'UZ1005'],
    ['type=get_catalog&mode=file&filename=a.xml', 'UZ1005'],
    ['type=listen&mode=checkauth', 'UZ1005'],
    ['type=reference&mode=query', 'UZ1005'],
    ['type=catalog', 'UZ1005'],
    ['mode=init', 'UZ1005'],
    ['', 'UZ1005'],
    ['type=sale&mode=success', 'UZ1401'],
    ['type=catalog&mode=import&filename=', 'UZ1101'],
    ['type=catalog&mode=import&filename=absent.xml', 'UZ1201'],
    ['type=catalog&mode=file&filename=a.xml', 'UZ1102'],
  ])('says the verdict of ?%s in the body, with status 200', async (query, code) => {
    const { cookie } = await openSession(uzel.url, login);
    const answer = await get(query, { cookie });
    expect([answer.status, answer.lines[0], answer.lines.length]).toEqual([200, 'failure', 2]);
    expect(answer.lines[1]).toMatch(new RegExp(`[а-я].* \\[${code}]$`));
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s: failure, status 200', async (method) => {
    const answer = await ask(uzel.url, `/1c_exchange?${checkauth}`, { method, headers: basic(login) });
    expect([answer.status, answer.lines[0]]).toEqual([200, 'failure']);
  });

  it('HEAD does nothing and has no body', async () => {
    const { cookie } = await openSession(uzel.url, login);
    const target = '/1c_exchange?type=catalog&mode=init';
    const answer = await ask(uzel.url, target, { method: 'HEAD', headers: { cookie } });
    expect([answer.status, answer.bytes.length]).toEqual([200, 0]);
    const again = await ask(uzel.url, target, { headers: { cookie } });
    expect(again.lines[0]).toBe('zip=yes');
  });
});

describe('old HTTP', () => {
  const cookieLine = async () => `Cookie: ${(await openSession(uzel.url, login)).cookie}\r\n`;

  it('1.0: whole answers with a length, no chunks, the connection closed', async () => {
    const cookie = await cookieLine();
    const asked = await overSocket(uzel.url, [
      `GET /1c_exchange?type=catalog&mode=init HTTP/1.0\r\nUser-Agent: 1C+Enterprise/8.2\r\n${cookie}\r\n`,
    ]);
    expect(asked).toMatch(/^HTTP\/1\.\d 200 /);
    expect(asked).not.toMatch(/transfer-encoding/i);
    expect(asked).toMatch(/\r\nContent-Length: 27\r\n/i);
    expect(asked.slice(-31)).toBe('\r\n\r\nzip=yes\nfile_limit=10485760');
    const xml = Buffer.from(importXml({ goods: [2], onlyChanges: true }));
    const head = `POST /1c_exchange?type=catalog&mode=file&filename=import.xml HTTP/1.0\r\nContent-Length: ${xml.length}\r\n${cookie}\r\n`;
    expect(await overSocket(uzel.url, [head, xml])).toMatch(/\r\n\r\nsuccess$/);
  });

  it.each([
    ['UTF-8', Buffer.from('Описание товара 1.jpg', 'utf8')],
    ['windows-1251', Buffer.from('CEF7E5EDFC20F5EEF0EEF8EE2E6A7067', 'hex')],
  ])('a name that is not escaped, with blanks, in %s', async (_, name) => {
    const head = Buffer.concat([
      Buffer.from('POST /1c_exchange?type=catalog&mode=file&filename=/tmp/v8 1/import_files/aa/'),
      name,
      Buffer.from(` HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Length: 4\r\n${await cookieLine()}\r\n`),
    ]);
    expect(await overSocket(uzel.url, [head, 'GIF8'])).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\nsuccess$/);
    // The same when the request line comes in two packets.
    const split = [head.subarray(0, 90), head.subarray(90), 'GIF8'];
    expect(await overSocket(uzel.url, split, { pauseMs: 50 })).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\nsuccess$/);
  });
});

describe('a connection that is kept', () => {
  it('takes one request after the other, with names that are not escaped', async () => {
    const { cookie } = await openSession(uzel.url, login);
    const request = (name: string, more = '') =>
      `POST /1c_exchange?type=catalog&mode=file&filename=import_files/aa/${name}.gif HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nCookie: ${cookie}\r\n${more}\r\nGET /a b `;
    const packets = [request('один два'), request('a b'), request('plain'), request('три', 'Connection: close\r\n')];
    const answers = await overSocket(
      uzel.url,
      packets.map((packet) => Buffer.from(packet)),
      { pauseMs: 50, answered: true },
    );
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(4);
    expect(answers.match(/\r\n\r\nsuccess/g)).toHaveLength(4);
    const { rows } = await query(`select name from feeds where name like 'import_files/aa/%.gif' order by feed_id`);
    expect(rows.map((row) => row.name)).toEqual(
      ['один два', 'a b', 'plain', 'три'].map((name) => `import_files/aa/${name}.gif`),
    );
  });
});

describe('who is let in', () => {
  it('401 with WWW-Authenticate: Basic where no credentials were sent, else 200 failure', async () => {
    const none = await get(checkauth, {});
    expect([none.status, none.headers['www-authenticate'], none.lines[0]]).toEqual([
      401,
      'Basic realm="Uzel"',
      'failure',
    ]);
    for (const wrong of [
      { ...login, password: 'wrong' },
      { login: 'nobody', password: 'x' },
    ]) {
      const refused = await get(checkauth, { ...basic(wrong), 'x-forwarded-for': '203.0.113.7' });
      expect([refused.status, refused.headers['www-authenticate'], refused.lines[0]]).toEqual([
        200,
        undefined,
        'failure',
      ]);
    }
  });

  it('a known cookie decides, whatever Basic says', async () => {
    const { cookie } = await openSession(uzel.url, login);
    const answer = await get('type=catalog&mode=init', { cookie, ...basic({ login: 'nobody', password: 'x' }) });
    expect(answer.lines[0]).toBe('zip=yes');
  });

  it('Basic alone is enough for a whole exchange and means the newest one of that type', async () => {
    const rest = await openSession(uzel.url, login);
    await openSession(uzel.url, login, 'sale');
    const newest = await openSession(uzel.url, login, 'catalog', { cookie: false });
    expect((await newest.init()).lines[0]).toBe('zip=yes');
    expect((await newest.file('import.xml', importXml({ goods: [3], onlyChanges: true }))).text).toBe('success');
    const { rows } = await query(
      `select e.opened_at from feeds f join exchanges e using (shop_id, exchange_id)
       where f.name = 'import.xml' order by f.feed_id desc limit 1`,
    );
    expect(Math.floor(rows[0]?.opened_at.getTime() / 1000)).toBe(Number(newest.timestamp));
    expect((await newest.import('import.xml')).last.text).toBe('success');
    expect((await rest.init()).lines[0]).toBe('zip=yes');
  });

  it('neither cookie nor Basic, or an unknown cookie alone: failure', async () => {
    const none = await get('type=catalog&mode=init', {});
    expect([none.status, none.lines[0]]).toEqual([401, 'failure']);
    const unknown = await get('type=catalog&mode=init', { cookie: `uzel_session=${'0'.repeat(64)}` });
    expect([unknown.status, unknown.lines[0]]).toEqual([200, 'failure']);
    expect(unknown.lines[1]).toMatch(/\[UZ1003]$/);
  });

  it('sessid is checked when it is sent, wherever it stands, and never demanded', async () => {
    const other = await openSession(uzel.url, login);
    const session = await openSession(uzel.url, login);
    expect((await session.ask('init')).lines[0]).toBe('zip=yes');
    for (const more of [`&sessid=${session.sessid}`, `&filename=a.xml&${session.sessid}`, `&${session.sessid}`]) {
      expect((await session.ask('init', more)).lines[0]).toBe('zip=yes');
    }
    // By Basic alone it names the exchange, bare as the last parameter too (УТ11.5), also behind a name that is not escaped.
    const named = await get(
      `type=catalog&mode=file&filename=import_files/aa/a%20b.jpg&${session.sessid}`,
      basic(login),
    );
    expect(named.lines[1]).toMatch(/\[UZ1102]$/);
    await ask(uzel.url, `/1c_exchange?type=catalog&mode=file&filename=by-sessid.xml&${session.sessid}`, {
      method: 'POST',
      headers: basic(login),
      body: '<a',
    });
    const { rows } = await query(`select e.opened_at from feeds f join exchanges e using (shop_id, exchange_id)
      where f.name = 'by-sessid.xml'`);
    expect(rows.map((row) => Math.floor(row.opened_at.getTime() / 1000))).toEqual([Number(session.timestamp)]);
    const first = await get(`type=catalog&sessid=${session.sessid}&version=2.09&cmlVersion=2.10&mode=init`, {
      cookie: session.cookie,
    });
    expect(first.lines).toHaveLength(4);
    const wrong = [other.sessid, 'ff'.repeat(16)].flatMap((sessid) => [`&sessid=${sessid}`, `&${sessid}`]);
    for (const more of wrong) {
      const refused = await session.ask('init', more);
      expect([refused.status, refused.lines[0]]).toEqual([200, 'failure']);
      expect(refused.lines[1]).toMatch(/\[UZ1004]$/);
    }
  });

  it('no checkauth ends another exchange; idle for 2 h it has ended, and blocks no other', async () => {
    const old = await openSession(uzel.url, login);
    const next = await openSession(uzel.url, login);
    const sale = await openSession(uzel.url, login, 'sale');
    for (const session of [old, next, sale]) expect((await session.init()).lines[0]).toBe('zip=yes');
    expect((await old.file('import.xml', '<a')).text).toBe('success');
    const shift = (minutes: number) =>
      query(
        `update exchanges set last_seen_at = now() - make_interval(mins => $1)
         where date_trunc('second', opened_at) = to_timestamp($2) and exchange_id =
           (select exchange_id from feeds where name = 'import.xml' order by feed_id desc limit 1)`,
        [minutes, old.timestamp],
      );
    expect((await shift(119)).rowCount).toBe(1);
    expect((await old.init()).lines[0]).toBe('zip=yes');
    expect((await shift(121)).rowCount).toBe(1);
    expect((await old.init()).lines[1]).toMatch(/\[UZ1003]$/);
    expect((await next.init()).lines[0]).toBe('zip=yes');
    expect((await (await openSession(uzel.url, login)).init()).lines[0]).toBe('zip=yes');
  });

  it('ten failures a minute of a login, and of an address, are then refused without verifying', async () => {
    const attempt = async (who: Login, from: string) => {
      const answer = await get(checkauth, { ...basic(who), 'x-forwarded-for': from });
      expect(answer.status).toBe(200);
      return /\[(UZ\d+)]$/.exec(answer.text)?.[1] ?? answer.lines[0];
    };
    const victim = await uzel.connect('trade', 'victim');
    const verdicts = [];
    for (const _ of range(1, 10)) verdicts.push(await attempt({ ...victim, password: 'wrong' }, '192.0.2.1'));
    expect(verdicts).toEqual(Array(10).fill('UZ1001'));
    expect(await attempt(victim, '198.51.100.1')).toBe('UZ1002');
    expect(await attempt(login, '192.0.2.1')).toBe('UZ1002');
    expect(await attempt(login, '192.0.2.2')).toBe('success');
  });
});

describe('the log', () => {
  it('has one line a request: exchange, node, type, mode, file, bytes, ms, first word; and no secret', async () => {
    const session = await openSession(uzel.url, login, 'catalog');
    const target = `&sessid=${session.sessid}&filename=/tmp/goods_77.xml`;
    expect((await session.ask('file', target, { method: 'POST', body: '<a' })).text).toBe('success');
    await get('type=catalog&mode=checkauth', { ...basic({ ...login, password: 'not-the-password' }) });
    const lines = await logged((line) => line.file === 'goods_77.xml' || line.code === 'UZ1001');
    expect(lines.find((line) => line.file === 'goods_77.xml')).toMatchObject({
      exchange: expect.stringMatching(/^[0-9a-f-]{36}$/),
      node: 'shop1c',
      type: 'catalog',
      mode: 'file',
      in: 2,
      out: 7,
      ms: expect.any(Number),
      answer: 'success',
      status: 200,
    });
    const everything = uzel.output.join('');
    const secrets = [
      session.cookie.split('=')[1] ?? '',
      session.sessid,
      login.password,
      'not-the-password',
      basic(login).authorization?.slice(6) ?? '',
    ];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(8);
      expect(everything).not.toContain(secret);
    }
  });
});

async function query(sql: string, values: unknown[] = []) {
  return await withClient(uzel.env.DATABASE_URL ?? '', async (client) => await client.query(sql, values));
}

/** Lines of the server's log, once at least one is as wanted. */
async function logged(wanted: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>[]> {
  for (let tries = 0; ; tries += 1) {
    const lines = uzel.output
      .join('')
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(wanted);
    if (lines.length > 1 || tries === 50) return lines;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
