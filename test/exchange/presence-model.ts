/** What full exports do to a shop, told as simply as it can be: sets of ids, no SQL. The oracle of full-runs.property.test.ts. */

export type End = 'deactivate' | 'complete' | 'changes' | 'quiet';

interface ModelRun {
  /** The number of the feed that began it. */
  readonly began: number;
  catalogueFull: boolean;
  offersFull: boolean;
  offersImported: boolean;
  ending: End | null;
  readonly seen: Set<string>;
}

interface ModelFeed {
  readonly number: number;
  readonly name: string;
  readonly whole: boolean;
}

/** Things are written `product p1` and `offer p1`. */
export class ModelCatalogue {
  readonly has = new Set<string>();
  run: ModelRun | null = null;
  /** What a held removal would take away, and whether offers had been exported in full in it. */
  held: { readonly missing: Set<string>; readonly offersFull: boolean } | null = null;

  sees(what: string): void {
    this.has.add(what);
    this.run?.seen.add(what);
    this.held?.missing.delete(what);
    if (what.startsWith('product ') && this.held && !this.held.offersFull) {
      this.held.missing.delete(what.replace('product', 'offer'));
    }
  }

  loses(what: string): void {
    this.has.delete(what);
    this.held?.missing.delete(what);
  }
}

export class ModelNode {
  readonly catalogues = new Map<string, ModelCatalogue>();
  readonly feeds: ModelFeed[] = [];

  catalogue(id: string): ModelCatalogue {
    let found = this.catalogues.get(id);
    if (!found) {
      found = new ModelCatalogue();
      this.catalogues.set(id, found);
    }
    return found;
  }

  /** Whether a feed of the run failed and no later one of its name was whole; feeds are numbered as they came. */
  private hasUnfinished(run: ModelRun, except: number): boolean {
    return this.feeds.some(
      (feed) =>
        !feed.whole &&
        feed.number >= run.began &&
        feed.number !== except &&
        !this.feeds.some((later) => later.whole && later.name === feed.name && later.number > feed.number),
    );
  }

  open(catalogue: ModelCatalogue, feed: number, marks: { catalogueFull?: boolean; offersFull?: boolean }): void {
    catalogue.run ??= {
      began: feed,
      catalogueFull: false,
      offersFull: false,
      offersImported: false,
      ending: null,
      seen: new Set(),
    };
    if (marks.catalogueFull) catalogue.run.catalogueFull = true;
    if (marks.offersFull) {
      catalogue.run.offersFull = true;
      catalogue.run.offersImported = true;
    }
  }

  /** @param except the number of the feed of changes that ends it */
  end(catalogue: ModelCatalogue, by: End, except = -1): void {
    const { run } = catalogue;
    if (!run) return;
    catalogue.run = null;
    const unseen = [...catalogue.has].filter((what) => !run.seen.has(what));
    const products = unseen.filter((what) => what.startsWith('product '));
    const gone = new Set(products.map((what) => what.replace('product', 'offer')));
    const offers = unseen.filter((what) => what.startsWith('offer ') && (run.offersFull || gone.has(what)));
    const missing = new Set(run.catalogueFull ? [...products, ...offers] : []);
    const held = missing.size > 0 && by !== 'deactivate' && (!run.offersImported || this.hasUnfinished(run, except));
    if (run.catalogueFull) catalogue.held = held ? { missing, offersFull: run.offersFull } : null;
    if (!held) for (const what of missing) catalogue.loses(what);
  }
}
