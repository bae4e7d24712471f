import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { InvalidRequest, readInput } from '../../src/api/http/invalid-request.js';
import { LANGUAGES, type Language } from '../../src/api/http/language.js';
import { ROUTES } from '../../src/api/routes.js';
import { RU } from '../../src/api/texts/ru.js';
import { helpOf, sentenceIn, titleOf } from '../../src/api/texts/say.js';
import { SENTENCES } from '../../src/api/texts/sentences.js';
import { TR } from '../../src/api/texts/tr.js';
import { UK } from '../../src/api/texts/uk.js';
import { ERROR_CODES, type ErrorCode } from '../../src/errors.js';
import { openRest, type Rest } from './open-rest.js';

const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const TEXTS = { ru: RU, uk: UK, tr: TR };

/** What a part of a zod schema is made of, as far as sentences may hide in it. */
interface Part {
  readonly _zod: { readonly def: Record<string, unknown> & { readonly error?: (issue: object) => unknown } };
}

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && '_zod' in value;

/** Every sentence that a schema says itself, whatever is wrong. */
function sentencesOf(root: unknown, met = new Set<unknown>(), found = new Set<string>()): Set<string> {
  if (typeof root !== 'object' || root === null || met.has(root)) return found;
  met.add(root);
  if (isPart(root)) {
    const { def } = root._zod;
    for (const input of [undefined, 1.5, 'text', {}]) {
      const said = def.error?.({ code: 'invalid_type', expected: 'string', input, path: [], message: '' });
      if (typeof said === 'string') found.add(said);
    }
    for (const inner of Object.values(def)) sentencesOf(inner, met, found);
    if (typeof def.getter === 'function') sentencesOf(def.getter(), met, found);
  } else for (const inner of Object.values(root)) sentencesOf(inner, met, found);
  return found;
}

