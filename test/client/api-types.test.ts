import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../src/api/openapi.js';
import { makeApiTypes } from './make-api-types.js';

const FILE = path.join(process.cwd(), 'src', 'client', 'api-types.ts');

describe('src/client/api-types.ts', () => {
  it('is what the OpenAPI document gives (npm run client:types writes it anew)', async () => {
    const types = await makeApiTypes(openApiDocument());
    if (process.env.UPDATE_DOCS) await writeFile(FILE, types);
    expect((await readFile(FILE, 'utf8')) === types).toBe(true);
  });
});
