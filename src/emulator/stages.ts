import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { clientOf } from './clients/index.js';
import type { ExportFolder } from './directory.js';
import type { EmulatorOptions } from './options.js';
import type { PlannedExchange, PlannedFile } from './planned-exchange.js';
import { cutList, GOODS, type ListShape, OFFERS } from './portions.js';

/** A stage of the Bitrix module: a kind of data, where it lies in `webdata`, what of it is cut into packages. */
interface Stage {
  readonly kind: string;
  readonly folder: string;
  readonly cut?: ListShape;
  readonly type?: 'reference';
}

const BASE = 'webdata/000000003';
const WITH_GOODS = `${BASE}/goods/1`;
const WITH_PROPERTIES = `${BASE}/properties/1`;

/** In the order in which they go (commerceml.md §1.4, §2.9): what others refer to comes first. */
const STAGES: readonly Stage[] = [
  { kind: 'groups', folder: WITH_GOODS },
  { kind: 'propertiesGoods', folder: WITH_PROPERTIES },
  { kind: 'propertiesOffers', folder: WITH_PROPERTIES },
  { kind: 'units', folder: WITH_GOODS },
  { kind: 'priceLists', folder: WITH_GOODS },
  { kind: 'storages', folder: WITH_GOODS },
  { kind: 'import', folder: WITH_GOODS, cut: GOODS },
  { kind: 'goods', folder: WITH_GOODS, cut: GOODS },
  { kind: 'offers', folder: WITH_GOODS, cut: OFFERS },
  { kind: 'prices', folder: WITH_GOODS, cut: OFFERS },
  { kind: 'rests', folder: WITH_GOODS, cut: OFFERS },
  { kind: 'references', folder: BASE, type: 'reference' },
  { kind: 'contragents', folder: BASE },
];

/** What the module sends of files that it does not know: nothing is cut, at the end. */
const OTHER: Stage = { kind: 'other', folder: BASE };

/**
 * A catalogue as the Bitrix module sends it (one-c-client.md §4, §7): an exchange for each kind of data, in each its
 * package files one after another, imported as they come; pictures go before the goods. User dictionaries go as
 * `type=reference`.
 */
export async function planStages(
  folder: ExportFolder,
  options: Pick<EmulatorOptions, 'portion' | 'profile' | 'order'>,
): Promise<PlannedExchange[]> {
  const guid = randomUUID();
  const exchanges: PlannedExchange[] = [];
  for (const stage of inOrder(options.order)) {
    const names = folder.xml.filter((name) => stageOf(name) === stage);
    const files: PlannedFile[] = [];
    for (const [place, name] of names.entries()) {
      const parts = await packagesOf(path.join(folder.root, name), stage, options);
      for (const content of parts) files.push(packageFile(stage, content, guid, place, files.length));
    }
    if (files.length === 0) continue;
    const pictures = stage.cut === GOODS ? folder.pictures.map((picture) => pictureFile(folder.root, picture)) : [];
    exchanges.push({
      type: stage.type ?? 'catalog',
      files: [...pictures, ...files],
      imports: files.map((file) => file.name),
      importsAsSent: true,
    });
  }
  return exchanges;
}

/** Offers may come before the goods they belong to: that is what `offers-first` tries. */
function inOrder(order: EmulatorOptions['order']): readonly Stage[] {
  const all = [...STAGES, OTHER];
  return order === 'offers-first' ? all.sort((a, b) => Number(a.cut === GOODS) - Number(b.cut === GOODS)) : all;
}

function stageOf(name: string): Stage {
  const bare = path.posix.basename(name, '.xml');
  return STAGES.find(({ kind }) => new RegExp(`^${kind}(_|$|-|\\d)`).test(bare)) ?? OTHER;
}

async function packagesOf(
  file: string,
  stage: Stage,
  options: Pick<EmulatorOptions, 'portion' | 'profile'>,
): Promise<Buffer[]> {
  const content = await readFile(file);
  if (options.portion === undefined || stage.cut === undefined) return [content];
  return cutList(content, stage.cut, options.portion, clientOf(options.profile).onlyFirstPortionFull);
}

function packageFile(stage: Stage, content: Buffer, guid: string, place: number, running: number): PlannedFile {
  const numbered = clientOf('bitrix3').portionName(stage.kind, place, running, running).replace('.xml', `_${guid}.xml`);
  const name = `${stage.folder}/${numbered}`;
  return { name, relative: name, source: { content } };
}

function pictureFile(root: string, picture: string): PlannedFile {
  const name = `${WITH_GOODS}/${picture}`;
  return { name, relative: name, source: { path: path.join(root, picture) } };
}
