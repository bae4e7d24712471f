import type { Tx } from '../../db/open.js';
import type { PropertyValue } from '../../records.js';
import type { ExportProperty } from '../../store/catalogue/export-names.js';
import type { ByExternalId, ExternalKey } from '../../store/catalogue/read-by-external-id.js';
import { type ItemKey, readDictionariesByWord, readItemNames } from '../../store/catalogue/read-dictionary-names.js';
import { readProperties } from '../../store/catalogue/read-properties.js';

/** How a property of CommerceML 3 names its dictionary (commerceml.md §2.9); it has no column of its own. */
const DICTIONARY = 'ТипСправочника';
/** Values that are remembered; beyond that all are forgotten and asked for anew. */
const MOST = 200_000;

interface Known {
  /** 1C's id of the dictionary that the values may stand in; null = in none. */
  readonly dictionary: string | null;
  /** Null = the value is a text by itself. */
  readonly values: Map<string, string | null>;
}

/**
 * The texts of values that name a variant of their property, or an item of its dictionary. Each is asked for once: catalogues have few
 * of them, and dictionaries may be large.
 */
export class PropertyTexts {
  readonly #known = new Map<ExportProperty, Known>();
  /** Of before all were forgotten: what was learned for the lot that is being written meanwhile. */
  #former: ReadonlyMap<ExportProperty, ReadonlyMap<string, string | null>> = new Map();
  #size = 0;

  constructor(
    private readonly tx: Tx,
    private readonly shopId: string,
    private readonly properties: ByExternalId<ExportProperty>,
  ) {}

  /** The text of a value that was learned before; any other is its own text. */
  textOf(property: ExportProperty | undefined, value: string): string {
    if (!property) return value;
    const text = this.#known.get(property)?.values.get(value);
    return (text === undefined ? this.#former.get(property)?.get(value) : text) ?? value;
  }

  /** Reads the texts of values that are not known yet, in at most three statements. */
  async learn(named: readonly (PropertyValue & { readonly idSpace: string })[]): Promise<void> {
    if (this.#size > MOST) this.#forget();
    const asked = new Map<ExportProperty, Set<string>>();
    for (const { idSpace, id, values } of named) {
      const property = this.properties.get({ idSpace, externalId: id });
      if (!property || !(property.hasVariants || wordOf(property))) continue;
      const known = this.#known.get(property)?.values;
      for (const value of values) {
        if (known?.has(value)) continue;
        const others = asked.get(property);
        if (others) others.add(value);
        else asked.set(property, new Set([value]));
      }
    }
    if (asked.size === 0) return;
    await this.#meet([...asked.keys()]);
    await this.#read(asked);
  }

  #forget(): void {
    this.#former = new Map([...this.#known].map(([property, { values }]) => [property, values]));
    for (const [property, { dictionary }] of this.#known) this.#known.set(property, { dictionary, values: new Map() });
    this.#size = 0;
  }

  /** Finds out which dictionaries the properties mean. */
  async #meet(properties: readonly ExportProperty[]): Promise<void> {
    const strangers = properties.filter((property) => !this.#known.has(property));
    const words = strangers.flatMap((property) => wordOf(property) ?? []);
    const found = await readDictionariesByWord(this.tx, this.shopId, words);
    for (const property of strangers) {
      const word = wordOf(property);
      const dictionary = (word && found.get(word)?.dictionary.externalId) ?? null;
      this.#known.set(property, { dictionary, values: new Map() });
    }
  }

  async #read(asked: ReadonlyMap<ExportProperty, ReadonlySet<string>>): Promise<void> {
    const all = [...asked].map(([property, values]) => ({ property, values: [...values] }));
    const variants = await readProperties(
      this.tx,
      this.shopId,
      all.map(({ property }) => property),
      all.flatMap(({ values }) => values),
    );
    const items = all.flatMap(({ property, values }): ItemKey[] => {
      const dictionary = this.#known.get(property)?.dictionary ?? null;
      return dictionary === null
        ? []
        : values.map((externalId) => ({ idSpace: property.idSpace, dictionary, externalId }));
    });
    const names = new Map((await readItemNames(this.tx, this.shopId, items)).map((item) => [join(item), item.name]));
    for (const { property, values } of all) {
      const known = this.#known.get(property);
      if (!known) continue;
      const { idSpace } = property;
      const own = variants.get(property)?.variants ?? {};
      for (const externalId of values) {
        // Where both have an id, the variant that the property itself lists counts.
        const named =
          known.dictionary === null
            ? undefined
            : names.get(join({ idSpace, dictionary: known.dictionary, externalId }));
        known.values.set(externalId, (Object.hasOwn(own, externalId) ? own[externalId] : named) ?? null);
        this.#size += 1;
      }
    }
  }
}

function wordOf({ idSpace, valueType, extra }: ExportProperty): ExternalKey | null {
  const word = extra[DICTIONARY];
  return valueType === 'dictionary' && typeof word === 'string' ? { idSpace, externalId: word.trim() } : null;
}

const join = ({ idSpace, dictionary, externalId }: ItemKey): string =>
  JSON.stringify([idSpace, dictionary, externalId]);
