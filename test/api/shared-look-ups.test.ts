import { describe, expect, it } from '@jest/globals';
import { shareLookUps } from '../../src/api/http/shared-look-ups.js';

/** Look-ups that end when the test says so. */
function openLookUps() {
  const begun: { name: string; end: (value: string) => void; fail: (error: Error) => void }[] = [];
  const find = shareLookUps((name) => new Promise<string>((end, fail) => void begun.push({ name, end, fail })));
  return { begun, find };
}
const turn = async () => await new Promise(setImmediate);

describe('look-ups of one key', () => {
  it('are shared by those who ask while one runs, and begin after the last of them has asked', async () => {
    const { begun, find } = openLookUps();
    const first = find('a');
    const later = [find('a'), find('a'), find('a')];
    await turn();
    expect(begun).toHaveLength(1);
    begun[0]?.end('old');
    expect(await first).toBe('old');
    await turn();
    expect(begun).toHaveLength(2);
    const latest = find('a');
    begun[1]?.end('new');
    expect(await Promise.all(later)).toEqual(['new', 'new', 'new']);
    await turn();
    expect(begun).toHaveLength(3);
    begun[2]?.end('newest');
    expect(await latest).toBe('newest');
    await turn();
    void find('a');
    expect(begun).toHaveLength(4);
  });

  it('of others do not wait for each other', async () => {
    const { begun, find } = openLookUps();
    const both = [find('a'), find('b')];
    expect(begun.map(({ name }) => name)).toEqual(['a', 'b']);
    for (const one of begun) one.end(one.name);
    expect(await Promise.all(both)).toEqual(['a', 'b']);
  });

  it('that fail tell who asked, and hinder nobody after them', async () => {
    const { begun, find } = openLookUps();
    const [first, second] = [find('a'), find('a')];
    begun[0]?.fail(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await turn();
    begun[1]?.end('there');
    expect(await second).toBe('there');
  });
});
