import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { EmulatorFailure } from './failure.js';
import type { EmulatorOptions } from './options.js';

/** The folder of one export: XML in its root, pictures and files under import_files. Paths are relative, with `/`. */
export interface ExportFolder {
  readonly root: string;
  /** In the order in which they are sent and imported. */
  readonly xml: readonly string[];
  readonly pictures: readonly string[];
}

const PICTURES = 'import_files';

/** Files of an export folder that are sent as sale files, not as catalogue. */
export const SALE_FILE = /^(orders|1cbitrix-|documents).*\.xml$/i;

/**
 * Lists a folder as 1C does: the XML files of its root, then the files of import_files and of its sub-folders, no
 * deeper. Orders that 1C made (`orders*.xml`, `1cbitrix-*.xml`, `documents*.xml`) are another exchange's affair.
 * Throws EmulatorFailure when the folder cannot be read or holds no XML of a catalogue.
 */
export async function listExportFolder(root: string, order: EmulatorOptions['order']): Promise<ExportFolder> {
  const listed = await filesOf(root).catch((error: unknown) => {
    throw new EmulatorFailure(`The folder ${root} cannot be read.`, { cause: error });
  });
  const xml = listed.files.filter((name) => name.endsWith('.xml') && !SALE_FILE.test(name));
  if (xml.length === 0) throw new EmulatorFailure(`The folder ${root} holds no XML file of a catalogue.`);
  const pictures = listed.folders.includes(PICTURES) ? await picturesOf(root) : [];
  return { root, xml: arranged(xml, order ?? 'import-first'), pictures };
}

async function picturesOf(root: string): Promise<string[]> {
  const top = await filesOf(path.join(root, PICTURES));
  const found = top.files.map((name) => `${PICTURES}/${name}`);
  for (const folder of top.folders) {
    const inner = await filesOf(path.join(root, PICTURES, folder));
    found.push(...inner.files.map((name) => `${PICTURES}/${folder}/${name}`));
  }
  return found;
}

async function filesOf(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const entries = await readdir(folder, { withFileTypes: true });
  return {
    files: entries.filter((entry) => entry.isFile()).map((entry) => entry.name),
    folders: entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
  };
}

const KINDS = ['import', 'offers', 'prices', 'rests'];

function arranged(names: string[], order: NonNullable<EmulatorOptions['order']>): string[] {
  if (order === 'directory') return names;
  const rank = (name: string): number => {
    const kind = KINDS.findIndex((word) => name.startsWith(word));
    if (kind === -1) return KINDS.length;
    return order === 'offers-first' && kind === 0 ? KINDS.length : kind;
  };
  return names.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true }));
}
