import { byteText } from '../../db/byte-text.js';
import type { CopyRow } from '../../db/copy-out.js';
import type { Tx } from '../../db/open.js';
import type { FileReference } from '../../records.js';
import { readFilesByPath } from '../../store/catalogue/read-files.js';
import { fileUrl } from '../file-url.js';

/** The files of one kind that a row names and whose bytes have come, as the list that REST shows: a byte text. */
export type FilesOf = (row: CopyRow, kind: FileReference['kind']) => string;

interface Illustrated {
  readonly row: CopyRow;
  readonly idSpace: string;
  /** JSON of its column. */
  readonly pictures: string;
}

/** Reads the files that the rows of a lot name, in one statement. */
export async function readLotFiles(
  tx: Tx,
  shopId: string,
  rows: readonly Illustrated[],
  publicUrl: string | undefined,
): Promise<FilesOf> {
  const named = rows.map(({ row, idSpace, pictures }) => ({
    ...{ row, idSpace },
    references: JSON.parse(pictures) as FileReference[],
  }));
  const paths = named.flatMap(({ idSpace, references }) =>
    references.map(({ path }) => ({ idSpace, externalId: path })),
  );
  const files = await readFilesByPath(tx, shopId, paths);
  const shown = new Map<CopyRow, { readonly kind: string; readonly json: string }[]>();
  for (const { row, idSpace, references } of named) {
    for (const { path, kind, description = null } of references) {
      const file = files.get({ idSpace, externalId: path });
      if (!file) continue;
      const { fileId: id, contentType, size } = file;
      const json = JSON.stringify({ id, url: fileUrl(publicUrl, file), description, contentType, size: Number(size) });
      const others = shown.get(row);
      if (others) others.push({ kind, json: byteText(json) });
      else shown.set(row, [{ kind, json: byteText(json) }]);
    }
  }
  return (row, wanted) => {
    const all = shown.get(row);
    return all ? `[${all.flatMap(({ kind, json }) => (kind === wanted ? [json] : [])).join(',')}]` : '[]';
  };
}
