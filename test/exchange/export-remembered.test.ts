import v8 from 'node:v8';
import vm from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { remembered } from '../../src/exchange/export/remembered.js';

v8.setFlagsFromString('--expose-gc');
const collect: () => void = vm.runInNewContext('gc');

const ROWS = 300;
const ROW_BYTES = 500_000;

describe('what an export remembers of rows', () => {
  it('keeps the words, not the rows that they stood in', () => {
    const shout = remembered((text) => text.toUpperCase());
    collect();
    const before = process.memoryUsage().heapUsed;
    for (let no = 0; no < ROWS; no += 1) {
      const row = Buffer.alloc(ROW_BYTES, `unit ${no} with a name of some length|`).toString('latin1');
      expect(shout(row.slice(0, 40))).toBe(row.slice(0, 40).toUpperCase());
    }
    collect();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan((ROWS * ROW_BYTES) / 5);
  });
});
