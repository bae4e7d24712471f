import type { Operation } from './api-document.js';
import type { ApiRecorder } from './api-recorder.js';

const HEAD = `# Coverage of the API

Written by \`UPDATE_DOCS=1\` with [test/acceptance/api-coverage.test.ts](../../test/acceptance/api-coverage.test.ts): do not edit.
Every answer that [schemas/openapi.json](../../schemas/openapi.json) promises, and the test that gets it from the built server by a
request over HTTP. Each answer is checked against its schema. The test fails for an answer that no request gets, and for one that the
document does not promise.
`;

/** Markdown: every operation with its answers, and which test meets each. */
export function coveragePage(operations: readonly Operation[], recorder: ApiRecorder): string {
  const tests = new Map<string, number>();
  const rows = operations.map((operation) => {
    const cells = operation.promised.map(({ status, code }) => {
      const test = recorder.testOf(operation, status, code);
      if (test === undefined) return `${code ?? status} –`;
      if (!tests.has(test)) tests.set(test, tests.size + 1);
      return `${status}${code === null ? '' : ` ${code}`} [${tests.get(test)}]`;
    });
    return `| \`${operation.method.toUpperCase()} ${operation.path}\` | ${cells.join(', ')} |`;
  });
  const answers = operations.reduce((sum, { promised }) => sum + promised.length, 0);
  const named = [...tests].map(([test, number]) => `${number}. ${test}`);
  const table = ['| Operation | Answers, each with the number of its test |', '|---|---|', ...rows];
  const sum = `${operations.length} operations, ${answers} answers.`;
  return [HEAD, sum, '', ...table, '', '## Tests', '', ...named, ''].join('\n');
}
