import type { SchemaReport } from '../../../src/commerceml/schema/validate.js';

/** Findings without their lines, each with its number: `unknown-element Цвет Товар ×2`. */
export function summaryOf({ findings }: SchemaReport): string[] {
  const counts = new Map<string, number>();
  for (const { kind, element, detail } of findings) {
    const where = kind === 'misplaced' ? '' : ` ${detail}`;
    const text = `${kind} ${element}${where}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => `${text} ×${count}`).sort();
}
