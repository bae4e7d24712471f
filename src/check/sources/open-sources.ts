import { createReadStream, type Dirent } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { normalisePath } from '../../commerceml/paths.js';
import { sniff } from '../../commerceml/whole.js';
import { UzelError } from '../../errors.js';
import { LITTER } from '../../exchange/feeds/archive.js';
import type { Findings } from '../findings.js';
import { type ArchiveLimits, openArchiveFiles } from './archive-files.js';
import type { SourceFile, Sources } from './source.js';

/** How many first bytes tell a ZIP. */
const SNIFFED = 512;

/** A file on the disk. */
interface DiskFile {
  readonly location: string;
  readonly name: string;
  readonly bytes: number;
}

/**
 * Opens what is to be checked: one file, a ZIP, or a folder with all below it; a ZIP in a folder counts as its content, as when 1C
 * sends it. Links are not followed, what desktops leave behind is left out.
 * @throws UzelError UZ1607 when the path cannot be read
 */
export async function openSources(location: string, findings: Findings, limits: ArchiveLimits): Promise<Sources> {
  const found = await stat(location).catch((error: unknown) => {
    throw refused('pathUnreadable', location, error);
  });
  if (found.isDirectory()) return await openFolder(location, findings, limits);
  if (!found.isFile()) throw refused('pathSpecial', location);
  const file = { location, name: path.basename(location), bytes: found.size };
  if (!(await isArchive(file))) return { kind: 'file', files: [onDisk(file)], close: () => undefined };
  const { files, close } = await openArchiveFiles(file, '', findings, limits);
  return { kind: 'zip', files, close };
}

async function openFolder(folder: string, findings: Findings, limits: ArchiveLimits): Promise<Sources> {
  const files: SourceFile[] = [];
  const closers: (() => void)[] = [];
  for (const file of await filesBelow(folder, findings)) {
    if (!(await isArchive(file))) {
      files.push(onDisk(file));
      continue;
    }
    const archive = await openArchiveFiles(file, `${file.name}/`, findings, limits);
    files.push(...archive.files);
    closers.push(archive.close);
  }
  return { kind: 'folder', files, close: () => closers.forEach((close) => void close()) };
}

/** Why a path cannot be checked, by the text that says so in the language of the report. */
export const PATH_REFUSALS = ['pathUnreadable', 'folderUnreadable', 'pathSpecial'] as const;
export type PathRefusal = (typeof PATH_REFUSALS)[number];

/** The detail says which text a person is shown; the message is for a log. */
function refused(why: PathRefusal, location: string, cause?: unknown): UzelError {
  return new UzelError('UZ1607', `${location} cannot be read: is the path right?`, { detail: why, cause });
}

/** A folder below that may not be read is told of, and does not keep the others from being checked. */
async function filesBelow(folder: string, findings: Findings): Promise<DiskFile[]> {
  const files: DiskFile[] = [];
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for (const entry of await entriesOf(folder, below, findings)) {
      const name = `${below}${entry.name}`;
      if (LITTER.test(name)) continue;
      const location = path.join(folder, name);
      if (entry.isDirectory()) waiting.push(`${name}/`);
      else if (entry.isFile()) files.push({ location, name, bytes: (await stat(location)).size });
    }
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @throws UzelError UZ1607 when it is the folder that was to be checked which cannot be read */
async function entriesOf(folder: string, below: string, findings: Findings): Promise<Dirent[]> {
  try {
    return await readdir(path.join(folder, below), { withFileTypes: true });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (below === '') throw refused('folderUnreadable', folder, error);
    const reason = (error as NodeJS.ErrnoException).code ?? '';
    findings.add('unreadable', { file: below }, { values: { reason } });
    return [];
  }
}

/** A picture folder may hold thousands of files: what lies there is no archive of an export. */
async function isArchive(file: DiskFile): Promise<boolean> {
  if (file.bytes === 0 || normalisePath(file.name).startsWith('import_files/')) return false;
  try {
    const handle = await open(file.location);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFFED), 0, SNIFFED, 0);
      return sniff(buffer.subarray(0, bytesRead)) === 'zip' && !/\.(docx|xlsx|pptx|odt|ods|epub)$/i.test(file.name);
    } finally {
      await handle.close();
    }
  } catch (error) {
    // A file that may not be read is told of when it is its turn.
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** The system's own errors name the call that failed. */
const isRefusal = (error: unknown): boolean => typeof error === 'object' && error !== null && 'syscall' in error;

function onDisk({ location, name, bytes }: DiskFile): SourceFile {
  return { name, path: normalisePath(name), bytes, open: () => createReadStream(location) };
}
