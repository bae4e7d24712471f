import { textOf } from '../../db/byte-text.js';
import { type CopyRow, jsonField, plainField } from '../../db/copy-out.js';
import type { Tx } from '../../db/open.js';
import {
  type ExportGroup,
  type ExportPriceType,
  readAllGroups,
  readAllPriceTypes,
  readAllProperties,
} from '../../store/catalogue/export-names.js';
import { byExternalId } from '../../store/catalogue/read-by-external-id.js';
import { type FilesOf, readLotFiles } from './lot-files.js';
import { PropertiesJson } from './properties-json.js';
import { PropertyTexts } from './property-texts.js';
import { rememberedInSpace } from './remembered.js';

/** A product or an offer as COPY writes it, with what of it names something else; undefined = not read. */
export interface NamingRow {
  readonly row: CopyRow;
  /** Its column, as the others are. */
  readonly idSpace: string;
  readonly properties: string | undefined;
  readonly pictures: string | undefined;
}

/** What is looked up for a lot before it is written, as the lists that REST shows: byte texts. */
export interface LotNames {
  propertiesOf(row: CopyRow): string;
  readonly filesOf: FilesOf;
}

/** What products and offers refer to, as it is in the snapshot. */
export interface ExportNames {
  readonly groups: readonly ExportGroup[];
  readonly priceTypes: readonly ExportPriceType[];
  /** The groups of a product, of the JSON of its column and its id space's column: byte texts. */
  groupsJson(json: string, idSpace: string): string;
  /** Reads what these rows name and is not known yet. */
  prepare(rows: readonly NamingRow[]): Promise<LotNames>;
}

/**
 * Reads what an export refers to once; the texts of properties and the files lot by lot, since they may be very many.
 * @param publicUrl see `fileUrl`
 */
export async function openNames(tx: Tx, shopId: string, publicUrl: string | undefined): Promise<ExportNames> {
  const groups = await readAllGroups(tx, shopId);
  const priceTypes = await readAllPriceTypes(tx, shopId);
  const property = byExternalId(await readAllProperties(tx, shopId));
  const properties = new PropertiesJson(new PropertyTexts(tx, shopId, property), property);
  const group = byExternalId(groups);
  const groupsJson = rememberedInSpace((json, idSpace) =>
    JSON.stringify(
      (JSON.parse(json) as string[]).map((externalId) => {
        const found = group.get({ idSpace, externalId });
        return { id: found?.groupId ?? null, externalId, name: found?.name ?? null };
      }),
    ),
  );
  return {
    ...{ groups, priceTypes, groupsJson },
    prepare: async (rows) => {
      const saying = rows.flatMap(({ row, idSpace, properties: field }) => {
        const json = listOf(field);
        return json === null ? [] : [{ row, idSpace: spaceOf(idSpace), properties: json }];
      });
      const shown = await properties.of(saying);
      const propertiesByRow = new Map(saying.map(({ row }, at) => [row, shown[at] ?? '[]']));
      const illustrated = rows.flatMap(({ row, idSpace, pictures }) => {
        const json = listOf(pictures);
        return json === null ? [] : [{ row, idSpace: spaceOf(idSpace), pictures: textOf(json) }];
      });
      return {
        propertiesOf: (row) => propertiesByRow.get(row) ?? '[]',
        filesOf: await readLotFiles(tx, shopId, illustrated, publicUrl),
      };
    },
  };
}

const spaceOf = (field: string): string => textOf(plainField(field) ?? '');

/** A column of JSON that has something in its list, else null. */
function listOf(field: string | undefined): string | null {
  const json = field === undefined ? null : jsonField(field);
  return json === '[]' ? null : json;
}
