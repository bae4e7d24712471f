import { z } from 'zod';
import { ERROR_HELP } from '../api/texts/error-help.js';
import { configSchema } from '../config.js';
import { ERROR_CODES, type ErrorCode } from '../errors.js';

/** Pages that are made from the code, so that they cannot lie: `npm run docs` writes them, a test compares them. */

const MADE_BY = '<!-- Made by `npm run docs` from the source. Do not edit. -->';

/** What JSON Schema says of one setting. */
interface Setting {
  readonly type?: string;
  readonly description?: string;
  readonly default?: string | number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly format?: string;
}

/** Defaults that differ from machine to machine, in words. */
const DEFAULT_IN_WORDS: Readonly<Record<string, string>> = { DEFAULT_TIME_ZONE: "the machine's own" };

/** Families of codes, by their first two digits. */
const FAMILIES: readonly (readonly [prefix: string, title: string])[] = [
  ['UZ10', 'Login and session'],
  ['UZ11', 'Receiving files'],
  ['UZ12', 'Importing files'],
  ['UZ13', 'Reading XML'],
  ['UZ14', 'Giving orders to 1C'],
  ['UZ15', 'REST and orders'],
  ['UZ16', 'Start, database, commands'],
  ['UZ19', 'Faults'],
];

/** What exchange/history/retention does, for people. */
const KEPT: readonly string[] = [
  '## What is kept how long',
  '',
  'Once an hour the server deletes what is not needed any more, in small portions.',
  '',
  '| What | How long |',
  '|---|---|',
  '| what 1C sent (`feeds/`; soon after its import `packed/`: XML compressed, equal bytes once) | `RETENTION_DAYS`, and the oldest go earlier beyond `RETENTION_BYTES` on the disk; its row stays as `expired` until its exchange goes |',
  '| rows of the catalogue as they were before an exchange changed them, for `uzel restore` | `RETENTION_DAYS` from the beginning of the exchange |',
  '| what 1C asked and was answered | `RETENTION_DAYS` after the end of the exchange |',
  '| exchanges, with the rows of their feeds and jobs | `RETENTION_DAYS` after their end; longer while a full run that is open or held names them; the newest of each node and type always; one in which orders were sent stays, without its feeds |',
  '| journals | `RETENTION_DAYS`; that of an exchange whose removal is held until somebody decides |',
  '| answers to `query` as they were sent | `RETENTION_DAYS`; those without an order one hour after the end of their exchange |',
  '| what was sent of each order, to which node, under which number and version | for ever; of offers that were repeated without being confirmed the newest |',
  '| `Idempotency-Key` of an order | `RETENTION_DAYS`; afterwards the same key places a new order |',
  '| answers to other writes that came with an `Idempotency-Key` | `RETENTION_DAYS`; afterwards the same key does the work again |',
  '| full runs | `RETENTION_DAYS` after their end; what they saw and missed until their end |',
  '| the log of changes | `CHANGES_DAYS`; up to three times as long while a consumer of orders, a webhook or the listing has still to read it |',
  '| messages of webhooks, with their attempts | `RETENTION_DAYS` after they were delivered or given up; what a webhook was told of each order as long as the webhook |',
  '| uploads that people asked for | `RETENTION_DAYS` after their end |',
  '| rows that products are found by | as long as their product; they are made anew from the catalogue whenever they are lost |',
  '| the catalogue, pictures, orders with their history, references of products, channels and their rules | for ever |',
];

/** docs/reference/configuration.md */
export function configurationPage(): string {
  const rows = settings().map(
    ([name, setting]) =>
      `| \`${name}\` | ${setting.description ?? ''} | ${defaultOf(name, setting)} | ${valuesOf(setting)} |`,
  );
  return page('Configuration', [
    'Every setting is an environment variable; a blank one counts as absent. Sizes are bytes and take K, M and G (`10M`).',
    'A wrong value stops the start with the code UZ1606 and names the variable.',
    '',
    '| Variable | What it is | Default | Values |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...KEPT,
  ]);
}

/** .env.example: every setting with its sentence, commented out at its default. */
export function envExample(): string {
  const blocks = settings().map(([name, setting]) => {
    const value = name in DEFAULT_IN_WORDS ? '' : String(setting.default ?? '');
    return `# ${setting.description ?? ''}\n#${name}=${value}\n`;
  });
  return `# Made by \`npm run docs\` from the source. Copy what you change into the environment of the server.\n\n${blocks.join('\n')}`;
}

/** docs/reference/errors.md */
export function errorsPage(): string {
  const codes = Object.keys(ERROR_CODES) as ErrorCode[];
  const sections = FAMILIES.flatMap(([prefix, title]) => [
    `## ${title}`,
    '',
    '| Code | What it means | HTTP status in REST | What to do |',
    '|---|---|---|---|',
    ...codes
      .filter((code) => code.startsWith(prefix))
      .map(
        (code) =>
          `| ${code} | ${cell(ERROR_CODES[code].title)} | ${ERROR_CODES[code].status} | ${cell(ERROR_HELP[code])} |`,
      ),
    '',
  ]);
  return page('Error codes', [
    '1C gets an error as `failure`, a sentence and the code in brackets, with HTTP status 200: most 1C clients look at the text only (ADR 0002).',
    'REST answers the same error as `application/problem+json` with the status below. The codes are stable: none is ever reused.',
    '',
    ...sections.slice(0, -1),
  ]);
}

function settings(): [string, Setting][] {
  const schema = z.toJSONSchema(configSchema, { io: 'input' }) as { properties?: Record<string, Setting> };
  return Object.entries(schema.properties ?? {});
}

function defaultOf(name: string, setting: Setting): string {
  const words = DEFAULT_IN_WORDS[name];
  if (words) return words;
  return setting.default === undefined ? '' : `\`${setting.default}\``;
}

function valuesOf(setting: Setting): string {
  if (setting.enum) return setting.enum.map((value) => `\`${value}\``).join(', ');
  if (setting.minimum !== undefined && setting.maximum !== undefined) return `${setting.minimum} to ${setting.maximum}`;
  if (setting.pattern?.includes('KMG')) return 'a size';
  if (setting.pattern?.includes(',')) return 'numbers with commas between';
  return setting.format === 'uri' || setting.pattern?.includes(':') ? 'a URL' : 'text';
}

/** A page that is made from the source. */
export function page(title: string, lines: readonly string[]): string {
  return [MADE_BY, '', `# ${title}`, '', ...lines, ''].join('\n');
}

/** A text inside a table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
