import type { InspectorFactory } from '../inspector.js';

/**
 * Characters that are not of the file's encoding (the decoder put `�` in their place). That the declaration is wrong as a whole is
 * told from the head of the file.
 */
export const encoding: InspectorFactory = (findings) => ({
  record(record, file) {
    for (const { code, value, line } of record.warnings)
      if (code === 'unknown-encoding' && value.includes('\ufffd'))
        findings.add('encoding-broken', { file, line, value: around(value) });
  },
});

/** Some words on either side of the first such character. */
function around(text: string): string {
  const at = text.indexOf('\ufffd');
  return text.slice(Math.max(0, at - 30), at + 30).trim();
}
