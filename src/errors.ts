/**
 * The one error of Uzel. Every failure that a person or a client may see is an `UzelError` with a stable code.
 * `publicMessage` tells what to do next and is safe to show; `detail` goes to the log only.
 * The protocol renders it as `failure\n<text> [code]`, REST as problem+json.
 */

/** HTTP status and a title for each code. The codes are stable: never reuse or renumber one. */
export const ERROR_CODES = {
  UZ1001: { status: 401, title: 'Wrong login or password' },
  UZ1002: { status: 429, title: 'Too many failed logins' },
  UZ1003: { status: 403, title: 'The exchange session is unknown or has ended' },
  UZ1004: { status: 403, title: 'sessid does not belong to this session' },
  UZ1005: { status: 400, title: 'Unknown type or mode' },
  UZ1006: { status: 403, title: 'The node is switched off' },
  UZ1007: { status: 401, title: 'API key missing or wrong' },
  UZ1008: { status: 403, title: 'The API key may not do this' },
  UZ1009: { status: 429, title: 'Too many requests' },
  UZ1101: { status: 400, title: 'Unsafe or missing file name' },
  UZ1102: { status: 400, title: 'Empty file body' },
  UZ1103: { status: 413, title: 'The piece is larger than file_limit' },
  UZ1104: { status: 413, title: 'The feed is larger than the limit' },
  UZ1105: { status: 507, title: 'The disk is full' },
  UZ1106: { status: 400, title: 'The upload broke off' },
  UZ1201: { status: 404, title: 'No such file was sent' },
  UZ1202: { status: 422, title: 'The file is not whole' },
  UZ1203: { status: 422, title: 'The archive is damaged or unsafe' },
  UZ1204: { status: 503, title: 'The import queue is busy' },
  UZ1205: { status: 500, title: 'The import failed' },
  UZ1301: { status: 422, title: 'The XML is malformed' },
  UZ1302: { status: 422, title: 'The XML holds a DOCTYPE' },
  UZ1303: { status: 422, title: 'The XML exceeds a limit' },
  UZ1304: { status: 422, title: 'The encoding is not supported' },
  UZ1305: { status: 422, title: 'The file is not CommerceML' },
  UZ1401: { status: 409, title: 'Nothing to acknowledge' },
  UZ1402: { status: 409, title: 'More than one batch is waiting' },
  UZ1501: { status: 422, title: 'The request is not valid' },
  UZ1502: { status: 409, title: 'The Idempotency-Key was used for another request' },
  UZ1503: { status: 409, title: 'The order number is taken' },
  UZ1504: { status: 422, title: 'The order number is too long for 1C' },
  UZ1505: { status: 422, title: 'The totals do not add up' },
  UZ1506: { status: 409, title: 'It was changed meanwhile' },
  UZ1507: { status: 404, title: 'Not found' },
  UZ1508: { status: 409, title: 'The number is frozen: 1C has seen it' },
  UZ1509: { status: 400, title: 'Idempotency-Key is missing' },
  UZ1510: { status: 400, title: 'The body is not JSON' },
  UZ1511: { status: 413, title: 'The body is too large' },
  UZ1512: { status: 415, title: 'The body must be application/json' },
  UZ1513: { status: 405, title: 'The method is not allowed' },
  UZ1514: { status: 416, title: 'The file has no such range' },
  UZ1515: { status: 409, title: 'A 1C may have the order already' },
  UZ1516: { status: 409, title: 'The order is locked' },
  UZ1517: { status: 422, title: 'The promo code is not valid' },
  UZ1518: { status: 409, title: 'The duplicate was decided already' },
  UZ1519: { status: 409, title: 'The customer has cancelled the order' },
  UZ1520: { status: 409, title: 'The node does not take orders' },
  UZ1521: { status: 410, title: 'The changes of then are kept no more' },
  UZ1522: { status: 409, title: 'The claim is over' },
  UZ1523: { status: 422, title: 'The address of the webhook is not allowed' },
  UZ1524: { status: 409, title: 'There are as many as may be' },
  UZ1525: { status: 409, title: 'The import cannot be stopped any more' },
  UZ1526: { status: 409, title: 'The reference is taken, or the match was decided' },
  UZ1527: { status: 503, title: 'The query takes too long' },
  UZ1528: { status: 409, title: '1C keeps this entry' },
  UZ1529: { status: 413, title: 'The file is too large' },
  UZ1601: { status: 500, title: 'The database cannot be reached' },
  UZ1602: { status: 500, title: 'Another server uses this data folder' },
  UZ1603: { status: 500, title: 'No embedded PostgreSQL for this platform' },
  UZ1604: { status: 500, title: 'The embedded PostgreSQL did not start' },
  UZ1605: { status: 500, title: 'The database is newer than this program' },
  UZ1606: { status: 500, title: 'The configuration is not valid' },
  UZ1607: { status: 422, title: 'The command is not valid' },
  UZ1608: { status: 409, title: 'The name or login is taken' },
  UZ1611: { status: 500, title: 'A node kind cannot be used' },
  UZ1612: { status: 410, title: 'What would be needed is kept no more' },
  UZ1610: { status: 500, title: 'The PostgreSQL is older than 15' },
  UZ1999: { status: 500, title: 'Internal error' },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

export class UzelError extends Error {
  override readonly name = 'UzelError';
  readonly code: ErrorCode;
  readonly status: number;
  /** One or two plain sentences for a person: what is wrong and what to do next. No secrets, no paths, no SQL. */
  readonly publicMessage: string;
  /** What the log needs; never shown. */
  readonly detail: unknown;
  /** Of what a client sent, the field that is wrong: `lines.0.price`; undefined = it is about no field, or about several. */
  readonly path: string | undefined;
  /** Whether the journal of the exchange says it already: then a refusal is not told there once more. */
  readonly told: boolean;

  constructor(
    code: ErrorCode,
    publicMessage: string,
    options: { detail?: unknown; cause?: unknown; path?: string; told?: boolean | undefined } = {},
  ) {
    super(`${code}: ${publicMessage}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = ERROR_CODES[code].status;
    this.publicMessage = publicMessage;
    this.detail = options.detail;
    this.path = options.path;
    this.told = options.told ?? false;
  }
}

/** Any thrown value as an `UzelError`; what is not ours becomes UZ1999 with the cause kept for the log. */
export function toUzelError(error: unknown): UzelError {
  if (error instanceof UzelError) return error;
  return new UzelError(
    'UZ1999',
    'Внутренняя ошибка сервера. Повторите обмен; если она останется, посмотрите журнал сервера.',
    {
      cause: error,
    },
  );
}
