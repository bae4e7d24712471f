/** What matching is to do, as a person would on paper: no SQL, no set theory, one thing after another. */

export interface Goods {
  readonly sku: string | null;
  readonly barcode: string | null;
  readonly name: string | null;
}
export type Rule = keyof Goods;

export interface PaperMatch {
  state: 'matched' | 'unmatched' | 'doubtful';
  product: string | null;
  rule: Rule | null;
  candidates: { readonly product: string; readonly rule: Rule; readonly likeness: number | null }[];
  refused: string[];
  decision: 'confirmed' | 'picked' | 'refused' | 'ref' | null;
}

const untouched = (refused: string[] = []): PaperMatch => ({
  ...{ state: 'unmatched', product: null, rule: null, candidates: [], refused, decision: null },
});

export class Paper {
  readonly products = new Map<string, Goods & { active: boolean }>();
  readonly items = new Map<string, Goods>();
  readonly matches = new Map<string, PaperMatch>();
  /** ref → product */
  readonly refs = new Map<string, string>();

  putItem(ref: string, goods: Goods): void {
    this.items.set(ref, goods);
    if (this.matches.has(ref)) return;
    const product = this.refs.get(ref);
    this.matches.set(
      ref,
      product === undefined ? untouched() : { ...untouched(), state: 'matched', product, decision: 'ref' },
    );
  }

  deleteItem(ref: string): number {
    this.matches.delete(ref);
    return this.items.delete(ref) ? 204 : 404;
  }

  putRef(product: string, ref: string): number {
    const owner = this.refs.get(ref);
    if (owner !== undefined && owner !== product) return 409;
    const old = this.refOf(product);
    if (old !== undefined && old !== ref) this.dropRef(old);
    this.refs.set(ref, product);
    for (const [other, match] of this.matches) {
      if (match.product === product && other !== ref) this.matches.set(other, untouched(match.refused));
    }
    const match = this.matches.get(ref);
    if (match && !(match.product === product && match.decision !== null)) {
      this.matches.set(ref, { ...untouched(match.refused), state: 'matched', product, decision: 'ref' });
    }
    return 200;
  }

  deleteRef(product: string): number {
    const ref = this.refOf(product);
    if (ref === undefined) return 404;
    this.dropRef(ref);
    return 204;
  }

  decide(ref: string, decision: 'confirm' | 'pick' | 'refuse' | 'reopen', product?: string): number {
    const match = this.matches.get(ref);
    if (!match) return 404;
    if (decision === 'pick') return product === undefined ? 422 : this.give(ref, match, product, 'picked');
    if (decision === 'confirm') {
      const shown = match.product === null ? match.candidates.map((one) => one.product) : [match.product];
      const meant = product === undefined ? shown : shown.filter((one) => one === product);
      return meant.length === 1 ? this.give(ref, match, meant[0] ?? '', 'confirmed') : 409;
    }
    if (decision === 'reopen') {
      if (product !== undefined) return 422;
      if (match.decision === null) match.refused = [];
      else {
        this.refs.delete(ref);
        this.matches.set(ref, untouched());
      }
      return 200;
    }
    if (product === undefined) {
      if (match.decision === 'refused') return 200;
      if (match.decision !== null) this.refs.delete(ref);
      this.matches.set(ref, { ...untouched(match.refused), decision: 'refused' });
      return 200;
    }
    if (match.refused.includes(product)) return 200;
    const refused = [...match.refused, product];
    if (match.product === product) {
      if (match.decision !== null) this.refs.delete(ref);
      this.matches.set(ref, untouched(refused));
      return 200;
    }
    match.refused = refused;
    match.candidates = match.candidates.filter((one) => one.product !== product);
    if (match.state === 'doubtful' && match.candidates.length === 0) match.state = 'unmatched';
    return 200;
  }

