import type { FeedRecord } from '../records.js';
import { MOST_IDS, owned } from './references.js';
import type { CatalogueReport, Extent } from './report.js';

interface Catalogue {
  readonly id: string;
  name: string | null;
  /** What its heads say, and the line of the first that says it. */
  readonly extents: Set<Extent>;
  /** Files with a `Каталог` of this id, with what each says of its extent. */
  readonly files: Map<string, Extent>;
  readonly offerFiles: Set<string>;
  readonly packageExtents: Set<Extent>;
  products: number;
  offers: number;
}

/** A hostile file may open any number of catalogues. */
const MOST_CATALOGUES = 10_000;

/** What the heads of all files say together: which catalogues there are, and which of them is a full export. */
export class ExportSet {
  readonly #catalogues = new Map<string, Catalogue>();
  readonly classifierFiles = new Set<string>();
  /** Cut by kind, one offer stands in three files: what it is, its prices, its stock. */
  readonly #offers = new Set<string>();

  add(record: FeedRecord, file: string): void {
    switch (record.kind) {
      case 'group':
      case 'property':
        this.classifierFiles.add(file);
        break;
      case 'catalogue': {
        const catalogue = this.#of(record.id);
        const extent = extentOf(record.onlyChanges);
        catalogue.name ??= record.name ?? null;
        catalogue.extents.add(extent);
        catalogue.files.set(file, catalogue.files.get(file) === 'full' ? 'full' : extent);
        break;
      }
      case 'product':
        this.#of(record.catalogueId).products += 1;
        break;
      case 'offerPackage': {
        const catalogue = this.#of(record.catalogueId);
        catalogue.offerFiles.add(file);
        catalogue.packageExtents.add(record.changesPackage ? 'changes' : extentOf(record.onlyChanges));
        break;
      }
      case 'offer':
        if (this.#isNewOffer(`${record.catalogueId} ${record.id}`)) this.#of(record.catalogueId).offers += 1;
        break;
      default:
    }
  }

  /** Whether this catalogue is here as a full export: then everything that its files name must be here, too. */
  isFull(catalogueId: string): boolean {
    return this.#catalogues.get(catalogueId)?.extents.has('full') === true;
  }

  hasFullPackage(catalogueId: string): boolean {
    return this.#catalogues.get(catalogueId)?.packageExtents.has('full') === true;
  }

  hasCatalogue(catalogueId: string): boolean {
    return (this.#catalogues.get(catalogueId)?.files.size ?? 0) > 0;
  }

  /** Those of which a `Каталог` is here; a package of offers alone names one that may be elsewhere. */
  get present(): readonly CatalogueReport[] {
    return this.catalogues.filter(({ files }) => files.length > 0);
  }

  get catalogues(): readonly CatalogueReport[] {
    return [...this.#catalogues.values()].map((one) => ({
      id: one.id,
      name: one.name,
      extent: extentOfSet(one.extents.size > 0 ? one.extents : one.packageExtents),
      files: [...one.files.keys()],
      offerFiles: [...one.offerFiles],
      products: one.products,
      offers: one.offers,
    }));
  }

  /** Files of a catalogue by what they say of their extent. */
  filesSaying(catalogueId: string, extent: Extent): string[] {
    const files = this.#catalogues.get(catalogueId)?.files ?? new Map<string, Extent>();
    return [...files].filter(([, said]) => said === extent).map(([file]) => file);
  }

  #isNewOffer(key: string): boolean {
    if (this.#offers.has(key)) return false;
    if (this.#offers.size < MOST_IDS) this.#offers.add(owned(key));
    return true;
  }

  #of(id: string): Catalogue {
    const known = this.#catalogues.get(id);
    if (known) return known;
    const made: Catalogue = {
      id,
      name: null,
      extents: new Set(),
      files: new Map(),
      offerFiles: new Set(),
      packageExtents: new Set(),
      products: 0,
      offers: 0,
    };
    if (this.#catalogues.size < MOST_CATALOGUES) this.#catalogues.set(id, made);
    return made;
  }
}

export function extentOf(onlyChanges: boolean | undefined): Extent {
  return onlyChanges === undefined ? 'unsaid' : onlyChanges ? 'changes' : 'full';
}

/** One portion that says "full" makes the whole a full export; the others mostly say "changes" (commerceml.md §5 no. 2). */
function extentOfSet(extents: ReadonlySet<Extent>): Extent {
  if (extents.has('full')) return 'full';
  if (extents.size > 1) return 'mixed';
  const [only = 'unsaid'] = extents;
  return only;
}
