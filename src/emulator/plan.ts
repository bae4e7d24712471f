import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ExportFolder, listExportFolder } from './directory.js';
import { serverName, temporaryFolder } from './file-names.js';
import type { EmulatorOptions } from './options.js';
import type { FileSource } from './pieces.js';
import { cutFolder } from './portion-directory.js';
import { decodeXml } from './xml-text.js';

/** A file to send. */
export interface PlannedFile {
  /** Under which it is sent when nothing is zipped. */
  readonly name: string;
  /** Under which it lies in the archive. */
  readonly relative: string;
  readonly source: FileSource;
}

/** One exchange: the files that go in it, and the names that are imported after them. */
export interface PlannedExchange {
  readonly files: readonly PlannedFile[];
  readonly imports: readonly string[];
}

/**
 * The exchanges of a whole catalogue (one-c-client.md §4): УТП sends the folder in one; BAS and УТ 11 make one for
 * each XML file, and for each portion of it, the pictures going with the goods that name them.
 */
export async function planCatalogue(root: string, options: EmulatorOptions): Promise<PlannedExchange[]> {
  const folder = await listExportFolder(root, options.order);
  const sentRoot = options.linuxServer === true && options.profile === 'utp' ? temporaryFolder() : undefined;
  const onDisk = (relative: string): PlannedFile => ({
    name: serverName(relative, sentRoot ?? root, sentRoot !== undefined),
    relative,
    source: { path: path.join(root, relative) },
  });
  if (options.profile === 'utp') {
    return [{ files: [...folder.xml, ...folder.pictures].map(onDisk), imports: folder.xml }];
  }
  const exchanges =
    options.portion === undefined ? wholeFiles(folder, onDisk) : await portioned(folder, options.portion);
  return await withPictures(exchanges, folder.pictures.map(onDisk));
}

/** An exchange in the making: its XML file, and whether goods are in it. */
interface XmlExchange {
  readonly xml: PlannedFile;
  readonly goods: boolean;
}

function wholeFiles(folder: ExportFolder, onDisk: (relative: string) => PlannedFile): XmlExchange[] {
  return folder.xml.map((name) => ({ xml: onDisk(name), goods: name.startsWith('import') }));
}

async function portioned(folder: ExportFolder, size: number): Promise<XmlExchange[]> {
  const files = await cutFolder(folder.root, folder.xml, size);
  return files.flatMap(({ goods, portions }) =>
    portions.map(({ name, content }) => ({ xml: { name, relative: name, source: { content } }, goods })),
  );
}

async function withPictures(exchanges: readonly XmlExchange[], pictures: PlannedFile[]): Promise<PlannedExchange[]> {
  const carriers = exchanges.filter((exchange) => exchange.goods);
  const first = carriers[0] ?? exchanges[0];
  const carried = new Map<XmlExchange, PlannedFile[]>(exchanges.map((exchange) => [exchange, []]));
  let left = pictures;
  for (const carrier of carriers.length > 1 ? carriers : []) {
    const text = await textOf(carrier.xml.source);
    carried.set(
      carrier,
      left.filter((picture) => text.includes(picture.relative)),
    );
    left = left.filter((picture) => !text.includes(picture.relative));
  }
  if (first) carried.get(first)?.push(...left);
  return exchanges.map((exchange) => ({
    files: [exchange.xml, ...(carried.get(exchange) ?? [])],
    imports: [exchange.xml.relative],
  }));
}

async function textOf(source: FileSource): Promise<string> {
  return decodeXml('content' in source ? source.content : await readFile(source.path)).text;
}
