import { normalisePath } from '../../commerceml/paths.js';
import { extensionOf, FILE_TYPES } from '../../exchange/feeds/file-types.js';
import type { FeedRecord, Json } from '../../records.js';
import type { ExportSet } from '../export-set.js';
import type { Findings } from '../findings.js';
import type { Inspector } from '../inspector.js';
import { References } from '../references.js';
import type { PictureReport } from '../report.js';
import type { SourceFile } from '../sources/source.js';

export interface PictureInspector extends Inspector {
  /** After `end`. */
  report(): PictureReport;
}

/**
 * Pictures and files that feeds name, and those that lie there. A changes export names pictures that were sent earlier; where no
 * file lies there at all, they were sent apart.
 * @param attachments files of the set that are no feeds
 */
export function pictures(findings: Findings, set: ExportSet, attachments: readonly SourceFile[]): PictureInspector {
  const named = new References();
  const present = new Map(attachments.filter(isAttached).map((file) => [file.path, file.name]));
  const used = new Set<string>();
  let absent = 0;
  let unnamed = 0;
  const use = (path: string, place: { file: string; line: number; scope: string }): void => {
    if (path === '' || /^https?:/i.test(path)) return;
    if (present.has(path)) used.add(path);
    else named.refer(path, place);
  };
  return {
    record(record, file) {
      const place = { file, line: record.line, scope: 'catalogueId' in record ? record.catalogueId : '' };
      for (const path of pathsOf(record)) use(path, place);
    },
    end() {
      for (const { id, file, line, scope } of named.open(({ scope }) => (set.isFull(scope) ? 1 : 0))) {
        absent += 1;
        if (present.size === 0) findings.add('pictures-elsewhere', { file, line, value: id });
        else {
          const severity = set.isFull(scope) ? 'warning' : 'note';
          findings.add('picture-absent', { file, line, value: id }, { severity });
        }
      }
      for (const [path, name] of present) {
        if (used.has(path)) continue;
        unnamed += 1;
        findings.add('picture-unnamed', { file: name });
      }
    },
    report: () => ({ named: used.size + absent, present: present.size, absent, unnamed }),
  };
}

/** What lies in `import_files/`, and pictures anywhere. */
function isAttached({ path }: SourceFile): boolean {
  return path.startsWith(FOLDER) || FILE_TYPES.get(extensionOf(path))?.startsWith('image/') === true;
}

const FOLDER = 'import_files/';

/** What a record names as its picture, and what looks like a path of one in elements that no mapping reads. */
function pathsOf(record: FeedRecord): string[] {
  const said =
    record.kind === 'product' || record.kind === 'offer'
      ? (record.pictures ?? []).map(({ path }) => path)
      : record.kind === 'group' && record.picture
        ? [record.picture]
        : [];
  const hidden = [...textsIn(record.extra)].filter((text) => text.length < 1000 && text.includes(FOLDER));
  return [...said, ...hidden.map((text) => normalisePath(text.replace(/#.*$/s, '')))];
}

function* textsIn(json: Json): Generator<string> {
  if (typeof json === 'string') yield json;
  else if (typeof json === 'object' && json !== null) for (const value of Object.values(json)) yield* textsIn(value);
}
