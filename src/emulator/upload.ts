import { zipFiles } from './archive.js';
import { archiveName } from './file-names.js';
import type { EmulatorOptions } from './options.js';
import type { PlannedExchange, PlannedFile } from './planned-exchange.js';
import type { Session } from './session.js';

/** What of the options decides how an exchange is sent. */
export type UploadOptions = Pick<EmulatorOptions, 'zip' | 'windowsZip' | 'fileLimit' | 'zipOnlyXml'>;

/**
 * Sends one exchange: checkauth, init, the files, then the imports when 1C asks for them at all. The first step that
 * fails ends it: the imports that are left are not called. Throws EmulatorFailure.
 */
export async function sendExchange(
  session: Session,
  exchange: PlannedExchange,
  options: UploadOptions,
  withImport: boolean,
): Promise<void> {
  await session.checkauth();
  const server = await session.init();
  await sendFiles(session, exchange, options, withImport, server);
}

/**
 * Sends the files of an exchange whose session is open. With zip=yes ONE archive of all files goes, cut by file_limit,
 * and import names the XML inside it (one-c-client.md §3); УНФ with optimised pictures zips the XML alone.
 */
export async function sendFiles(
  session: Session,
  exchange: PlannedExchange,
  options: UploadOptions,
  withImport: boolean,
  server: { readonly zip: boolean; readonly fileLimit: number },
): Promise<void> {
  const limit = smaller(server.fileLimit, options.fileLimit ?? 0);
  const zipped = server.zip && options.zip !== false;
  const importing = async (names: readonly string[]): Promise<void> => {
    if (!withImport) return;
    for (const name of names) await session.importFile(name);
  };
  if (zipped) {
    const goesAlone = (file: PlannedFile): boolean => options.zipOnlyXml === true && !file.name.endsWith('.xml');
    const inside = exchange.files.filter((file) => !goesAlone(file));
    const entries = inside.map(({ relative, source }) => ({ name: relative, source }));
    const archive = await zipFiles(entries, options.windowsZip === true);
    await session.sendFile(archiveName(), { content: archive }, limit);
    for (const file of exchange.files.filter(goesAlone)) await session.sendFile(file.name, file.source, limit);
  } else {
    for (const file of exchange.files) {
      await session.sendFile(file.name, file.source, limit);
      if (exchange.importsAsSent) await importing(exchange.imports.filter((name) => name === file.name));
    }
  }
  if (zipped || !exchange.importsAsSent) await importing(exchange.imports);
}

/** The smaller of two limits, where one that is ≤ 0 limits nothing. */
function smaller(one: number, other: number): number {
  if (one <= 0) return other;
  return other <= 0 ? one : Math.min(one, other);
}
