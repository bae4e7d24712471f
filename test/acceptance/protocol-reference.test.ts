import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Login, openSession } from './support/one-c.js';
import { withClient } from './support/store-state.js';
import { Uzel } from './support/uzel.js';

/** type=reference: the user's own dictionaries (references.xml of 3.x), as the exchange module of 1C-Bitrix brings them. */

let uzel: Uzel;
let login: Login;

beforeAll(async () => {
  uzel = await Uzel.start();
  login = { login: 'bus-login', password: 'bus-password' };
  await uzel.cli('node', 'add', 'bus', '--login', login.login, '--password', login.password, '--profile', 'bitrix3');
});
afterAll(() => uzel.dispose());

const NAME = 'references/1/references___5f1c0e1e-5a7b-4d0e-9a53-2f5b0c8c1d11.xml';
const references = (color = 'Синій') => `<?xml version="1.0" encoding="UTF-8"?>
<КоммерческаяИнформация xmlns="urn:1C.ru:commerceml_3" ВерсияСхемы="3.1" ДатаФормирования="2026-11-21T10:00:00">
<ПользовательскиеСправочники СодержитТолькоИзменения="true"><Справочник><Ид>c0l0r</Ид><Наименование>Кольори</Наименование>
<Реквизиты><Реквизит><Ид>hex</Ид><Наименование>Код кольору</Наименование><ТипЗначений>Строка</ТипЗначений></Реквизит></Реквизиты>
<ЭлементыСправочника><ЭлементСправочника><Ид>blue</Ид><НомерВерсии>AAAAAAAAAAE=</НомерВерсии><ЗначенияРеквизитов>
<ЗначениеРеквизита><Наименование>hex</Наименование><Значение>#0000FF</Значение></ЗначениеРеквизита>
<ЗначениеРеквизита><Наименование>Наименование</Наименование><Значение>${color}</Значение></ЗначениеРеквизита>
</ЗначенияРеквизитов></ЭлементСправочника></ЭлементыСправочника></Справочник></ПользовательскиеСправочники></КоммерческаяИнформация>`;

describe('type=reference', () => {
  it('checkauth with four lines, init with the version, file in pieces, import: the dictionary is kept', async () => {
    const session = await openSession(uzel.url, login, 'reference');
    const init = await session.ask('init', `&sessid=${session.sessid}&version=3.1`);
    expect(init.lines).toEqual(['zip=yes', 'file_limit=10485760', `sessid=${session.sessid}`, 'version=3.1']);
    const bytes = Buffer.from(references());
    for (const piece of [bytes.subarray(0, 301), bytes.subarray(301)]) {
      const answer = await session.ask('file', `&filename=${NAME}&sessid=${session.sessid}`, {
        method: 'POST',
        body: piece,
      });
      expect(answer.text).toBe('success');
    }
    expect((await session.import(`${NAME}&sessid=${session.sessid}`)).last.text).toBe('success');
    expect(await stored()).toMatch(/c0l0r.*blue|blue.*c0l0r/s);
    expect(await stored()).toContain('Синій');
    for (const mode of ['deactivate', 'complete']) expect((await session.ask(mode)).text).toBe('success');
  });

  it('sent again it is changed, not doubled, and one that is not whole is a failure', async () => {
    const session = await openSession(uzel.url, login, 'reference');
    await session.init();
    await session.file(NAME, references('Блакитний'));
    expect((await session.import(NAME)).last.text).toBe('success');
    expect(await stored()).toContain('Блакитний');
    expect(await stored()).not.toContain('Синій');
    await session.init();
    await session.file('references.xml', references().slice(0, 700));
    const { last } = await session.import('references.xml');
    expect([last.status, last.lines[0]]).toEqual([200, 'failure']);
    expect(last.lines[1]).toContain('references.xml');
  });

  it('knows no query, success or info', async () => {
    const session = await openSession(uzel.url, login, 'reference');
    for (const mode of ['query', 'success', 'info'])
      expect((await session.ask(mode)).text).toMatch(/^failure\n.*\[UZ1005]$/);
  });
});

/** All that the store keeps of dictionaries, as text: where it lies is the store's affair. */
async function stored(): Promise<string> {
  return await withClient(uzel.env.DATABASE_URL ?? '', async (client) => {
    const tables = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename ~ 'dictionar|other_records'`,
    );
    const rows = [];
    for (const { name } of tables.rows)
      rows.push((await client.query(`select to_jsonb(t)::text as row from ${name} t`)).rows);
    return JSON.stringify(rows.flat());
  });
}
