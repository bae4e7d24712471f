import type { ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { ERROR_CODES, type ErrorCode } from '../errors.js';
import { Problem, type ProblemBody, problemsByStatus } from './schemas/problem.js';
import { ERROR_HELP } from './texts/error-help.js';

/** Refusals in the OpenAPI document: by status, each code with an example that all operations share. */

const HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'WWW-Authenticate': '`Bearer`, and `error="invalid_token"` of a key that is not in force.' },
  429: { 'Retry-After': 'Whole seconds until the key may come again.' },
};

/** Only If-Match leads to UZ1506, and that is 412 (RFC 9110 §13.1.1). */
const statusOf = (code: ErrorCode): number => (code === 'UZ1506' ? 412 : ERROR_CODES[code].status);

/** The answers by which an operation refuses, by their status. @param codes all that it may say */
export function problemAnswers(codes: readonly ErrorCode[]): Record<string, ResponseConfig> {
  const described = new Map(problemsByStatus(codes.filter((code) => code !== 'UZ1506')));
  if (codes.includes('UZ1506')) described.set(412, 'UZ1506 It is not as If-Match says');
  return Object.fromEntries(
    [...described].map(([status, description]) => {
      const headers = HEADERS[status];
      const examples = codes.filter((code) => statusOf(code) === status).map((code) => [code, reference(code)]);
      const media = { schema: Problem, examples: Object.fromEntries(examples) };
      const content = { 'application/problem+json': media };
      return [status, { description, ...(headers ? { headers: headersSaying(headers) } : {}), content }];
    }),
  );
}

const reference = (code: ErrorCode) => ({ $ref: `#/components/examples/${code}` });

/** The example of a code, as `components/examples` has it. */
export function problemExample(code: ErrorCode): { readonly summary: string; readonly value: ProblemBody } {
  const { title } = ERROR_CODES[code];
  const field = { path: 'lines.0.price', message: 'This field is missing.' };
  const isField = code === 'UZ1501';
  const detail = isField ? `${field.path}: ${field.message}` : `${title}.`;
  const value = { type: `urn:uzel:error:${code}`, title, status: statusOf(code), detail, help: ERROR_HELP[code], code };
  return { summary: title, value: { ...value, ...(isField ? { errors: [field] } : {}) } };
}

/** Headers of an answer. @param given name → what it says */
export const headersSaying = (given: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(given).map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  );
