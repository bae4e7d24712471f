import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { newNodeFrom } from '../../src/cli/node-assignments.js';
import { NODE_KEYS } from '../../src/nodes/node-keys.js';
import { SETTING_SCHEMAS } from '../../src/nodes/node-settings.js';
import { PROFILE_NAMES } from '../../src/nodes/one-c/profiles.js';
import { SHOP_SETTING_SCHEMAS } from '../../src/nodes/shop-settings.js';
import { SETTING_GROUPS, SETTING_NOTES } from '../../src/server/node-setting-notes.js';
import { nodeSettingsPage } from '../../src/server/node-settings-page.js';

const PLACE = path.join(process.cwd(), 'docs', 'reference', 'node-settings.md');
const rows = nodeSettingsPage()
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('docs/reference/node-settings.md', () => {
  it('is what the source gives (npm run docs writes it)', () => {
    if (process.env.UPDATE_DOCS) writeFileSync(PLACE, nodeSettingsPage());
    expect(readFileSync(PLACE, 'utf8')).toBe(nodeSettingsPage());
  });

  it('has a whole row for each key of a node, each setting, and each setting of a shop, once', () => {
    const names = rows.map(([name = '']) => name.replace(/^`|(\.<name>)?`$/g, ''));
    const all = [...Object.keys(NODE_KEYS), ...Object.keys(SETTING_SCHEMAS), ...Object.keys(SHOP_SETTING_SCHEMAS)];
    expect([...names].sort()).toEqual([...all].sort());
    for (const [name, what, type, otherwise] of rows) {
      expect(what).toMatch(/^[A-Z].*\.$/);
      expect(type).not.toBe('');
      if (!/name|login/.test(name ?? '')) expect([name, otherwise]).not.toEqual([name, '']);
    }
    expect(
      Object.keys(SETTING_GROUPS).every((group) => nodeSettingsPage().includes(SETTING_GROUPS[group as never])),
    ).toBe(true);
  });

  it('has examples that set what they stand beside, in each profile that the row names', () => {
    for (const [key, { example, profiles = PROFILE_NAMES, otherwise }] of Object.entries(SETTING_NOTES)) {
      const takes = key === 'schemaVersion' ? PROFILE_NAMES.filter((name) => name !== 'bitrix3') : profiles;
      for (const profile of takes) expect(Object.keys(newNodeFrom(profile, [example]).settings ?? {})).toEqual([key]);
      expect(example.slice(example.indexOf('=') + 1)).not.toBe(otherwise.replaceAll('`', ''));
    }
  });

  it('says the types that the schemas have', () => {
    const typeOf = (name: string) => rows.find(([cell]) => cell?.startsWith(`\`${name}`))?.[2];
    expect(typeOf('keepFields')).toMatch(/^list of `name`, `description`/);
    expect(typeOf('orderSites')).toBe('list of texts');
    expect(typeOf('onlyPaid')).toBe('`true`, `false`');
    expect(typeOf('ordersPerAnswer')).toBe('whole number');
    expect(typeOf('paymentKinds')).toBe('by name: `cash`, `cashless`, `card`');
    expect(typeOf('ordersFrom')).toBe('date');
    expect(typeOf('language')).toBe('`ru`, `uk`, `en`');
  });
});
