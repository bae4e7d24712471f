import { ranges } from '../check/portions.js';
import type { CatalogueReport, CheckReport } from '../check/report.js';
import { fill, type Words } from '../check/texts/fill.js';
import { plainText } from './display-width.js';
import { wrap } from './wrap.js';

/** More files of one catalogue are counted, not named. */
const NAMED_FILES = 6;

/** What the files are together; nothing for one file alone. */
export function setText({ source, set, files }: CheckReport, words: Words, width: number): string[] {
  if (source === 'file' || files.length === 0) return [];
  const { report: texts } = words.texts;
  const classifier = fill(words, texts.classifierIn, { files: list(set.classifierFiles) });
  const facts = [
    ...set.catalogues.flatMap((catalogue) => catalogueText(catalogue, words)),
    ...(set.catalogues.length > 0 ? [set.classifierFiles.length > 0 ? classifier : texts.noClassifier] : []),
    ...set.portions.map(({ series, numbers, missing }) =>
      fill(words, missing.length > 0 ? texts.portionsMissing : texts.portions, {
        series,
        numbers: ranges(numbers),
        missing: ranges(missing),
      }),
    ),
    ...(set.pictures && set.pictures.named + set.pictures.present > 0
      ? [fill(words, texts.pictures, { ...set.pictures })]
      : []),
  ];
  if (facts.length === 0) return [];
  return [
    texts.together,
    '',
    ...facts.flatMap((fact) =>
      wrap(plainText(fact), width, fact.startsWith(' ') ? '    ' : '  ', fact.startsWith(' ') ? '      ' : '    '),
    ),
  ];
}

function catalogueText(
  { id, name, extent, products, offers, files, offerFiles }: CatalogueReport,
  words: Words,
): string[] {
  const { report: texts, extents } = words.texts;
  const called = name === null ? id : `«${name}» ${id}`;
  return [
    fill(words, texts.catalogue, { name: called, extent: extents[extent], products, offers }),
    ...(files.length > 0 ? [`  ${fill(words, texts.catalogueFiles, { files: list(files) })}`] : []),
    ...(offerFiles.length > 0 ? [`  ${fill(words, texts.offersIn, { files: list(offerFiles) })}`] : []),
  ];
}

const list = (names: readonly string[]): string =>
  names.length <= NAMED_FILES
    ? names.join(', ')
    : `${names.slice(0, NAMED_FILES).join(', ')} … +${names.length - NAMED_FILES}`;
