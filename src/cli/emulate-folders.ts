import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { SALE_FILE } from '../emulator/index.js';
import { UzelError } from '../errors.js';

/** What of an export folder `uzel emulate` may send. */
export interface ExportedFolder {
  /** There is an XML file that is no sale file. */
  readonly catalogue: boolean;
  /** Paths of the sale files, by name. */
  readonly saleFiles: readonly string[];
}

/**
 * Looks into the folder of `--dir`.
 * @throws UzelError UZ1607 when it is no folder that can be read
 */
export async function exportedFolder(folder: string): Promise<ExportedFolder> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new UzelError('UZ1607', `${folder} cannot be read: is it a folder, and is the path right?`, { cause: error });
  });
  const saleFiles = names.filter((name) => SALE_FILE.test(name)).sort();
  return {
    catalogue: names.some((name) => name.endsWith('.xml') && !SALE_FILE.test(name)),
    saleFiles: saleFiles.map((name) => path.join(folder, name)),
  };
}

/**
 * Makes the folder of `--record`: an empty one, so that nothing of anybody's is written over.
 * @throws UzelError UZ1607 when it cannot be made or holds something
 */
export async function folderForRecord(folder: string): Promise<void> {
  const held = await mkdir(folder, { recursive: true })
    .then(() => readdir(folder))
    .catch((error: unknown) => {
      throw new UzelError('UZ1607', `${folder} cannot be made: is the path right?`, { cause: error });
    });
  if (held.length > 0) {
    throw new UzelError('UZ1607', `${folder} is not empty: record into a folder of its own.`);
  }
}
