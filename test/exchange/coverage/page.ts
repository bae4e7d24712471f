import type { Coverage, PathOutcome } from './coverage-run.js';
import { IGNORED } from './ignored.js';
import { FURTHER, flatGroups } from './paths.js';

/** Sections of the page: the records of a file, by the beginnings of their paths; the first that fits takes a path. */
const SECTIONS: readonly (readonly [title: string, intro: string, ...prefixes: string[]])[] = [
  ['Groups', '`Классификатор/Группы/Группа`, at every depth. A row of `groups`.', 'Классификатор/Группы/Группа'],
  ['Properties', '`Классификатор/Свойства/Свойство`. A row of `properties`.', 'Классификатор/Свойства/Свойство'],
  [
    'Price types',
    '`ТипыЦен/ТипЦены`, in the classifier (3.1) or in the offer package (2.x). A row of `price_types`.',
    'Классификатор/ТипыЦен/ТипЦены',
    'ПакетПредложений/ТипыЦен/ТипЦены',
  ],
  [
    'Warehouses',
    '`Склады/Склад`, in the classifier (3.1) or in the offer package (2.x). A row of `warehouses`.',
    'Классификатор/Склады/Склад',
    'ПакетПредложений/Склады/Склад',
  ],
  [
    'Units',
    '`Классификатор/ЕдиницыИзмерения/ЕдиницаИзмерения`. A row of `units`.',
    'Классификатор/ЕдиницыИзмерения/ЕдиницаИзмерения',
  ],
  [
    'Classifier',
    'What `Классификатор` says beside its records. A row of `other_records` under its id.',
    'Классификатор',
  ],
  [
    'Further characteristics',
    'A `Товар` of a product (`a#c`) of which another row (`a`, `a#b`) speaks already. A row of `offers`.',
    `Каталог/Товары/${FURTHER}`,
  ],
  [
    'Products',
    '`Каталог/Товары/Товар`. A row of `products`; when its id has a characteristic (`a#b`), also one of `offers`.',
    'Каталог/Товары/Товар',
  ],
  ['Catalogue', 'What `Каталог` says beside its products. A row of `catalogues`.', 'Каталог'],
  [
    'Offers',
    '`ПакетПредложений/Предложения/Предложение`, with prices and stock. A row of `offers`.',
    'ПакетПредложений/Предложения/Предложение',
  ],
  [
    'Offer package',
    'What `ПакетПредложений` says beside its records. A row of `other_records` under its id.',
    'ПакетПредложений',
  ],
  [
    'Order lines',
    '`Товары/Товар` of a document. A line of the order.',
    'Документ/Товары/Товар',
    'Контейнер/Документ/Товары/Товар',
  ],
  [
    'Counterparties of a document',
    '`Контрагенты/Контрагент` of a document. The buyer is the customer of the order.',
    'Документ/Контрагенты/Контрагент',
    'Контейнер/Документ/Контрагенты/Контрагент',
  ],
  [
    'Documents',
    '`Документ`, at the root or in a `Контейнер` (3.1). A row of `orders`; a payment, a shipment … is a row of `order_documents` with its order.',
    'Документ',
    'Контейнер/Документ',
  ],
];

/** The resource of the REST API that shows a table. */
const RESOURCES: readonly (readonly [tables: string, resource: string])[] = [
  ['`products`, `offers`', '`/v1/products`, `/v1/offers`'],
  ['`groups`, `price_types`, `warehouses`', '`/v1/groups`, `/v1/price-types`, `/v1/warehouses`'],
  ['`properties`, `units`', '`/v1/properties`, `/v1/units`'],
  ['`catalogues`', '`/v1/catalogues`'],
  ['`dictionaries`, `dictionary_items`', '`/v1/dictionaries`, `/v1/dictionaries/{id}/items`'],
  ['`counterparties`', '`/v1/counterparties`'],
  ['`orders`', '`/v1/orders`'],
  ['`order_documents`', '`/v1/orders/{id}/documents`: whole, the document of the order itself among them'],
  ['`other_records`', '`/v1/other-records?name=…`: whole; `/v1/other-records/names` tells which names there are'],
  ['`node_catalogues`, `full_runs`', 'none of their own: they decide whether a product or an offer is `active`'],
];

/** Places that follow from others, or are Uzel's own notes: named only when a path stands nowhere else. */
const FOLLOWING =
  /^(node_catalogues|full_runs)\.|^(\w+\.present_in|offers\.own_mask|order_documents\.document_id|orders\.one_c_said|orders\.one_c_(id|number|year)|\w+\.file_paths|products\.lead_characteristic)$/;
