import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { SEVERITY_OF } from '../../src/check/codes.js';
import { reportJson } from '../../src/check/json.js';
import { check, textsOf, wordsOf } from './support/check.js';

const page = readFileSync('docs/how-to/check-an-export.md', 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('docs/how-to/check-an-export.md', () => {
  it('shows what is printed', async () => {
    const { en } = textsOf(await check('fixtures/damaged/offers-without-product'));
    expect(page).toContain(`\`\`\`\n${en}\n\`\`\``);
  });

  it('names each code once, with its severity', () => {
    const table = rows.filter((row) => row.length === 5 && /^(error|warning|note)$/.test(row[2] ?? ''));
    expect(table.map(([, code = '', severity]) => [code.replaceAll('`', ''), severity])).toEqual(
      Object.entries(SEVERITY_OF),
    );
  });

  it('names each field of the JSON document', async () => {
    const json = reportJson(await check('fixtures/trade-207'), wordsOf('en'));
    const fields = rows
      .filter((row) => row.length === 4)
      .map(([, names = '']) => names.replaceAll('`', '').split(', '));
    expect(fields.flat()).toEqual(Object.keys(json));
    const [file] = json.files as readonly object[];
    for (const field of Object.keys(file ?? {})) expect(page).toContain(`\`${field}\``);
  });
});
