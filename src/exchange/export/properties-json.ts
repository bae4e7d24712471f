import { byteText, ownBytes, textOf } from '../../db/byte-text.js';
import type { PropertyValue } from '../../records.js';
import type { ExportProperty } from '../../store/catalogue/export-names.js';
import type { ByExternalId } from '../../store/catalogue/read-by-external-id.js';
import type { PropertyTexts } from './property-texts.js';

/** What an item says of its properties. */
export interface Said {
  readonly idSpace: string;
  /** A column of JSON, a list of objects with one in it at least; a byte text. */
  readonly properties: string;
}

interface Item {
  readonly idSpace: string;
  readonly parts: readonly string[];
  /** Null = all parts are known. */
  readonly list: readonly PropertyValue[] | null;
}

/** What PostgreSQL writes between the objects of a list. */
const BETWEEN = '}, {';
/** Properties with a value that are remembered; what is longer is hardly ever the same twice. */
const MOST = 20_000;
const LONGEST = 300;

/**
 * Makes the list that REST shows of an item's properties. Products say the same again and again: an object of a list that was met before
 * is not looked into.
 */
export class PropertiesJson {
  /** By id space and by what stands between the braces. */
  readonly #known = new Map<string, Map<string, string>>();
  #size = 0;

  constructor(
    private readonly texts: PropertyTexts,
    private readonly properties: ByExternalId<ExportProperty>,
  ) {}

  /** @returns of each its list, a byte text; what texts values have is asked of the database once */
  async of(said: readonly Said[]): Promise<string[]> {
    if (this.#size > MOST) this.#forget();
    const items = said.map(({ idSpace, properties }): Item => {
      const parts = properties.slice(2, -2).split(BETWEEN);
      const known = this.#known.get(idSpace);
      const isKnown = known !== undefined && parts.every((part) => known.has(part));
      return { idSpace, parts, list: isKnown ? null : (JSON.parse(textOf(properties)) as PropertyValue[]) };
    });
    await this.texts.learn(items.flatMap(({ idSpace, list }) => list?.map((value) => ({ idSpace, ...value })) ?? []));
    return items.map(({ idSpace, parts, list }) => {
      const shown =
        list === null ? parts.map((part) => this.#known.get(idSpace)?.get(part)) : this.#make(idSpace, parts, list);
      return `[${shown.join(',')}]`;
    });
  }

  #make(idSpace: string, parts: readonly string[], list: readonly PropertyValue[]): string[] {
    const shown = list.map((value) => byteText(JSON.stringify(this.#shown(idSpace, value))));
    // A text may hold what parts the objects. The part before it then ends within a text, and is met nowhere else.
    if (shown.length === parts.length)
      for (const [at, part] of parts.entries()) this.#remember(idSpace, part, shown[at] ?? '');
    return shown;
  }

  #shown(idSpace: string, { id, name, values: given }: PropertyValue) {
    const known = this.properties.get({ idSpace, externalId: id });
    const values = given.map((value) => this.texts.textOf(known, value));
    return { id, name: known?.name ?? name ?? null, value: values.length === 0 ? null : values.join(', '), values };
  }

  #remember(idSpace: string, part: string, json: string): void {
    if (part.length > LONGEST) return;
    const inSpace = this.#known.get(idSpace);
    if (inSpace) inSpace.set(ownBytes(part), json);
    else this.#known.set(ownBytes(idSpace), new Map([[ownBytes(part), json]]));
    this.#size += 1;
  }

  #forget(): void {
    this.#known.clear();
    this.#size = 0;
  }
}
