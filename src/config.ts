import { z } from 'zod';
import { UzelError } from './errors.js';

const MB = 1024 * 1024;
const GB = 1024 * MB;

const bool = z
  .enum(['true', 'false', '1', '0', 'yes', 'no'], 'must be true or false')
  .transform((v) => v === 'true' || v === '1' || v === 'yes');
const whole = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.coerce.number(error).int(error).min(min, error).max(max, error);
};
const decimal = (min: number, max: number) => {
  const error = `must be a number from ${min} to ${max}`;
  return z.coerce.number(error).min(min, error).max(max, error);
};

/** `10485760`, `64K`, `10M`, `20G` → bytes. */
const bytes = z
  .string()
  .regex(/^\d+[KMG]?B?$/i, 'must be a number of bytes, or one with K, M or G, like 10M')
  .transform((text) => {
    const unit = /[KMG]/i.exec(text)?.[0]?.toUpperCase();
    return Number.parseInt(text, 10) * (unit === 'G' ? GB : unit === 'M' ? MB : unit === 'K' ? 1024 : 1);
  });

/** `5,300,1800`: seconds. */
const seconds = z
  .string()
  .regex(/^\d+(\.\d+)?( *, *\d+(\.\d+)?)*$/, 'must be seconds, with commas between, like 5,300,1800')
  .transform((text) => text.split(',').map(Number));

/**
 * Every setting of the server: environment variable → typed value. The sentence of each is its documentation:
 * `docs/reference/configuration.md` and `.env.example` are made from this table.
 */
