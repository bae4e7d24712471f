import type { DestinationStream } from 'pino';

/** Levels of pino from which on a line says how bad it is. */
const WORDS: readonly (readonly [number, string])[] = [
  [60, 'FATAL'],
  [50, 'ERROR'],
  [40, 'WARNING'],
];
/** Longer lists are counted: who looks at a screen does not read them. */
const SHOWN = 3;

/** The log on a screen: each JSON line as one that a person reads at a glance. */
export function logForPeople(screen: { write(text: string): unknown }): DestinationStream {
  return { write: (line) => void screen.write(lineForPeople(line)) };
}

/**
 * `{"level":30,"time":"…T19:31:23.368Z","url":"http://x","msg":"listening"}` → `19:31:23  listening  url=http://x`, in local time; the
 * stack of an error stands below.
 */
export function lineForPeople(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const at = new Date(String(time)).toTimeString().slice(0, 8);
  const [, word] = WORDS.find(([from]) => Number(level) >= from) ?? [];
  const values = Object.entries(rest).map(([name, value]) => `${name}=${shown(value)}`);
  const stack = (err as { stack?: string } | undefined)?.stack;
  const said = [at, word, msg, values.join(' ')].filter(Boolean).join('  ');
  return `${harmless(said)}\n${stack ? `${stack.split('\n').map(harmless).join('\n')}\n` : ''}`;
}

/** What a client sent may hold signs that a terminal takes for orders. */
const harmless = (text: string): string =>
  text.replace(/\p{Cc}/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

function shown(value: unknown): string {
  if (Array.isArray(value) && value.length > SHOWN) return `${value.length} of them`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
