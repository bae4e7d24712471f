import { NAME } from '../commerceml/names.js';
import { UzelError } from '../errors.js';
import { isSystemError } from '../exchange/feeds/archive.js';
import { extensionOf } from '../exchange/feeds/file-types.js';
import { type FileHead, readHead } from './file-head.js';
import type { Findings } from './findings.js';
import { lastBytes, type SourceFile } from './sources/source.js';

/** A file that is to be read as CommerceML. */
export interface Feed {
  readonly file: SourceFile;
  readonly head: FileHead;
}

export interface SortedFiles {
  /** Those that describe first, those that name them last: so few references wait to be resolved. */
  readonly feeds: readonly Feed[];
  /** Pictures and other files. */
  readonly attachments: readonly SourceFile[];
  /** Named like a feed, and none. */
  readonly unreadable: readonly SourceFile[];
}

const ORDER: readonly string[] = [NAME.classifier, NAME.catalogue, NAME.offerPackage, NAME.offerPackageChanges];
/** Under these 1C sends feeds; a name without an extension is a feed if its content is. */
const FEED_EXTENSIONS = new Set(['xml', 'zip']);

/**
 * Tells feeds from pictures by what is in them; a file that is called like a feed and is none becomes a finding.
 * @param alone the one file that the user named: it is meant to be a feed whatever its name
 */
export async function sortFiles(
  files: readonly SourceFile[],
  alone: boolean,
  findings: Findings,
): Promise<SortedFiles> {
  const sorted = { feeds: [] as Feed[], attachments: [] as SourceFile[], unreadable: [] as SourceFile[] };
  for (const file of files) {
    const isCalledFeed = alone || FEED_EXTENSIONS.has(extensionOf(file.path));
    if (!alone && file.path.startsWith('import_files/')) sorted.attachments.push(file);
    else if (file.bytes === 0) {
      if (isCalledFeed) findings.add('empty-file', { file: file.name });
      (isCalledFeed ? sorted.unreadable : sorted.attachments).push(file);
    } else await sortByContent(file, isCalledFeed, sorted, findings);
  }
  const rank = ({ head }: Feed) =>
    ORDER.indexOf(head.firstChild ?? '') + (ORDER.includes(head.firstChild ?? '') ? 0 : 99);
  return { ...sorted, feeds: sorted.feeds.sort((a, b) => rank(a) - rank(b)) };
}

async function sortByContent(
  file: SourceFile,
  isCalledFeed: boolean,
  sorted: { feeds: Feed[]; attachments: SourceFile[]; unreadable: SourceFile[] },
  findings: Findings,
): Promise<void> {
  const head = await headOf(file, findings);
  if (head === null) {
    sorted.unreadable.push(file);
    return;
  }
  // An SVG is XML as well: what is called otherwise must have the root of CommerceML.
  if (head.content === 'xml' && (isCalledFeed || head.root?.name === NAME.root)) sorted.feeds.push({ file, head });
  else if (head.content === 'zip' && isCalledFeed) {
    findings.add('zip-in-zip', { file: file.name });
    sorted.unreadable.push(file);
  } else if (head.content === 'other' && mayBePiece(file) && (await isPiece(file))) {
    findings.add('piece-not-joined', { file: file.name });
    sorted.unreadable.push(file);
  } else if (isCalledFeed) {
    findings.add('not-a-feed', { file: file.name });
    sorted.unreadable.push(file);
  } else sorted.attachments.push(file);
}

async function headOf(file: SourceFile, findings: Findings): Promise<FileHead | null> {
  try {
    return await readHead(file);
  } catch (error) {
    if (isSystemError(error)) {
      findings.add(
        'unreadable',
        { file: file.name },
        { values: { reason: (error as NodeJS.ErrnoException).code ?? '' } },
      );
    } else if (error instanceof UzelError) findings.add('zip-damaged', { file: file.name });
    else throw error;
    return null;
  }
}

/** How much of the end shows that a file is the end of a feed. */
const TAIL_BYTES = 4096;
/** A directory of a ZIP ends so. */
const END_OF_ZIP = Buffer.from([0x50, 0x4b, 5, 6]);

/** 1C gives all pieces of a file one name; who keeps them apart adds a number. */
const mayBePiece = ({ path }: SourceFile): boolean => /^(xml|zip|\d*|part\d*)$/.test(extensionOf(path));

/** A file that begins in the middle: there are end tags in it, or the directory of a ZIP. */
async function isPiece(file: SourceFile): Promise<boolean> {
  const tail = await lastBytes(file, TAIL_BYTES);
  return /<\/[^<>\s/]{1,200}>/.test(tail.toString('latin1')) || tail.includes(END_OF_ZIP);
}
