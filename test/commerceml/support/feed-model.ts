import fc from 'fast-check';

/** A feed as a test invents it; written by `writeFeed`, it must be read as the same. */
export interface FeedModel {
  readonly groups: readonly GroupModel[];
  readonly products: readonly ProductModel[];
  readonly offers: readonly OfferModel[];
  readonly documents: readonly DocumentModel[];
}

export interface GroupModel {
  readonly id: string;
  readonly name: string;
  readonly children: readonly GroupModel[];
}

export interface ProductModel {
  readonly id: string;
  readonly characteristic: string;
  readonly name: string;
  readonly description: string | null;
  readonly groups: readonly string[] | undefined;
  readonly pictures: readonly string[] | undefined;
  readonly properties: readonly { readonly id: string; readonly values: readonly string[] }[];
  readonly requisites: readonly { readonly name: string; readonly value: string }[];
  readonly deleted: boolean;
  readonly unknown: readonly { readonly name: string; readonly value: string }[];
}

export interface OfferModel {
  readonly id: string;
  readonly prices: readonly { readonly type: string; readonly amount: string }[];
  readonly total: string | undefined;
  readonly warehouses: readonly { readonly id: string; readonly quantity: string }[];
}

export interface DocumentModel {
  readonly id: string;
  readonly number: string;
  readonly oneCNumber: string | undefined;
  readonly paid: boolean | undefined;
  readonly lines:
    | readonly { readonly id: string; readonly name: string; readonly quantity: string; readonly price: string }[]
    | undefined;
}

/** Letters that windows-1251 has, signs that XML escapes, and lone blanks inside. */
const LETTERS = [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґАБВЯІЇЄҐabcXYZ0123456789<>&"\'«»№#-_.,;:!?()/\\=+%$ €'];
const text = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 30 })
  .map((letters) => letters.join('').trim() || 'я');
/** Ids are any text without `#`. */
const id = text.map((any) => any.replaceAll('#', '').trim() || 'и');
const decimal = fc
  .tuple(fc.integer({ min: -999_999, max: 9_999_999 }), fc.stringMatching(/^\d{0,4}$/))
  .map(([whole, fraction]) => `${whole}${fraction === '' ? '' : `.${fraction}`}`);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const list = <Value>(value: fc.Arbitrary<Value>, maxLength = 3) => fc.array(value, { maxLength });
const uniqueBy = <Value>(value: fc.Arbitrary<Value>, key: (value: Value) => string) =>
  fc.uniqueArray(value, { maxLength: 4, selector: key });

const { group } = fc.letrec<{ group: GroupModel }>((tie) => ({
  group: fc.record({
    id,
    name: text,
    children: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('group'), { maxLength: 3 })),
  }),
}));

const product: fc.Arbitrary<ProductModel> = fc.record({
  id,
  characteristic: fc.oneof(fc.constant(''), id),
  name: text,
  description: fc.oneof(fc.constant(null), text),
  groups: optional(uniqueBy(id, (one) => one)),
  pictures: optional(uniqueBy(fc.stringMatching(/^[a-z]{1,3}\/\d{1,3}\.(jpg|png)$/), (path) => path)),
  properties: uniqueBy(fc.record({ id, values: list(text) }), (property) => property.id),
  requisites: list(fc.record({ name: text.map((name) => `Р ${name}`), value: text })),
  deleted: fc.boolean(),
  unknown: uniqueBy(fc.record({ name: fc.stringMatching(/^Мой[а-я]{1,6}$/), value: text }), (one) => one.name),
});

const offer: fc.Arbitrary<OfferModel> = fc.record({
  id,
  prices: list(fc.record({ type: id, amount: decimal })),
  total: optional(decimal),
  warehouses: uniqueBy(fc.record({ id, quantity: decimal }), (row) => row.id),
});

const document: fc.Arbitrary<DocumentModel> = fc.record({
  id,
  number: id,
  oneCNumber: optional(text),
  paid: optional(fc.boolean()),
  lines: optional(list(fc.record({ id, name: text, quantity: decimal, price: decimal }))),
});

export const feedModel: fc.Arbitrary<FeedModel> = fc.record({
  groups: list(group),
  products: list(product, 5),
  offers: list(offer, 5),
  documents: list(document),
});

/** How a feed is spelled: none of this changes what it says. */
export interface Spelling {
  readonly prefix: '' | 'cml:';
  readonly newline: '\n' | '\r\n' | '';
  readonly cdata: boolean;
  readonly deletedAs: 'attribute' | 'child' | 'mark';
  readonly offersFirst: boolean;
  readonly decimalComma: boolean;
  readonly stockAs: 'attributes' | 'rests';
  readonly ukrainian: boolean;
}

export const spelling: fc.Arbitrary<Spelling> = fc.record({
  prefix: fc.constantFrom('', 'cml:'),
  newline: fc.constantFrom('\n', '\r\n', ''),
  cdata: fc.boolean(),
  deletedAs: fc.constantFrom('attribute', 'child', 'mark'),
  offersFirst: fc.boolean(),
  decimalComma: fc.boolean(),
  stockAs: fc.constantFrom('attributes', 'rests'),
  ukrainian: fc.boolean(),
});
