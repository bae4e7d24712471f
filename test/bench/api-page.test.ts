import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { withApiTable } from './api-page.mjs';

const read = (...names: string[]) => readFileSync(path.join(process.cwd(), ...names), 'utf8');
const schema = z.fromJSONSchema(JSON.parse(read('schemas', 'api-performance.json')));

describe('docs/explanation/api-performance.md', () => {
  it('has the table of api-performance.json, which fits its schema: `npm run bench:page` makes it', () => {
    const kept = JSON.parse(read('docs', 'explanation', 'api-performance.json'));
    expect(schema.safeParse(kept).error).toBeUndefined();
    const page = read('docs', 'explanation', 'api-performance.md');
    expect(page).toBe(withApiTable(page, kept));
    expect(withApiTable(page, { ...kept, products: 123_456 })).toContain('123,456 products');
  });
});
