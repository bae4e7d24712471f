/** A field of a request that is wrong. */
export interface FieldError {
  /** `lines.0.price`, the name of a parameter; empty = the whole body. */
  readonly path: string;
  readonly message: string;
}

/** What an error answer says, as far as it says it. */
export interface ProblemToldOf {
  readonly status: number;
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly help?: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfterMs?: number | null;
}

/** The server, or something on the way to it, refused a request. */
export class UzelApiError extends Error {
  override readonly name = 'UzelApiError';
  /** The HTTP status. */
  readonly status: number;
  /** `UZ1501` and so on, stable; null: the answer is not one of Uzel, but of a proxy for instance. */
  readonly code: string | null;
  /** What the code means. */
  readonly title: string;
  /** What is wrong here. */
  readonly detail: string;
  /** What to do about it; empty when the server does not say. */
  readonly help: string;
  /** Every wrong field (UZ1501); else empty. */
  readonly errors: readonly FieldError[];
  /** How long to wait, as Retry-After says; null = it says nothing. */
  readonly retryAfterMs: number | null;

  constructor({
    status,
    code,
    title = '',
    detail = title,
    help = '',
    errors = [],
    retryAfterMs = null,
  }: ProblemToldOf) {
    super(`${code ?? `HTTP ${status}`}: ${detail}`);
    this.status = status;
    this.code = code ?? null;
    this.title = title;
    this.detail = detail;
    this.help = help;
    this.errors = errors;
    this.retryAfterMs = retryAfterMs;
  }
}

/** No whole answer came: the server cannot be reached, the connection broke, or the time was over. `cause` has what fetch said. */
export class UzelConnectionError extends Error {
  override readonly name = 'UzelConnectionError';
  /** Whether the time was over. */
  readonly timedOut: boolean;

  constructor(message: string, { timedOut = false, cause }: { readonly timedOut?: boolean; readonly cause?: unknown }) {
    super(message, { cause });
    this.timedOut = timedOut;
  }
}

/**
 * The error that an answer tells of.
 * @param response of a status over 299; its body is read
 */
export async function errorOf(response: Response): Promise<UzelApiError> {
  const { status, headers } = response;
  const retryAfterMs = readRetryAfter(headers.get('retry-after'));
  const location = headers.get('location');
  if (status < 400) {
    return new UzelApiError({ status, title: 'Moved', detail: `It moved to ${location}: set the client's url so.` });
  }
  const text = await response.text();
  if (!/\bjson\b/.test(headers.get('content-type') ?? '')) {
    return new UzelApiError({ status, title: response.statusText, detail: beginning(text), retryAfterMs });
  }
  try {
    return new UzelApiError({ ...(JSON.parse(text) as ProblemToldOf), status, retryAfterMs });
  } catch (cause) {
    return Object.assign(new UzelApiError({ status, detail: beginning(text), retryAfterMs }), { cause });
  }
}

const beginning = (text: string): string => text.trim().slice(0, 200) || 'The answer says nothing.';

/** @param header whole seconds or a date */
function readRetryAfter(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const until = Date.parse(header);
  return Number.isNaN(until) ? null : Math.max(0, until - Date.now());
}
