import type { DocumentLine, DocumentRecord, Json } from '../../records.js';

/**
 * A document as `contentOfDocument` has kept it, to be applied once more: it stands in no file any more, so its lines count from 0.
 * @param content as it was kept, subordinates and all
 */
export function documentOf(content: Json): DocumentRecord {
  const document = content as unknown as DocumentRecord;
  return {
    ...document,
    line: 0,
    warnings: [],
    ...(document.lines ? { lines: document.lines.map((line): DocumentLine => ({ ...line, line: 0 })) } : {}),
    subordinate: document.subordinate.map((each) => documentOf(each as unknown as Json)),
  };
}
