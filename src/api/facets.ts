import type { Tx } from '../db/open.js';
import { UzelError } from '../errors.js';
import {
  type Choice,
  countFacets,
  type FacetCounts,
  type FacetTerms,
  type ValueCount,
} from '../store/listing/count-facets.js';
import { namesOf, propertiesNamed, textsOfValues } from '../store/listing/facet-names.js';
import { readListed, seeOneSnapshot } from '../store/listing/listing-state.js';
import type { Term } from '../store/listing/terms.js';
import { limitStatements } from '../store/statement-limit.js';
import { refuseWithoutListing } from './found-products.js';
import { jsonRoute, type Route } from './http/route.js';
import { type ReadConditions, readConditions } from './product-conditions.js';
import { FacetQuery, FacetReply } from './schemas/facet.js';

/** Who counts half a catalogue ten times may wait so long; the database has other work. */
const PATIENCE_MS = 3000;
const TOO_LONG = '57014';

const count = jsonRoute(
  {
    method: 'get',
    path: '/facets',
    operationId: 'countFacets',
    tag: 'Catalogue',
    summary: 'How many products each value of a filter would find',
    description:
      'Takes the filters of /v1/products. The values of a facet are counted as if nothing were chosen in it, so that a further choice shows what it adds; only the choice of a group stays: the groups within it are counted.',
    query: FacetQuery,
    followsSeq: true,
    status: 200,
    reply: FacetReply,
    answer: 'The counts.',
    answerHeaders: { 'Uzel-Seq': 'What was counted is up to date with this change of the log: `seq`.' },
    errors: ['UZ1501', 'UZ1527'],
  },
  async ({ services, shopId, query }) => {
    const { body, passing } = await services.db
      .transaction(async (tx) => {
        await seeOneSnapshot(tx);
        await limitStatements(tx, PATIENCE_MS);
        const listed = services.config.LISTING ? await readListed(tx, shopId) : null;
        if (listed === null) {
          refuseWithoutListing(services.config.LISTING, ['facets']);
          throw new Error('what needs the listing was not refused without it');
        }
        const counted = await countAll(tx, shopId, query);
        return { body: { ...counted, seq: listed.doneNo }, passing: listed.isTroubled };
      })
      .catch((error: unknown) => {
        if ((error as { code?: unknown }).code !== TOO_LONG) throw error;
        throw new UzelError('UZ1527', `To count this takes longer than ${PATIENCE_MS / 1000} s.`);
      });
    return { body, passing, headers: { 'Uzel-Seq': String(body.seq) } };
  },
);

async function countAll(tx: Tx, shopId: string, query: FacetQuery) {
  const read = await readConditions(tx, shopId, query);
  const ids = query.facets.flatMap((facet) => (facet.startsWith('prop:') ? [facet.slice('prop:'.length)] : []));
  const properties = await propertiesNamed(tx, shopId, ids);
  const { choices, conditions } = partsOf(read, query.facets);
  const facets = query.facets.flatMap((facet) => termsOf(facet, properties));
  const priceNos = query.facets.includes('price') ? read.priceNos : [];
  const isEmpty = query.q !== undefined && conditions.text === null;
  const counts = isEmpty ? NOTHING : await countFacets(tx, shopId, conditions, choices, facets, priceNos);
  const textOf = await readTexts(tx, shopId, counts.values);
  return {
    total: counts.total,
    facets: query.facets
      .filter((facet) => facet !== 'price')
      .map((facet) => ({
        facet,
        name: nameOf(facet, properties),
        values:
          facet === 'stock'
            ? stockValues(counts)
            : counts.values.flatMap((one) =>
                one.facet === facet ? [{ value: one.key, text: textOf(one), count: one.count }] : [],
              ),
      })),
    price: counts.price,
  };
}

const NOTHING: FacetCounts = { total: 0, totals: {}, values: [], price: null };

/** What is chosen in facets that are counted, and all other conditions. The choice of a group is one of these: what lies within it counts. */
function partsOf({ conditions, facets }: ReadConditions, asked: readonly string[]) {
  const { terms, without, price } = conditions;
  const isChoice = (facet: string | undefined) => facet !== undefined && facet !== 'group' && asked.includes(facet);
  const choices: Choice[] = terms.flatMap((list, place) =>
    isChoice(facets[place]) ? [{ facet: facets[place] ?? '', terms: list }] : [],
  );
  const isWithout = without.length > 0 && asked.includes('stock');
  if (isWithout) choices.push({ facet: 'stock', without });
  const isBand = price !== null && asked.includes('price');
  if (isBand) choices.push({ facet: 'price', price });
  return {
    choices,
    conditions: {
      ...conditions,
      terms: terms.filter((_, place) => !isChoice(facets[place])),
      without: isWithout ? [] : without,
      price: isBand ? null : price,
    },
  };
}

type Properties = Awaited<ReturnType<typeof propertiesNamed>>;

/** The terms that are values of a facet. */
function termsOf(facet: string, properties: Properties): FacetTerms[] {
  if (facet === 'price') return [];
  if (!facet.startsWith('prop:')) return [{ facet, kind: facet as Term['kind'], name: null, space: null }];
  const id = facet.slice('prop:'.length);
  const own = properties.filter(({ asked, id: its }) => asked === id && its !== id);
  return [
    { facet, kind: 'property', name: id, space: null },
    { facet, kind: 'characteristic', name: id, space: '' },
    ...own.map((property) => ({ facet, kind: 'property' as const, name: property.id, space: property.space })),
  ];
}

function nameOf(facet: string, properties: Properties): string | null {
  if (!facet.startsWith('prop:')) return null;
  const id = facet.slice('prop:'.length);
  const known = properties.find(({ asked }) => asked === id);
  return known ? known.name : id;
}

async function readTexts(tx: Tx, shopId: string, values: readonly ValueCount[]) {
  const of = (kind: Term['kind']) => values.filter((one) => one.kind === kind);
  const groupName = await namesOf(tx, shopId, 'group', of('group'));
  const warehouseName = await namesOf(tx, shopId, 'warehouse', of('warehouse'));
  const valueText = await textsOfValues(tx, shopId, values);
  return (one: ValueCount): string | null => {
    if (one.kind === 'group') return groupName(one);
    return one.kind === 'warehouse' ? warehouseName(one) : valueText(one);
  };
}

/** What is in stock has a term; what is not is the rest. */
function stockValues({ total, totals, values }: FacetCounts) {
  const some = values.find(({ facet }) => facet === 'stock')?.count ?? 0;
  const rest = (totals.stock ?? total) - some;
  return [
    { value: 'true', text: null, count: some },
    { value: 'false', text: null, count: rest },
  ].filter((one) => one.count > 0);
}

/** How many products each choice of a filter would leave. */
export const facetRoutes: readonly Route[] = [count];
