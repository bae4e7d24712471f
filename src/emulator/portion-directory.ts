import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from './clients/client.js';
import { clientOf } from './clients/index.js';
import { listExportFolder } from './directory.js';
import { cutList, GOODS, type ListShape, OFFERS, type Portion } from './portions.js';

/** One XML file of a folder that was cut: its portions in order, and whether it holds goods. */
export interface CutFile {
  readonly goods: boolean;
  readonly portions: readonly Portion[];
}

/** What of a kind of file is cut; other files stay whole. */
const CUT_KINDS: Readonly<Record<string, ListShape>> = { import: GOODS, offers: OFFERS };

/**
 * Cuts every XML file of a folder: `import*` are goods, `offers*` offers, each named as this 1C numbers its portions;
 * other files (prices, rests) stay whole.
 */
export async function cutFolder(
  root: string,
  names: readonly string[],
  size: number,
  client: Client,
): Promise<CutFile[]> {
  const places = new Map<string, number>();
  const running = new Map<string, number>();
  const next = (counters: Map<string, number>, kind: string): number => {
    const value = counters.get(kind) ?? 0;
    counters.set(kind, value + 1);
    return value;
  };
  const cut: CutFile[] = [];
  for (const name of names) {
    const content = await readFile(path.join(root, name));
    const kind = Object.keys(CUT_KINDS).find((word) => name.startsWith(word)) ?? '';
    const shape = CUT_KINDS[kind];
    if (shape === undefined) {
      cut.push({ goods: false, portions: [{ name, content }] });
      continue;
    }
    const place = next(places, kind);
    const portions = cutList(content, shape, size, client.onlyFirstPortionFull).map((part, index) => ({
      name: client.portionName(kind, place, index, next(running, kind)),
      content: part,
    }));
    cut.push({ goods: shape === GOODS, portions });
  }
  return cut;
}

/**
 * Writes an export folder anew in portions of at most `size` goods, pictures included. Gives the names of the XML files
 * in the order in which BAS sends them, each in an exchange of its own.
 */
export async function writePortionDirectory(source: string, target: string, size: number): Promise<string[]> {
  const folder = await listExportFolder(source, 'import-first');
  const portions = (await cutFolder(source, folder.xml, size, clientOf('trade'))).flatMap((file) => file.portions);
  await mkdir(target, { recursive: true });
  for (const { name, content } of portions) await writeFile(path.join(target, name), content);
  for (const picture of folder.pictures) await cp(path.join(source, picture), path.join(target, picture));
  return portions.map((portion) => portion.name);
}
