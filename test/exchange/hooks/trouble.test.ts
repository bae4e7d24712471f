import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NodeSettings } from '../../../src/nodes/exchange-node.js';
import { insertApiKey } from '../../../src/store/nodes/api-keys.js';
import { insertNode } from '../../../src/store/nodes/nodes.js';
import { Rest } from '../../acceptance/support/rest.js';
import { withClient } from '../../acceptance/support/store-state.js';
import { Uzel } from '../../acceptance/support/uzel.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

/** A kind that throws, hangs or answers nonsense, in every hook, behind the built server: the exchange ends well, the journal names it. */
const KIND = path.join(process.cwd(), 'test', 'exchange', 'hooks', 'trouble-kind.mjs');
const MISDEEDS = ['throw', 'loop', 'hang', 'nonsense'];

let database: TestDatabase;
let uzel: Uzel;
let rest: Rest;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.db.transaction(async (tx) => {
    const common = { profile: 'trade', password: 'password', timeZone: 'Europe/Kyiv' } as const;
    await insertNode(tx, 'main', { ...common, name: '1c', login: '1c' });
    for (const misdeed of MISDEEDS) {
      const settings = { misdeed, numberPrefix: `${misdeed.slice(0, 2)}-` } as NodeSettings;
      const node = { name: misdeed, login: `login-${misdeed}`, idSpace: misdeed, kind: 'trouble', settings };
      await insertNode(tx, 'main', { ...common, ...node });
    }
  });
  const { key } = await insertApiKey(database.db.knex, 'main', 'test');
  const config = path.join(process.cwd(), 'test', 'exchange', 'hooks', 'trouble.config.json');
  uzel = await Uzel.start({ database, env: { UZEL_CONFIG: config, HOOK_SECONDS: '0.2' } });
  rest = new Rest(uzel.url, key);
}, 120_000);
afterAll(async () => {
  await uzel.dispose();
  await database.close();
});

