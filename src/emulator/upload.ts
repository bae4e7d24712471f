import { zipFiles } from './archive.js';
import { archiveName } from './file-names.js';
import type { EmulatorOptions } from './options.js';
import type { PlannedExchange } from './plan.js';
import type { Session } from './session.js';

/** What of the options decides how an exchange is sent. */
export type UploadOptions = Pick<EmulatorOptions, 'zip' | 'windowsZip' | 'fileLimit'>;

/**
 * Sends one exchange: checkauth, init, the files, then the imports when 1C asks for them at all. With zip=yes ONE
 * archive of all files goes, cut by file_limit, and import names the XML inside it (one-c-client.md §3). The first
 * step that fails ends it: the imports that are left are not called. Throws EmulatorFailure.
 */
export async function sendExchange(
  session: Session,
  exchange: PlannedExchange,
  options: UploadOptions,
  withImport: boolean,
): Promise<void> {
  await session.checkauth();
  const server = await session.init();
  const limit = smaller(server.fileLimit, options.fileLimit ?? 0);
  if (server.zip && options.zip !== false) {
    const files = exchange.files.map(({ relative, source }) => ({ name: relative, source }));
    const archive = await zipFiles(files, options.windowsZip === true);
    await session.sendFile(archiveName(), { content: archive }, limit);
  } else {
    for (const file of exchange.files) await session.sendFile(file.name, file.source, limit);
  }
  if (!withImport) return;
  for (const name of exchange.imports) await session.importFile(name);
}

/** The smaller of two limits, where one that is ≤ 0 limits nothing. */
function smaller(one: number, other: number): number {
  if (one <= 0) return other;
  return other <= 0 ? one : Math.min(one, other);
}