/** A word that changes more than this says what becomes of the whole record. */
const PLACES_MAX = 4;

interface Line {
  readonly path: string;
  readonly places: string;
  readonly versions: Set<string>;
}

/** docs/reference/commerceml-coverage.md */
export function coveragePage(coverage: Coverage): string {
  const ignored = new Set(IGNORED.map(([path]) => path));
  const sections = new Map<string, [path: string, outcome: PathOutcome][]>();
  for (const [path, outcome] of coverage.paths) {
    if (outcome.isContainer || ignored.has(path)) continue;
    const [title = '', , ...prefixes] = sectionOf(path);
    const prefix = prefixes.find((each) => isBelow(path, each)) ?? '';
    const own = flatGroups(path).slice(flatGroups(prefix).length + 1) || '(text)';
    sections.set(title, [...(sections.get(title) ?? []), [own, outcome]]);
  }
  const tables = SECTIONS.flatMap(([title, intro]) => tableOf(title, intro, sections.get(title) ?? []));
  return [...introduction(coverage), ...tables, ...ignoredTable(), ''].join('\n');
}

function sectionOf(path: string): (typeof SECTIONS)[number] {
  const found = SECTIONS.find(([, , ...prefixes]) => prefixes.some((prefix) => isBelow(path, prefix)));
  if (!found) throw new Error(`${path}: no section of the page has it`);
  return found;
}

const isBelow = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);

function tableOf(title: string, intro: string, rows: readonly (readonly [string, PathOutcome])[]): string[] {
  const lines = folded(merged(rows));
  return [
    `## ${title}`,
    '',
    intro,
    '',
    '| Path | Kept in | Versions |',
    '|---|---|---|',
    ...lines.map(
      ({ path, places, versions }) => `| \`${cell(path)}\` | ${places} | ${[...versions].sort().join(', ')} |`,
    ),
    '',
  ];
}

/** One line for each path, whichever of the section's elements has it. */
function merged(rows: readonly (readonly [string, PathOutcome])[]): Line[] {
  const byPath = new Map<string, { places: Set<string>; versions: Set<string> }>();
  for (const [path, { places, versions }] of rows) {
    const known = byPath.get(path) ?? { places: new Set(), versions: new Set() };
    byPath.set(path, known);
    for (const place of places) known.places.add(place);
    for (const version of versions) known.versions.add(version);
  }
  return [...byPath].map(([path, { places, versions }]) => ({ path, places: placesText(places), versions }));
}

function placesText(all: ReadonlySet<string>): string {
  const own = [...all].filter((place) => !FOLLOWING.test(place));
  const places = (own.length > 0 ? own : [...all]).sort();
  const shown = places.length > PLACES_MAX ? [...new Set(places.map((place) => place.replace(/\..*/, '.*')))] : places;
  return shown.map((place) => `\`${place}\``).join(', ');
}

const NAMED = /ЗначениеРеквизита\[[^\]]*\]/;

/** Requisites that are all kept alike are one line; those that have a field of their own keep their names. */
function folded(lines: readonly Line[]): Line[] {
  const usual = new Map<string, string>();
  for (const [path, group] of groupBy(
    lines.filter((line) => NAMED.test(line.path)),
    anyName,
  )) {
    const counts = [...groupBy(group, (line) => line.places)].sort(([, one], [, other]) => other.length - one.length);
    usual.set(path, counts[0]?.[0] ?? '');
  }
  const byPath = new Map<string, Line>();
  for (const line of lines) {
    const isUsual = NAMED.test(line.path) && usual.get(anyName(line)) === line.places;
    const path = isUsual ? anyName(line) : line.path;
    const known = byPath.get(path);
    if (known) for (const version of line.versions) known.versions.add(version);
    else byPath.set(path, { ...line, path, versions: new Set(line.versions) });
  }
  return [...byPath.values()];
}

const anyName = ({ path }: Line): string => path.replace(NAMED, 'ЗначениеРеквизита[any other]');

function groupBy(lines: readonly Line[], key: (line: Line) => string): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) groups.set(key(line), [...(groups.get(key(line)) ?? []), line]);
  return groups;
}