  run(rules: readonly Rule[]): void {
    const taken = new Set(this.refs.values());
    const open = [...this.matches].filter(([, match]) => match.decision === null).map(([ref]) => ref);
    for (const [, match] of this.matches)
      if (match.decision !== null && match.product !== null) taken.add(match.product);
    const found = new Map<string, { product: string; rule: Rule }>();
    let candidates: { ref: string; product: string; rule: Rule; place: number; likeness: number | null }[] = [];

    const may = (ref: string, product: string): boolean =>
      !found.has(ref) &&
      !taken.has(product) &&
      this.products.get(product)?.active === true &&
      !this.matches.get(ref)?.refused.includes(product);

    for (const [place, rule] of rules.entries()) {
      const hits: { ref: string; product: string }[] = [];
      for (const ref of open) {
        for (const [product, goods] of this.products) {
          const [mine, its] = [folded(rule, this.items.get(ref)?.[rule]), folded(rule, goods[rule])];
          if (mine !== '' && mine === its && may(ref, product)) hits.push({ ref, product });
        }
      }
      const sure = hits.filter(({ ref, product }) => {
        if (hits.some((one) => (one.ref === ref) !== (one.product === product))) return false;
        const before = candidates.filter((one) => one.ref === ref || one.product === product);
        return before.length === 0 || before.some((one) => one.ref === ref && one.product === product);
      });
      for (const { ref, product } of sure) found.set(ref, { product, rule });
      for (const { product } of sure) taken.add(product);
      candidates = candidates.filter((one) => may(one.ref, one.product));
      for (const { ref, product } of hits) {
        if (!may(ref, product) || candidates.some((one) => one.ref === ref && one.product === product)) continue;
        candidates.push({ ref, product, rule, place, likeness: rule === 'name' ? 1 : null });
      }
      if (rule !== 'name') continue;
      const left = open.filter((ref) => !found.has(ref) && !candidates.some((one) => one.ref === ref));
      for (const ref of left) {
        const mine = folded('name', this.items.get(ref)?.name);
        const near = [...this.products]
          .filter(([product]) => may(ref, product))
          .map(([product, goods]) => ({ product, likeness: likenessOf(mine, folded('name', goods.name)) }))
          .filter(({ likeness }) => likeness >= 0.6)
          .sort((a, b) => b.likeness - a.likeness || (a.product < b.product ? -1 : 1))
          .slice(0, 3);
        for (const { product, likeness } of near) {
          candidates.push({ ref, product, rule, place, likeness: Math.round(likeness * 100) / 100 });
        }
      }
    }
    for (const ref of open) {
      const refused = this.matches.get(ref)?.refused ?? [];
      const match = untouched(refused);
      const pair = found.get(ref);
      if (pair) Object.assign(match, { state: 'matched', ...pair });
      else {
        match.candidates = candidates
          .filter((one) => one.ref === ref)
          .sort(
            (a, b) => a.place - b.place || (b.likeness ?? 1) - (a.likeness ?? 1) || (a.product < b.product ? -1 : 1),
          )
          .map(({ product, rule, likeness }) => ({ product, rule, likeness }));
        if (match.candidates.length > 0) match.state = 'doubtful';
      }
      this.matches.set(ref, match);
    }
  }

  private give(ref: string, match: PaperMatch, product: string, decision: 'confirmed' | 'picked'): number {
    if (match.product === product && match.decision !== null) return 200;
    const rival = [...this.matches].find(([other, one]) => other !== ref && one.product === product);
    const called = this.refOf(product);
    if ((rival && rival[1].decision !== null) || (called !== undefined && called !== ref)) return 409;
    if (rival) this.matches.set(rival[0], untouched(rival[1].refused));
    const rule =
      match.product === product ? match.rule : (match.candidates.find((one) => one.product === product)?.rule ?? null);
    this.refs.set(ref, product);
    const refused = match.refused.filter((one) => one !== product);
    this.matches.set(ref, { ...untouched(refused), state: 'matched', product, rule, decision });
    return 200;
  }

  private refOf(product: string): string | undefined {
    return [...this.refs].find(([, one]) => one === product)?.[0];
  }

  private dropRef(ref: string): void {
    this.refs.delete(ref);
    const match = this.matches.get(ref);
    if (match?.product) this.matches.set(ref, untouched(match.refused));
  }
}

/** Of the few values that these tests have. */
const folded = (rule: Rule, value: string | null | undefined): string => {
  const low = (value ?? '').toLowerCase();
  return rule === 'name' ? low.replace(/[^a-z0-9]+/g, ' ').trim() : low.replace(/\s/g, '');
};

/** As pg_trgm reckons: the trigrams that both have, of all. */
function likenessOf(one: string, other: string): number {
  const [a, b] = [trigrams(one), trigrams(other)];
  const both = [...a].filter((trigram) => b.has(trigram)).length;
  const all = a.size + b.size - both;
  return all === 0 ? 0 : both / all;
}

const trigrams = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(' ')
      .filter(Boolean)
      .flatMap((word) => [...`${word} `].map((_, at) => `  ${word} `.slice(at, at + 3))),
  );
