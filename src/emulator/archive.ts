import { readFile } from 'node:fs/promises';
import AdmZip from 'adm-zip';
import iconv from 'iconv-lite';
import type { FileSource } from './pieces.js';

/** A file of the archive; `name` is relative, with `/`. */
export interface ArchivedFile {
  readonly name: string;
  readonly source: FileSource;
}

/**
 * ONE archive of a whole exchange folder (one-c-client.md §3). Names are UTF-8 with `/`; as from Windows they have `\`
 * and CP866 without the UTF-8 flag. Everything is held in memory: an export of some hundred megabytes is fine.
 */
export async function zipFiles(files: readonly ArchivedFile[], windows: boolean): Promise<Buffer> {
  const decoder = {
    efs: !windows,
    encode: (name: string): Buffer =>
      iconv.encode(windows ? name.replaceAll('/', '\\') : name, windows ? 'cp866' : 'utf8'),
    decode: (name: Buffer): string => iconv.decode(name, windows ? 'cp866' : 'utf8').replaceAll('\\', '/'),
  };
  const zip = new AdmZip(undefined, { noSort: true, decoder });
  for (const { name, source } of files) {
    zip.addFile(name, 'content' in source ? source.content : await readFile(source.path));
  }
  return await zip.toBufferPromise();
}