/** Sentences that routes say by themselves: `message: '…'`, `error: '…'`, also of constants. */
function sentencesInSource(): string[] {
  const folder = path.join(process.cwd(), 'src', 'api');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return names
    .filter((name) => !name.endsWith('problem.ts')) // its messages are details
    .flatMap((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      return [...text.matchAll(/\b(?:message|error)\s*[:=]\s*(?:\n\s*)?(['`])((?:(?!\1).)+)\1/g)];
    })
    .map(([, , said = '']) => said.replace(/\$\{.*?\}/g, '7'))
    .filter((said) => /\s.*\.$/.test(said));
}

const untold = (english: string): string[] =>
  OTHERS.filter((language) => sentenceIn(language, english) === english).map((language) => `${language}: ${english}`);

describe('the texts in other languages', () => {
  it('say every sentence that a schema says', () => {
    const found = new Set<string>();
    for (const { docs } of ROUTES) {
      for (const schema of [docs.params, docs.query, docs.headers, docs.body]) {
        for (const said of sentencesOf(schema)) found.add(said);
      }
    }
    expect(found.size).toBeGreaterThan(15);
    expect(found).toContain('An order needs a line.');
    expect([...found].flatMap(untold)).toEqual([]);
  });

  it('say every sentence that a route says', () => {
    const found = sentencesInSource();
    expect(found).toContain('Send one ETag: that of the order you changed.');
    expect(found.flatMap(untold)).toEqual([]);
  });

  it('have no sentence that nobody says', () => {
    const folder = path.join(process.cwd(), 'src');
    const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes(`api${path.sep}texts`))
      .map((name) =>
        readFileSync(path.join(folder, name), 'utf8')
          .replace(/\$\{.*?\}/g, '{}')
          .replaceAll('\\`', '`'),
      )
      .join('\n');
    const bare = SENTENCES.map((sentence) => sentence.replace(/\{\d\}/g, '{}'));
    const spoken = (sentence: string): boolean =>
      source.includes(sentence) || source.includes(sentence.replace(/\{\}/g, '1')) || whole(sentence, source);
    expect(bare.filter((sentence) => !spoken(sentence))).toEqual([]);
  });

  it('have every code that a route names, with what to do about it', () => {
    const codes = new Set<ErrorCode>(ROUTES.flatMap(({ docs }) => docs.errors));
    for (const code of ['UZ1007', 'UZ1008', 'UZ1009', 'UZ1510', 'UZ1511', 'UZ1512', 'UZ1513', 'UZ1999'] as const)
      codes.add(code);
    const missing = [...codes].flatMap((code) =>
      OTHERS.filter((language) => titleOf(code, language) === ERROR_CODES[code].title).map((l) => `${l} ${code}`),
    );
    expect(missing).toEqual([]);
    for (const code of codes) for (const language of LANGUAGES) expect(helpOf(code, language)).toMatch(/^\S.*[.)]$/s);
  });

  it('keep the places of what a sentence names, and the words that are typed', () => {
    const places = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).sort();
    for (const language of OTHERS) {
      for (const english of SENTENCES) {
        const told = TEXTS[language].sentences[english];
        expect(places(told)).toEqual(places(english));
        const quoted = (text: string) => [...text.matchAll(/`[^`]+`|"[^"]+"/g)].map(String).sort();
        expect([language, ...quoted(told)]).toEqual([language, ...quoted(english)]);
      }
    }
  });

  it('are written in their own letters', () => {
    const said = (language: Exclude<Language, 'en'>) =>
      [...Object.values(TEXTS[language].sentences), ...Object.values(TEXTS[language].codes).flat()].join('\n');
    const bare = (language: Exclude<Language, 'en'>) => said(language).replace(/`[^`]*`/g, '');
    expect(bare('ru')).not.toMatch(/[іїєґ]/i);
    expect(bare('uk')).not.toMatch(/[ыэъё]/i);
    expect(bare('tr')).not.toMatch(/\p{Script=Cyrillic}/u);
    for (const language of ['ru', 'uk'] as const) {
      for (const text of Object.values(TEXTS[language].sentences)) expect(text).toMatch(/\p{Script=Cyrillic}{2}/u);
    }
  });

  it("take zod's own sentences where a schema has none", () => {
    const wrong = (): InvalidRequest => {
      try {
        readInput(z.object({ size: z.number().max(5) }), { size: 6 });
      } catch (error) {
        if (error instanceof InvalidRequest) return error;
      }
      throw new Error('it was taken');
    };
    const said = LANGUAGES.map((language) => wrong().tell(language).errors[0]?.message ?? '');
    expect(new Set(said).size).toBe(4);
    expect(said[1]).toMatch(/Слишком большое.*5/);
    expect(said[2]).toMatch(/Занадто велике.*5/);
    expect(said[3]).toMatch(/büyük.*5/);
  });
});

/** A sentence whose places are filled by constants of the code stands there in pieces. */
function whole(sentence: string, source: string): boolean {
  const pieces = sentence.split('{}').map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(pieces.join('.{1,30}')).test(source);
}

describe('Accept-Language', () => {
  let rest: Rest;
  beforeAll(async () => {
    rest = await openRest();
  });
  afterAll(async () => await rest.close());

  const wrongOrder = async (language: string | null) =>
    await rest.request('post', '/v1/orders', {
      body: { currency: 'rub', lines: [], coupon: 1 },
      headers: { 'Idempotency-Key': 'k', ...(language === null ? {} : { 'Accept-Language': language }) },
    });

  it.each([
    [null, 'en', 'The request is not valid'],
    ['*', 'en', 'The request is not valid'],
    ['de', 'en', 'The request is not valid'],
    ['ru', 'ru', 'Запрос неверен'],
    ['ru-RU,ru;q=0.9,en;q=0.8', 'ru', 'Запрос неверен'],
    ['de, uk;q=0.5, en;q=0.4', 'uk', 'Запит хибний'],
    ['tr-TR', 'tr', 'İstek geçerli değil'],
    ['ru;q=0', 'en', 'The request is not valid'],
    [';;;,', 'en', 'The request is not valid'],
  ])('%s is answered in %s', async (asked, language, title) => {
    const { status, body, headers } = await wrongOrder(asked);
    expect([status, body.title, headers['content-language']]).toEqual([422, title, language]);
    expect(headers.vary).toContain('Accept-Language');
    expect(body.help).toBe(helpOf('UZ1501', language as Language));
  });

  it('the paths of fields stay, what they should be is told in the language, also in the detail', async () => {
    const [english, russian] = [(await wrongOrder('en')).body, (await wrongOrder('ru')).body];
    expect(russian.errors.map((error: { path: string }) => error.path)).toEqual(
      english.errors.map((error: { path: string }) => error.path),
    );
    expect(russian.errors).toContainEqual({ path: 'lines', message: 'Заказу нужна строка.' });
    expect(russian.errors).toContainEqual({
      path: 'currency',
      message: 'Здесь должен быть код валюты ISO 4217: три заглавные буквы, как "RUB".',
    });
    expect(russian.detail).toBe(
      `${russian.errors[0].path}: ${russian.errors[0].message} (И ещё ${russian.errors.length - 1}: см. \`errors\`.)`,
    );
    expect(english.detail).toContain(`(And ${english.errors.length - 1} more: see \`errors\`.)`);
  });

  it('what is wrong before a route is reached is told in it too', async () => {
    const response = await rest.request('get', '/v1/products', { key: null, headers: { 'Accept-Language': 'uk' } });
    expect(response.body).toMatchObject({ code: 'UZ1007', title: 'Немає ключа API, або він хибний' });
  });
});
