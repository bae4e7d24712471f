import type { HookContext, HookLog, NodeKind } from '../../nodes/node-kind.js';
import { type HookCall, Nonsense } from './hook-call.js';

/** What a hook said for the journal; written when it has ended, whatever came of it. */
export interface Said {
  readonly severity: 'info' | 'warning' | 'error';
  readonly code: string;
  readonly text: string;
}

const LONGEST = 2000;
const MOST = 1000;

/**
 * What a hook is given.
 * @param said filled with what it tells the journal
 * @throws Nonsense when the node's settings of this kind cannot be read
 */
export function hookContext(
  kind: NodeKind,
  { services, node, exchangeId, hook }: HookCall,
  { tx, ...facts }: Pick<HookContext, 'tx' | 'language' | 'dryRun'>,
  signal: AbortSignal,
  said: Said[],
): HookContext {
  return {
    node,
    settings: settingsOf(kind, node.settings),
    exchangeId: exchangeId ?? undefined,
    tx,
    ...facts,
    log: logOf(services.log, { kind: kind.name, node: node.name, hook }),
    signal,
    journal: (severity, code, text) => {
      if (said.length >= MOST) return;
      said.push({
        severity: severity === 'info' || severity === 'error' ? severity : 'warning',
        code: String(code),
        text: String(text).slice(0, LONGEST),
      });
    },
  };
}

/** The kind's own settings of a node. @throws Nonsense that names the wrong ones */
export function settingsOf(kind: NodeKind, stored: object): unknown {
  if (!kind.settings) return {};
  const own = Object.keys(kind.settings.shape).flatMap((key) => {
    const value: unknown = (stored as Readonly<Record<string, unknown>>)[key];
    return value === undefined ? [] : [[key, value] as const];
  });
  const read = kind.settings.safeParse(Object.fromEntries(own));
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new Nonsense(`настройки узла не подходят виду: ${wrong}`);
}

/** Lines that name the kind, whatever the hook gives. */
function logOf(log: HookCall['services']['log'], about: object): HookLog {
  const line = (level: 'info' | 'warn' | 'error') => (detail: object, text: string) =>
    log[level]({ ...(typeof detail === 'object' ? detail : { detail }), ...about }, String(text));
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
