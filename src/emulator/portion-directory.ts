import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listExportFolder } from './directory.js';
import { cutIntoPortions, type Portion } from './portions.js';

/** One XML file of a folder that was cut: its portions in order, and whether it holds goods. */
export interface CutFile {
  readonly goods: boolean;
  readonly portions: readonly Portion[];
}

/**
 * Cuts every XML file of a folder: `import*` are goods, `offers*` offers, each numbered by its place among its kind;
 * other files (prices, rests) stay whole.
 */
export async function cutFolder(root: string, names: readonly string[], size: number): Promise<CutFile[]> {
  const count = { import: 0, offers: 0 };
  const cut: CutFile[] = [];
  for (const name of names) {
    const content = await readFile(path.join(root, name));
    if (name.startsWith('import')) {
      cut.push({ goods: true, portions: cutIntoPortions(content, undefined, size, count.import++).imports });
    } else if (name.startsWith('offers')) {
      cut.push({ goods: false, portions: cutIntoPortions(undefined, content, size, count.offers++).offers });
    } else cut.push({ goods: false, portions: [{ name, content }] });
  }
  return cut;
}

/**
 * Writes an export folder anew in portions of at most `size` goods, pictures included. Gives the names of the XML files
 * in the order in which BAS sends them, each in an exchange of its own.
 */
export async function writePortionDirectory(source: string, target: string, size: number): Promise<string[]> {
  const folder = await listExportFolder(source, 'import-first');
  const portions = (await cutFolder(source, folder.xml, size)).flatMap((file) => file.portions);
  await mkdir(target, { recursive: true });
  for (const { name, content } of portions) await writeFile(path.join(target, name), content);
  for (const picture of folder.pictures) await cp(path.join(source, picture), path.join(target, picture));
  return portions.map((portion) => portion.name);
}
