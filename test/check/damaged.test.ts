import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SEVERITY_OF } from '../../src/check/codes.js';
import { check, DAMAGED, damages, TRACE, textsOf } from './support/check.js';

describe('fixtures/damaged', () => {
  it('the table names each of them, and ten damages at least', () => {
    const there = readdirSync(DAMAGED).filter((name) => name !== 'README.md');
    expect([...new Set(damages.map(({ checked }) => checked))].sort()).toEqual(there.sort());
    expect(damages.length).toBeGreaterThan(30);
  });

  it.each(damages)('$checked: $code in $file, line $line', async ({ checked, code, file, line }) => {
    const report = await check(path.join(DAMAGED, checked));
    const places = report.findings.filter((finding) => finding.code === code).flatMap(({ places: all }) => all);
    expect(places.map((place) => [place.file, place.line])).toContainEqual([file, line]);
    for (const text of Object.values(textsOf(report))) {
      expect(text).toContain(`[${code}]`);
      expect(text).toContain(line === undefined ? file : `${file}:${line}`);
      expect(text).not.toMatch(TRACE);
    }
  });

  it('what a damaged file has lost is an error, what it bends is not', async () => {
    const named = new Set(damages.map(({ code }) => code));
    for (const checked of new Set(damages.map((damage) => damage.checked))) {
      const { findings } = await check(path.join(DAMAGED, checked));
      for (const { code, severity } of findings)
        if (named.has(code)) expect([code, severity]).toEqual([code, SEVERITY_OF[code]]);
      // Nothing else is wrong with it that matters: schema notes may repeat a damage.
      const others = findings.filter(({ code, severity }) => severity !== 'note' && !named.has(code));
      expect([checked, others.map(({ code }) => code)]).toEqual([checked, []]);
    }
  });

  it('a bare ampersand is told to the column', async () => {
    const { findings } = await check(path.join(DAMAGED, 'ampersand.xml'));
    expect(findings.map(({ places }) => places)).toEqual([[{ file: 'ampersand.xml', line: 40, column: 26 }]]);
  });

  it('many of a kind are one finding, with the first five places and their number', async () => {
    const { findings } = await check(path.join(DAMAGED, 'customised.xml'));
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'schema-unknown-element',
        severity: 'note',
        subject: 'Товар/СилаАромата',
        count: 2,
        places: [
          { file: 'customised.xml', line: 37 },
          { file: 'customised.xml', line: 45 },
        ],
      }),
    ]);
  });
});
