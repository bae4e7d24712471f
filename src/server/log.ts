import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config.js';

/**
 * Names under which a secret could stand in a logged object; nothing of ours logs one, this is the second lock on the
 * door.
 */
const SECRETS = ['authorization', 'cookie', 'sessid', 'password', 'passwordHash', 'apiKey', 'key'];

/**
 * The server's log: JSON lines to `destination` (standard output when none is given), with ISO times and no secrets.
 */
export function createLog(config: Pick<Config, 'LOG_LEVEL'>, destination?: DestinationStream): Logger {
  const options = {
    level: config.LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
