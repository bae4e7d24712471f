import { describe, expect, it } from '@jest/globals';
import { remembered } from '../../src/commerceml/remembered.js';

/** A function that counts how often it is really asked. */
function counted<Result>(answer: (text: string) => Result) {
  let asked = 0;
  const read = remembered((text) => {
    asked += 1;
    return answer(text);
  });
  return { read, asked: () => asked };
}

describe('remembered', () => {
  it.each(['Ид', '', '12', '__proto__', 'constructor', 'x'.repeat(64)])('asks for %j once', (text) => {
    const { read, asked } = counted((given) => `<${given}>`);
    expect([read(text), read(text), asked()]).toEqual([`<${text}>`, `<${text}>`, 1]);
  });

  it('remembers that there is nothing to know', () => {
    const { read, asked } = counted((): string | undefined => undefined);
    expect([read('тугрик'), read('тугрик'), asked()]).toEqual([undefined, undefined, 1]);
  });

  it('does not keep long texts, nor more than a hostile file may make it keep', () => {
    const { read, asked } = counted((text) => text.length);
    const long = 'x'.repeat(65);
    expect([read(long), read(long), asked()]).toEqual([65, 65, 2]);
    for (let one = 0; one < 20_000; one++) read(`n${one}`);
    for (let one = 0; one < 20_000; one++) expect(read(`n${one}`)).toBe(`n${one}`.length);
    expect(asked()).toBe(2 + 20_000 + 10_000);
  });
});
