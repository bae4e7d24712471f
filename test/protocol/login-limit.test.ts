import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AUTH, basic, LOGIN, type ProtocolServer, startProtocol } from './support/protocol-server.js';

let server: ProtocolServer;
beforeEach(async () => {
  server = await startProtocol({ TRUST_PROXY: '1' });
});
afterEach(async () => await server.close());

let addresses = 0;
const freshAddress = () => ({ 'x-forwarded-for': `10.0.0.${++addresses}` });
const checkauth = async (headers: Record<string, string>) => {
  const { status, text } = await server.get('type=catalog&mode=checkauth', headers);
  expect(status).toBe(200);
  return /\[(UZ\d+)]$/.exec(text)?.[1] ?? text.split('\n')[0];
};

describe('failed logins', () => {
  it('are refused by login after ten, the right password too, from wherever', async () => {
    for (let i = 0; i < 10; i++)
      expect(await checkauth({ ...basic(LOGIN, `wrong${i}`), ...freshAddress() })).toBe('UZ1001');
    expect(await checkauth({ ...basic(LOGIN, 'wrong'), ...freshAddress() })).toBe('UZ1002');
    expect(await checkauth({ ...AUTH, ...freshAddress() })).toBe('UZ1002');
  });

  it('are refused by address after ten, for any login', async () => {
    const address = freshAddress();
    for (let i = 0; i < 10; i++) expect(await checkauth({ ...basic(`nobody${i}`, 'x'), ...address })).toBe('UZ1001');
    expect(await checkauth({ ...AUTH, ...address })).toBe('UZ1002');
    expect(await checkauth({ ...AUTH, ...freshAddress() })).toBe('success');
  });

  it('let not one more through when they come all at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, async () => await checkauth({ ...basic('burst', 'x'), ...freshAddress() })),
    );
    expect(answers.filter((answer) => answer === 'UZ1001')).toHaveLength(10);
    expect(answers.filter((answer) => answer === 'UZ1002')).toHaveLength(20);
  });

  it('are refused without verifying: in a fraction of the time', async () => {
    const timed = async (headers: Record<string, string>) => {
      const begun = performance.now();
      await checkauth(headers);
      return performance.now() - begun;
    };
    const verified: number[] = [];
    for (let i = 0; i < 10; i++) verified.push(await timed({ ...basic('timed', 'x'), ...freshAddress() }));
    const refused: number[] = [];
    for (let i = 0; i < 10; i++) refused.push(await timed({ ...basic('timed', 'x'), ...freshAddress() }));
    expect(median(refused) * 3).toBeLessThan(median(verified));
  });

  it('do not disturb an exchange that has its cookie', async () => {
    const { cookie } = await server.login();
    for (let i = 0; i < 11; i++) await checkauth({ ...basic(LOGIN, 'wrong'), ...freshAddress() });
    expect((await server.get('type=catalog&mode=init', { cookie, ...AUTH })).text).toMatch(/^zip=/);
  });

  it('cost the same for an unknown login and a wrong password', async () => {
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let i = 0; i < 9; i++) {
      for (const [kind, login] of [
        ['known', LOGIN],
        ['unknown', 'nobody'],
      ] as const) {
        const begun = performance.now();
        await checkauth({ ...basic(login, `wrong${i}`), ...freshAddress() });
        times[kind].push(performance.now() - begun);
      }
    }
    const ratio = median(times.known) / median(times.unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
