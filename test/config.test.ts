import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../src/config.js';
import { UzelError } from '../src/errors.js';

const refusalOf = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof UzelError) return error.publicMessage;
  }
  return '';
};

describe('a setting that is not right', () => {
  it.each([
    ['PORT', 'abc', 'must be a whole number from 0 to 65535'],
    ['PORT', '80800', 'must be a whole number from 0 to 65535'],
    ['PORT', '80.5', 'must be a whole number from 0 to 65535'],
    ['EXPORT_MINUTES', 'an hour', 'must be a number from 0.01 to 1440'],
    ['FILE_LIMIT', 'ten', 'must be a number of bytes, or one with K, M or G, like 10M'],
    ['ZIP', 'maybe', 'must be true or false'],
    ['LOG_LEVEL', 'loud', 'must be fatal, error, warn, info, debug, trace or silent'],
    ['PUBLIC_URL', 'shop', 'must be an address, like https://shop.example.com'],
    ['DATABASE_URL', 'mysql://x', 'must begin with postgres:// or postgresql://'],
  ])('%s=%s is told in plain words', (name, value, text) => {
    expect(refusalOf({ [name]: value })).toBe(
      `The configuration is not valid. ${name}: ${text}. See docs/reference/configuration.md.`,
    );
  });

  it('names each, once', () => {
    expect(refusalOf({ PORT: '-0.5', ZIP_RATIO: 'x' }).match(/must be/g)).toHaveLength(2);
  });
});
