import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { configSchema, readConfig } from '../src/config.js';
import { ERROR_CODES } from '../src/errors.js';
import { configurationPage, envExample, errorsPage } from '../src/server/reference-docs.js';

/** The pages that are made from the source say what the source says. `npm run docs` (UPDATE_DOCS=1) writes them anew. */

const PAGES: readonly (readonly [file: string, make: () => string])[] = [
  ['docs/reference/configuration.md', configurationPage],
  ['docs/reference/errors.md', errorsPage],
  ['.env.example', envExample],
];

const settings = Object.keys(configSchema.shape);

describe('the reference pages', () => {
  it.each(PAGES)('%s is what the source gives (npm run docs writes it)', (file, make) => {
    const place = path.join(process.cwd(), file);
    if (process.env.UPDATE_DOCS) {
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, make());
    }
    expect(readFileSync(place, 'utf8')).toBe(make());
  });

  it('name every setting once, with a sentence', () => {
    for (const name of settings) {
      expect(configurationPage().split(`| \`${name}\` |`)).toHaveLength(2);
      expect(configSchema.shape[name as keyof typeof configSchema.shape].description).toMatch(/^\S.*[.)]$/);
    }
  });

  it('name every error once, in one family', () => {
    for (const code of Object.keys(ERROR_CODES)) expect(errorsPage().split(`| ${code} |`)).toHaveLength(2);
  });

  it('do not depend on the machine', () => {
    expect(configurationPage()).toMatch(/`DEFAULT_TIME_ZONE` \|[^|]*\| the machine's own \|/);
    expect(envExample()).toMatch(/^#DEFAULT_TIME_ZONE=$/m);
  });

  it('.env.example with its comments taken off is a configuration that gives the defaults', () => {
    const pairs = envExample()
      .split('\n')
      .flatMap((line) => /^#([A-Z_]+)=(.*)$/.exec(line)?.slice(1, 3) ?? []);
    const environment = Object.fromEntries(settings.map((name) => [name, pairs[pairs.indexOf(name) + 1]]));
    expect(pairs.filter((_, index) => index % 2 === 0)).toEqual(settings);
    expect(readConfig(environment)).toEqual(readConfig({}));
  });
});