export const configSchema = z.object({
  HOST: z.string().default('0.0.0.0').describe('The address to listen on.'),
  PORT: whole(0, 65535).default(8080).describe('The port to listen on; 0 takes any free one.'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
    .optional()
    .describe('A PostgreSQL of your own, 15 or newer. Absent: an embedded PostgreSQL 18 under DATA_DIR.'),
  DATABASE_POOL: whole(2, 200).default(10).describe('Connections to the database at most.'),
  DATABASE_PREPARED: bool
    .prefault('true')
    .describe(
      'Whether connections keep the plans of statements that are asked all the time. `false` behind a pooler that shares connections between transactions.',
    ),
  DATA_DIR: z.string().min(1).default('./data').describe('Where feeds, pictures and the embedded database lie.'),
  FILE_LIMIT: bytes
    .prefault('10M')
    .describe('file_limit: the largest piece that 1C may send in one request, in bytes (K, M, G allowed).'),
  ZIP: bool.prefault('true').describe('Whether 1C is asked to send catalogues as ZIP (zip=yes).'),
  FEED_LIMIT: bytes.prefault('20G').describe('The largest feed, all its pieces together.'),
  ZIP_ENTRIES: whole(1, 10_000_000).default(100_000).describe('The most entries that an archive may have.'),
  ZIP_UNPACKED: bytes.prefault('20G').describe('The most that an archive may unpack to.'),
  ZIP_RATIO: whole(10, 10_000).default(200).describe('The highest ratio of unpacked to packed, after the first 10 MB.'),
  XML_DEPTH: whole(8, 1000).default(64).describe('The deepest nesting of XML elements.'),
  XML_TEXT: bytes.prefault('8M').describe('The longest text of one XML element.'),
  XML_ATTRIBUTE: bytes.prefault('64K').describe('The longest XML attribute.'),
  ORDERS_PER_QUERY: whole(1, 100_000).default(1000).describe('The most orders that one query gives to 1C.'),
  FIRST_ORDER_NUMBER: whole(1, 99_999_999)
    .default(1)
    .describe(
      'The number that the first order of a new shop gets; set it above the numbers that a 1C knows of a former site.',
    ),
  EXCHANGE_IDLE_MINUTES: whole(1, 10_080).default(120).describe('An exchange that was silent for so long has ended.'),
  LEFTOVER_MINUTES: decimal(0.01, 1440)
    .default(10)
    .describe('A whole feed whose import was never asked for is imported when its exchange was silent for so long.'),
  FULL_RUN_QUIET_MINUTES: decimal(0.01, 10_080)
    .default(30)
    .describe('A full export ends by itself after so many quiet minutes (a node may have a value of its own).'),
  IMPORT_HOLD_SECONDS: decimal(0.1, 120)
    .default(20)
    .describe('How long an import request is held before `progress` is answered.'),
  LISTEN_SECONDS: decimal(0.1, 60)
    .default(55)
    .describe(
      'How long a request that listens for orders (`type=listen`) is held before it is told that there are none.',
    ),
  IMPORT_BATCH: whole(1, 100_000).default(2000).describe('Records that are committed in one step of an import.'),
  HOOK_SECONDS: decimal(0.05, 600)
    .default(10)
    .describe('How long a hook of a node kind may take; what it was asked about is left out when it takes longer.'),
  UZEL_CONFIG: z
    .string()
    .optional()
    .describe(
      'The file that names further node kinds. Absent: `uzel.config.ts`, `.js`, `.mjs` or `.json` where the server is started.',
    ),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info')
    .describe('How much is logged.'),
  PUBLIC_URL: z
    .url('must be an address, like https://shop.example.com')
    .optional()
    .describe('The address of this server as others see it; used in the texts and links it gives out.'),
  TRUST_PROXY: z
    .string()
    .optional()
    .describe('Set behind a reverse proxy: `true`, a number of hops, or addresses (the `trust proxy` of Express).'),
  DEFAULT_TIME_ZONE: z
    .string()
    .default(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC')
    .describe('The IANA time zone of a new node: 1C writes times without a zone.'),
  RETENTION_DAYS: whole(1, 3650)
    .default(30)
    .describe('How many days received feeds, journals and old exchanges are kept (see below).'),
  RETENTION_BYTES: bytes.prefault('50G').describe('Received feeds are deleted, oldest first, beyond this many bytes.'),
  CHANGES_DAYS: whole(1, 3650)
    .default(30)
    .describe('How many days the log of changes (`/v1/changes`) reaches back; who stayed away longer begins anew.'),
  LISTING: bool
    .prefault('true')
    .describe(
      'Whether filters, sorting and search of `/v1/products` have rows of their own, kept up after each change.',
    ),
  RATE_PER_MINUTE: whole(1, 10_000_000)
    .default(6000)
    .describe('The most requests of one API key in a minute; a key may have a limit of its own.'),
  STREAMS_PER_KEY: whole(1, 10_000)
    .default(20)
    .describe('The most requests of one API key that wait for changes at once (`wait=`, `/v1/events`).'),
  EXPORT_MINUTES: decimal(0.01, 1440)
    .default(30)
    .describe('How long an export may take; it is cut then, because the database keeps all former rows meanwhile.'),
  WEBHOOK_ALLOW_PRIVATE: bool
    .prefault('false')
    .describe('Whether webhooks may go to addresses of private networks, and by http.'),
  WEBHOOK_RETRIES: seconds
    .prefault('5,300,1800,7200,18000,36000,50400,72000,86400')
    .describe('How many seconds after each failure in a row a webhook is tried again; after the last it is given up.'),
  WEBHOOK_TIMEOUT_SECONDS: decimal(0.1, 120)
    .default(15)
    .describe('How long the receiver of a webhook may take to answer.'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional()
    .describe('The mail server for reports of imports, `smtps://login:password@host`. Absent: no mail is sent.'),
  MAIL_FROM: z
    .string()
    .regex(/@/, 'must be an e-mail address')
    .optional()
    .describe('The sender of that mail, `Uzel <uzel@example.org>`.'),
});

export type Config = Readonly<z.output<typeof configSchema>>;

/**
 * Reads the configuration from an environment; blank values count as absent.
 * @throws UzelError UZ1606 that names each wrong variable and what it should be.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(configSchema.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const result = configSchema.safeParse(given);
  if (result.success) return Object.freeze(result.data);
  const wrong = [...new Set(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))].join(
    '; ',
  );
  throw new UzelError('UZ1606', `The configuration is not valid. ${wrong}. See docs/reference/configuration.md.`);
}
