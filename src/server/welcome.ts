import { networkInterfaces } from 'node:os';
import path from 'node:path';
import type { Config } from '../config.js';
import type { Database } from '../db/open.js';
import type { FirstStart } from '../exchange/first-start.js';

/** The address that is pasted into 1C. */
export function exchangeAddress(base: string): string {
  return `${base}/1c_exchange`;
}

/**
 * The server as others see it: PUBLIC_URL, else the first outward IPv4 of this computer. A guess, but one that mostly
 * fits.
 */
export function publicBase(config: Pick<Config, 'PUBLIC_URL' | 'HOST'>, port: number): string {
  if (config.PUBLIC_URL) return config.PUBLIC_URL.replace(/\/+$/, '');
  const everywhere = config.HOST === '0.0.0.0' || config.HOST === '::';
  const outward = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address;
  const host = everywhere ? (outward ?? 'localhost') : config.HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * What a person is told once, at the first start: Russian for who connects 1C, then English. Holds the secrets in
 * clear.
 */
export function welcome(first: FirstStart, where: { base: string; dataDir: string; db: Database }): string {
  const folder = path.resolve(where.dataDir);
  const embedded = where.db.kind === 'embedded';
  return framed([
    'Узел обмена с 1С готов',
    '',
    'Вставьте в настройку «Обмен с сайтом» в 1С:',
    `  Адрес сайта     ${exchangeAddress(where.base)}`,
    `  Пользователь    ${first.login}`,
    `  Пароль          ${first.password}`,
    '',
    `Ключ REST API     ${first.apiKey}`,
    `                  (адрес ${where.base}/v1, описание ${where.base}/docs)`,
    '',
    'Пароль и ключ показаны один раз: сохраните их сейчас.',
    `Новый пароль: npx uzel node password ${first.nodeName}; новый ключ: npx uzel key add <имя>`,
    '(во втором окне, в этой же папке). Остановить сервер: Ctrl+C.',
    '',
    `Данные: ${folder}`,
    ...(embedded
      ? [
          'Там же встроенный PostgreSQL. Перейти на свой: npx uzel copy --to <DATABASE_URL>,',
          'затем запуск с DATABASE_URL=<DATABASE_URL>.',
        ]
      : [`База данных: ${where.db.location}`]),
    '',
    'In English: paste the address, login and password above into the website exchange',
    'form of 1C; send the key to the REST API as Authorization: Bearer. Both are shown',
    `only now. Data: ${folder}${embedded ? ', with an embedded PostgreSQL;' : `; database: ${where.db.location}.`}`,
    ...(embedded ? ['npx uzel copy --to <DATABASE_URL> moves it to a PostgreSQL of your own.'] : []),
  ]);
}

function framed(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const rule = '═'.repeat(width + 4);
  return [`╔${rule}╗`, ...lines.map((line) => `║  ${line.padEnd(width)}  ║`), `╚${rule}╝`].join('\n');
}

/** What `uzel serve` prints when it is up: at the first start the whole block, later the addresses. */
export function announcement(server: {
  readonly first: FirstStart | null;
  readonly publicUrl: string;
  readonly services: { readonly db: Database; readonly config: Config };
}): string {
  const { first, publicUrl, services } = server;
  if (!first) {
    return `Адрес для 1С (for 1C): ${exchangeAddress(publicUrl)}\nREST API: ${publicUrl}/docs\nПароль забыт (a new password): npx uzel node list, npx uzel node password <имя>`;
  }
  return welcome(first, { base: publicUrl, dataDir: services.config.DATA_DIR, db: services.db });
}
