import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { clientOf } from './clients/index.js';
import { type ExportFolder, listExportFolder } from './directory.js';
import { serverName, temporaryFolder } from './file-names.js';
import type { EmulatorOptions } from './options.js';
import type { FileSource } from './pieces.js';
import type { PlannedExchange, PlannedFile } from './planned-exchange.js';
import { cutFolder } from './portion-directory.js';
import { planStages } from './stages.js';
import { decodeXml } from './xml-text.js';

/**
 * The exchanges of a whole catalogue (one-c-client.md §4): УТП sends the folder in one, uncut; BAS, УТ 11 and УНФ make
 * one for each XML file, and for each portion of it, the pictures going with the goods that name them; БУС one for each
 * kind of data.
 */
export async function planCatalogue(root: string, options: EmulatorOptions): Promise<PlannedExchange[]> {
  const client = clientOf(options.profile);
  const folder = await listExportFolder(root, options.order);
  if (client.catalogue === 'exchange-per-stage') return await planStages(folder, options);
  const sentRoot = options.linuxServer === true && options.profile === 'utp' ? temporaryFolder() : undefined;
  const onDisk = (relative: string): PlannedFile => ({
    name: serverName(relative, sentRoot ?? root, sentRoot !== undefined),
    relative,
    source: { path: path.join(root, relative) },
  });
  if (client.catalogue === 'one-exchange') {
    return [{ files: [...folder.xml, ...folder.pictures].map(onDisk), imports: folder.xml }];
  }
  const exchanges =
    options.portion === undefined ? wholeFiles(folder, onDisk) : await portioned(folder, options.portion, options);
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

async function portioned(
  folder: ExportFolder,
  size: number,
  { profile }: Pick<EmulatorOptions, 'profile'>,
): Promise<XmlExchange[]> {
  const files = await cutFolder(folder.root, folder.xml, size, clientOf(profile));
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
