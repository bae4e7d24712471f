/** What a check of a node found. */
export interface NodeFinding {
  /** `ok`: as it should be, or good to know; `warning`: look at it; `error`: orders or goods of this node would go wrong. */
  readonly severity: 'ok' | 'warning' | 'error';
  /** Which check said it; stable. */
  readonly check: string;
  /** A sentence or two: what is, and what to do. */
  readonly text: string;
}

/** What one check says; its name is added by the table of checks. */
export type Said = Omit<NodeFinding, 'check'>;

export const ok = (text: string): Said => ({ severity: 'ok', text });
export const warning = (text: string): Said => ({ severity: 'warning', text });
export const error = (text: string): Said => ({ severity: 'error', text });

/** Names in a sentence: the first few, and how many more. */
export function someOf(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  return names.length > most ? `${shown.join(', ')} and ${names.length - most} more` : shown.join(', ');
}
