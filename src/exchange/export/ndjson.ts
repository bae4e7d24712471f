import type { ExportWriter } from './write-export.js';

/** One product a line, as `GET /v1/products` shows it. */
export const ndjsonWriter = (): ExportWriter => ({
  head: '',
  rows: (products) => products.flatMap((product) => [product, '\n']),
  tail: '',
});
