import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** docs/how-to/write-a-node-kind.md shows nothing that does not run. */
const ROOT = process.cwd();
const PAGE = readFileSync(path.join(ROOT, 'docs', 'how-to', 'write-a-node-kind.md'), 'utf8');
const examples = readdirSync(path.join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|md)$/.test(name))
  .map((name) => readFileSync(path.join(ROOT, 'examples', name), 'utf8'));

const blocksOf = (language: string): string[] =>
  Array.from(PAGE.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g')), (match) => match[1] ?? '');

describe('docs/how-to/write-a-node-kind.md', () => {
  it('has its code from the examples, word for word', () => {
    const blocks = blocksOf('ts');
    expect(blocks.length).toBeGreaterThanOrEqual(9);
    expect(blocks.filter((block) => !examples.some((example) => example.includes(block)))).toEqual([]);
  });

  it('names every hook of the interface', () => {
    const source = readFileSync(path.join(ROOT, 'src', 'nodes', 'node-kind.ts'), 'utf8');
    const kind = source.slice(source.indexOf('export interface NodeKind<'));
    const hooks = Array.from(kind.matchAll(/^ {2}(\w+)\?\(/gm), (match) => match[1] ?? '');
    expect(hooks).toHaveLength(9);
    expect(hooks.filter((hook) => !PAGE.includes(`\`${hook}\``) && !PAGE.includes(`${hook}:`))).toEqual([]);
  });
});
