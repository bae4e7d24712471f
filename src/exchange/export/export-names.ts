import type { Tx } from '../../db/open.js';
import type { FileReference, PropertyValue } from '../../records.js';
import {
  type ExportGroup,
  type ExportPriceType,
  type ExportProperty,
  readAllGroups,
  readAllPriceTypes,
  readAllProperties,
} from '../../store/catalogue/export-names.js';
import { type ByExternalId, byExternalId } from '../../store/catalogue/read-by-external-id.js';
import { readFilesByPath, type StoredFile } from '../../store/catalogue/read-files.js';
import { PropertyTexts } from './property-texts.js';

interface Item {
  readonly idSpace: string | null;
  readonly properties?: string | null;
  readonly pictures?: string | null;
}

/** What is looked up for a lot before it is written. */
export interface LotNames {
  readonly files: ByExternalId<StoredFile>;
}

/** What products and offers refer to, as it is in the snapshot. */
export interface ExportNames {
  readonly groups: readonly ExportGroup[];
  readonly priceTypes: readonly ExportPriceType[];
  readonly group: ByExternalId<ExportGroup>;
  readonly priceType: ByExternalId<ExportPriceType>;
  readonly property: ByExternalId<ExportProperty>;
  readonly texts: PropertyTexts;
  /** Reads what these items name and is not known yet. */
  prepare(items: readonly Item[]): Promise<LotNames>;
}

const isEmpty = (json: string | null | undefined): json is null | undefined | '[]' => json == null || json === '[]';

/** Reads what an export refers to once; the texts of properties and the files lot by lot, since they may be very many. */
export async function openNames(tx: Tx, shopId: string): Promise<ExportNames> {
  const groups = await readAllGroups(tx, shopId);
  const priceTypes = await readAllPriceTypes(tx, shopId);
  const property = byExternalId(await readAllProperties(tx, shopId));
  const texts = new PropertyTexts(tx, shopId, property);
  return {
    ...{ groups, priceTypes, property, texts },
    group: byExternalId(groups),
    priceType: byExternalId(priceTypes),
    prepare: async (items) => {
      await texts.learn(
        items.flatMap(({ idSpace, properties }) =>
          isEmpty(properties)
            ? []
            : (JSON.parse(properties) as PropertyValue[]).map((value) => ({ idSpace: idSpace ?? '', ...value })),
        ),
      );
      const paths = items.flatMap(({ idSpace, pictures }) =>
        isEmpty(pictures)
          ? []
          : (JSON.parse(pictures) as FileReference[]).map(({ path }) => ({ idSpace: idSpace ?? '', externalId: path })),
      );
      return { files: await readFilesByPath(tx, shopId, paths) };
    },
  };
}