function ignoredTable(): string[] {
  return [
    '## Ignored on purpose',
    '',
    'Attributes without an element are those of the root, `КоммерческаяИнформация`.',
    '',
    '| Path | Why |',
    '|---|---|',
    ...IGNORED.map(([path, reason]) => `| \`${cell(path)}\` | ${reason} |`),
  ];
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** What became of a path, in the order in which the page counts it. */
const OUTCOMES: readonly (readonly [text: string, isSo: (places: readonly string[]) => boolean])[] = [
  ['ignored on purpose', (places) => places.length === 0],
  ['in `extra` of its record', (places) => places.every((place) => place.endsWith('.extra'))],
  [
    'whole, in `order_documents` or `other_records`',
    (places) => places.every((place) => /^(order_documents|other_records)\./.test(place)),
  ],
  [
    'remembered of full exports',
    (places) => places.every((place) => /^((full_runs|node_catalogues)\.|\w+\.present_in$)/.test(place)),
  ],
  ['in a field', () => true],
];

function summary(outcomes: readonly PathOutcome[]): string[] {
  const counts = new Map<string, number>(OUTCOMES.map(([text]) => [text, 0]));
  for (const { places } of outcomes) {
    const [text = ''] = OUTCOMES.find(([, isSo]) => isSo([...places])) ?? [];
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const rows = [...counts].reverse().map(([text, count]) => `| ${text} | ${count} |`);
  return ['| Kept | Paths |', '|---|---|', ...rows];
}

function introduction({ files, paths, lost }: Coverage): string[] {
  const leaves = [...paths].filter(([, outcome]) => !outcome.isContainer);
  const words = leaves.filter(([, outcome]) => outcome.isWord).length;
  return [
    '<!-- Made from real files by test/exchange/coverage.test.ts (`npm run docs`). Do not edit. -->',
    '',
    '# What becomes of each element',
    '',
    `Uzel drops nothing of what 1C sends without a reason. This page is the proof: the ${leaves.length} element and attribute paths with content of ${files} real`,
    'files (CommerceML 2.03 to 3.1, of many configurations of 1C), and where in the store the content of each was found after an import. It is made by a test that',
    'puts a mark of its own into each path, imports the file and looks for the mark in the database. Where only fixed words are understood (`true`, `Удален`, `Заказ товара`)',
    `it puts another word there and looks what changes (${words} paths).`,
    '',
    ...summary(leaves.map(([, outcome]) => outcome)),
    `| lost | ${lost.length} |`,
    '',
    'Groups nest: here a path counts at every depth at which a real file has it.',
    '',
    '## How to read it',
    '',
    '- **Kept in** names the table and the column. Columns are fields of the REST API by nearly the same names: `products.full_name` is `fullName` of a product,',
    '  `offers.prices` are the `prices` of an offer; [which resource has which table](#where-to-read-it). More than four places are shortened to their tables: such a word decides what becomes of the whole record.',
    '- **extra** is what Uzel has no field for: the elements of one configuration, or of a customisation. See below.',
    '- **Versions** are those of the real files that have the path (`ВерсияСхемы`); the path is read in every other version as well.',
    '- A requisite stands under its name, `ЗначениеРеквизита[Вес]`, when it is kept otherwise than most; `[any other]` are all other names.',
    '- `full_runs` and `present_in` are what Uzel remembers of full exports: which catalogue was sent whole, and which goods it has.',
    '- An element that is not here is kept too: in `extra` of its record, or whole in `other_records` when it is no record that Uzel knows.',
    '',
    '## What is kept in extra, and how to read it',
    '',
    '`extra` is JSON under the Russian names, as they stand in the file: an element is a member, an attribute a member with a leading `@`, a repeated element',
    'a list, text beside attributes or elements `#text`. Values are the texts of the file: `"20"`, not `20`. It is a member of everything of the catalogue',
    'that REST shows, of prices in it, and of counterparties, `{}` when there is nothing:',
    '',
    '```json',
    '{ "externalId": "a1", "name": "Table", "extra": { "Ширина": "80", "ОсновнаяГруппа": { "Ид": "g7" } } }',
    '```',
    '',
    'It is what the last record said: a later one replaces it. Of offers and catalogues it is merged, since 1C tells of one in several files: the members of a later',
    'record win, others stay.',
    '',
    '## Where to read it',
    '',
    'Everything is read over REST; [openapi.json](../../schemas/openapi.json) describes each resource.',
    '',
    '| Table | Resource |',
    '|---|---|',
    ...RESOURCES.map(([tables, resource]) => `| ${tables} | ${resource} |`),
    '',
    'An order document with all that it says, and what the classifiers say of themselves:',
    '',
    '```sh',
    "curl -H 'Authorization: Bearer YOUR_KEY' http://localhost:8080/v1/orders/ID/documents",
    "curl -H 'Authorization: Bearer YOUR_KEY' -G http://localhost:8080/v1/other-records --data-urlencode 'name=Классификатор'",
    '```',
    '',
  ];
}
