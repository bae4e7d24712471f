import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PROFILE_NAMES, PROFILES } from '../../src/nodes/one-c/profiles.js';

/** docs/reference/profiles.md says of profiles what the source says. */

const page = readFileSync(path.join(process.cwd(), 'docs', 'reference', 'profiles.md'), 'utf8');

/** Cells of the rows under a heading cell, without back-ticks. */
function rowsUnder(heading: string): string[][] {
  const from = page.indexOf(`| ${heading} |`);
  if (from < 0) throw new Error(`no table ${heading}`);
  const [table = ''] = page.slice(from).split('\n\n');
  return table
    .split('\n')
    .slice(2)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

describe('docs/reference/profiles.md', () => {
  it('has a row for each requisite, and says right which profile writes it', () => {
    const rows = rowsUnder('Requisite');
    for (const [column, profile] of PROFILE_NAMES.entries()) {
      const written = new Set<string>(PROFILES[profile].requisites.map((rule) => rule.name));
      const told = rows.filter((row) => row[column + 1] === 'yes').map(([name = '']) => name);
      expect([profile, ...told.sort()]).toEqual([profile, ...[...written].sort()]);
    }
  });

  it('names version and encoding of each profile', () => {
    const [encodings = [], versions = []] = rowsUnder('Part');
    for (const [column, profile] of PROFILE_NAMES.entries()) {
      expect(encodings[column + 1]?.toLowerCase()).toBe(PROFILES[profile].encoding);
      expect(versions[column + 1]?.split(';')[0]).toBe(PROFILES[profile].schemaVersion);
    }
  });
});
