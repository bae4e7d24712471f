import { expect } from '@jest/globals';
import { checkAgainstDocument } from '../api/document-check.js';
import type { ApiClient, Got } from './api-client.js';
import type { Operation } from './api-document.js';

/** An answer that an operation gave, and in which test. */
export interface Exercised {
  readonly operation: string;
  readonly status: number;
  /** Of an error; null = none. */
  readonly code: string | null;
  readonly test: string;
}

export interface Asked {
  /** Path and query. */
  readonly target: string;
  /** Null = none. */
  readonly key: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

/** Asks operations of a server, checks each answer against the document, and keeps which answers there were. */
export class ApiRecorder {
  readonly exercised: Exercised[] = [];
  constructor(private readonly client: ApiClient) {}

  /** @throws Error when the answer is not as the document says */
  async ask(operation: Operation, { target, key, headers = {}, body }: Asked): Promise<Got> {
    const got = await this.client.send({
      ...{ method: operation.method.toUpperCase(), target, body },
      headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
    });
    checkAgainstDocument(operation.method, target, got);
    this.note(operation, got.status, got.status >= 400 ? String(got.body.code) : null);
    return got;
  }

  note({ id }: Operation, status: number, code: string | null): void {
    const test = expect.getState().currentTestName ?? '';
    this.exercised.push({ operation: id, status, code, test });
  }

  /** The test that first met an answer; undefined = none did. */
  testOf({ id }: Operation, status: number, code: string | null): string | undefined {
    return this.exercised.find((one) => one.operation === id && one.status === status && one.code === code)?.test;
  }
}