const xml = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><КоммерческаяИнформация ВерсияСхемы="2.08">${body}</КоммерческаяИнформация>`;
const goods = (element: string) =>
  ['p1', 'p2'].map((id) => `<${element}><Ид>${id}</Ид><Наименование>${id}</Наименование></${element}>`).join('\n');
const IMPORT = xml(
  `<Каталог СодержитТолькоИзменения="true"><Ид>C</Ид><Товары>${goods('Товар')}</Товары></Каталог>
   <ПакетПредложений СодержитТолькоИзменения="true"><Ид>C#</Ид><ИдКаталога>C</ИдКаталога><Предложения>${goods('Предложение')}</Предложения></ПакетПредложений>
   <ПользовательскиеСправочники><Справочник><Ид>d</Ид><Наименование>Коды</Наименование><ЭлементыСправочника><ЭлементСправочника><Ид>i1</Ид><Наименование>I1</Наименование></ЭлементСправочника></ЭлементыСправочника></Справочник></ПользовательскиеСправочники>`,
);

/** One exchange as a 1C makes it: Basic at checkauth, then the cookie. */
async function session(type: string, login: string) {
  const address = `${uzel.url}/1c_exchange?type=${type}`;
  const authorization = `Basic ${Buffer.from(`${login}:password`).toString('base64')}`;
  const auth = await (await fetch(`${address}&mode=checkauth`, { headers: { authorization } })).text();
  const [state, name, value] = auth.split('\n');
  expect(state).toBe('success');
  const ask = async (mode: string, body?: string) => {
    const headers = { cookie: `${name}=${value}` };
    const init = body === undefined ? { headers } : { headers, method: 'POST', body };
    const answer = await fetch(`${address}&mode=${mode}`, init);
    return new TextDecoder('windows-1251').decode(await answer.arrayBuffer());
  };
  await ask('init');
  return ask;
}

async function place(owner: string | undefined, comment: string): Promise<{ id: string; number: string }> {
  const lines = [{ name: 'Матрац', quantity: '1', price: '100' }];
  const customer = { type: 'person', name: 'Олена', phone: '+380501112233' };
  const order = { currency: 'UAH', customer, lines, comment, ...(owner ? { owner } : {}) };
  return await rest.placeOrder(order, `${owner}-${comment}`);
}

const failures = async (node: string): Promise<string[]> =>
  await withClient(database.url, async (client) => {
    const { rows } = await client.query<{ hook: string }>(
      `select distinct j.detail ->> 'hook' as hook from journal j join nodes n on n.node_id = j.node_id
       where n.name = $1 and j.code = 'node-kind-failed' and j.message like '%«trouble»%' order by 1`,
      [node],
    );
    return rows.map((row) => row.hook);
  });

describe.each(MISDEEDS)('a kind of which every hook does this: %s', (misdeed) => {
  it('takes the goods that it does not fail on', async () => {
    const catalogue = await session('catalog', `login-${misdeed}`);
    expect(await catalogue('file&filename=import.xml', IMPORT)).toMatch(/^success/);
    let answer = 'progress';
    for (let tries = 0; answer.startsWith('progress') && tries < 20; tries += 1)
      answer = await catalogue('import&filename=import.xml');
    expect(answer).toMatch(/^success/);
    expect(await catalogue('complete')).toMatch(/^success/);
    const { rows } = await withClient(database.url, (client) =>
      client.query<{ id: string }>('select external_id as id from products where id_space = $1 order by 1', [misdeed]),
    );
    expect(rows.map((row) => row.id)).toEqual(['p1']);
  });

  it('gives the orders that it does not fail on, and reads what comes back', async () => {
    const whole = await place(misdeed, 'none');
    await place(misdeed, 'checkOrder');
    await place(misdeed, 'writeOrder');
    const sale = await session('sale', `login-${misdeed}`);
    const answer = await sale('query');
    expect(Array.from(answer.matchAll(/<Документ>/g))).toHaveLength(1);
    expect(answer).toContain(`<Номер>${misdeed.slice(0, 2)}-${whole.number}</Номер>`);
    expect(await sale('success')).toMatch(/^success/);
    const document = xml(
      `<Документ><Ид>${whole.id}</Ид><Номер>${misdeed.slice(0, 2)}-${whole.number}</Номер><Дата>2026-02-02</Дата><ХозОперация>Заказ товара</ХозОперация>
       <ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Дата отгрузки по 1С</Наименование><Значение>2026-02-03</Значение></ЗначениеРеквизита></ЗначенияРеквизитов></Документ>`,
    );
    expect(await sale('file&filename=orders.xml', document)).toMatch(/^success/);
    expect(await sale('import&filename=orders.xml')).toMatch(/^success/);
    const applied = await rest.get<{ shipped: boolean }>(`/orders/${whole.id}`);
    expect(applied.shipped).toBe(true);
  });

  it('is named in the journal with each hook that failed', async () => {
    const expected = ['beginExchange', 'checkOrder', 'directories', 'offers', 'products', 'readDocument', 'writeOrder'];
    // What beginExchange and endExchange answer concerns nobody.
    const told = misdeed === 'nonsense' ? expected.slice(1) : [...expected, 'endExchange'].sort();
    expect(await failures(misdeed)).toEqual(told);
  });
});

it('an order whose node cannot be chosen by the broken kinds goes to the one that can say', async () => {
  const order = await place(undefined, 'wantsOrder');
  const { owner } = await rest.get<{ owner: { name: string } }>(`/orders/${order.id}`);
  expect(owner.name).toBe('1c');
  for (const misdeed of MISDEEDS) expect(await failures(misdeed)).toContain('wantsOrder');
});

it('a wrong uzel.config refuses to start with one sentence', async () => {
  const cli = path.join(process.cwd(), 'dist', 'cli', 'index.js');
  const env = { ...uzel.env, UZEL_CONFIG: KIND };
  const run = promisify(execFile)(process.execPath, [cli, 'serve'], { env });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/UZ1611.*nodeKinds|nodeKinds.*UZ1611/s),
  });
});
