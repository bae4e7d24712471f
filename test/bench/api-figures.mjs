import { whole } from './figures.mjs';

/** What is to be reached, on two cores. */
const BARS = { rate: 200, p99Ms: 50, notModifiedPerSecond: 2_000, exportPerSecond: 20_000, exportRssMb: 300 };

/**
 * One figure: what it is, what it is measured beside, and whether it is reached (absent: there is no bar).
 * @typedef {{ what: string, figure: string, floor: string, bar?: string, reached?: boolean }} ApiFigure
 */

/**
 * The figures of a result, as lines of a table.
 * @param {Record<string, any>} result of the bench
 * @returns {ApiFigure[]}
 */
export function apiFigures({ list, notModified, changes, exported }) {
  return [
    ...(list ?? []).flatMap(ofList),
    ...(notModified ? ofNotModified(notModified) : []),
    ...(changes ? ofChanges(changes) : []),
    ...(exported ? ofExport(exported) : []),
  ];
}

function ofList({ rate, latency, kinds, errors, answered, bytesEach, floorHttp, floorPage, imported, ...more }) {
  const { serverCpuSeconds, databaseCpuSeconds, askingCpuSeconds, asked, repeatedAddresses } = more;
  const beside = imported
    ? `, beside ${imported.phases.length} exchange${imported.phases.length === 1 ? '' : 's'} in turn`
    : '';
  const each = (seconds) => (seconds === null ? 'not known' : `${((seconds / answered) * 1000).toFixed(2)} ms`);
  return [
    {
      what: `page of 50 products at ${rate}/s${beside}: p99`,
      figure: ms(latency.p99),
      floor: `bare HTTP server, the same bytes, beside the same: ${ms(floorHttp.p99)}`,
      ...(rate >= BARS.rate && { bar: `< ${BARS.p99Ms} ms`, reached: latency.p99 < BARS.p99Ms }),
    },
    {
      what: 'the same, p50',
      figure: ms(latency.p50),
      floor: `its rows alone, from PostgreSQL at rest: ${ms(floorPage.p50)}`,
    },
    { what: 'the same, p99.9', figure: ms(latency.p999), floor: `bare HTTP server: ${ms(floorHttp.p999)}` },
    ...Object.entries(kinds).map(([kind, of]) => ({
      what: `p50 and p99 of ${KINDS[kind]}`,
      figure: `${ms(of.p50)}, ${ms(of.p99)}`,
      floor: `${of.count} pages`,
    })),
    {
      what: 'errors',
      figure: String(errors),
      floor: `of ${whole(asked)}`,
      ...(rate <= BARS.rate && { bar: '0', reached: errors === 0 }),
    },
    {
      what: 'addresses asked for more than once',
      figure: `${((repeatedAddresses / Math.max(1, asked)) * 100).toFixed(1)} %`,
      floor: `${(bytesEach / 1024).toFixed(0)} KB a page`,
    },
    {
      what: 'CPU of a page: the server, the database, who asks',
      figure: [serverCpuSeconds, databaseCpuSeconds, askingCpuSeconds].map(each).join(', '),
      floor: imported ? 'the imports are in it' : '',
    },
  ];
}

/** The kinds of pages in words. */
const KINDS = {
  category: 'categories by id',
  price: 'categories by price',
  next: 'next pages',
  text: 'what was searched for',
};

function ofNotModified({ perSecond, floorPerSecond, errors }) {
  return [
    {
      what: '304 answers a second',
      figure: whole(perSecond),
      floor: `bare HTTP server: ${whole(floorPerSecond)}, ${(floorPerSecond / perSecond).toFixed(1)} times as many`,
      bar: `≥ ${whole(BARS.notModifiedPerSecond)}`,
      reached: perSecond >= BARS.notModifiedPerSecond && errors === 0,
    },
  ];
}

const ofChanges = ({ perSecond, items, toldMs }) => [
  { what: 'changes read a second, by pages of 1,000', figure: whole(perSecond), floor: `${whole(items)} changes` },
  {
    what: 'who waits is told of a change within',
    figure: `p50 ${ms(toldMs.p50)}, at most ${ms(toldMs.max)}`,
    floor: '',
  },
];

const ofExport = ({ floorSeconds, whole: all, asListed }) => [
  ...ofStream(all, floorSeconds, 'products exported a second, whole, with all offers'),
  ...ofStream(asListed, floorSeconds, 'products exported a second with `include=offers,prices,stock`'),
];

function ofStream({ productsPerSecond, seconds, megabytesPerSecond, peakRssMb }, floorSeconds, what) {
  return [
    {
      what,
      figure: `${whole(productsPerSecond)} (${megabytesPerSecond.toFixed(0)} MB/s)`,
      floor: `${(seconds / floorSeconds).toFixed(1)} times as long as a bare COPY of the same rows`,
      bar: `≥ ${whole(BARS.exportPerSecond)}`,
      reached: productsPerSecond >= BARS.exportPerSecond,
    },
    {
      what: 'peak RSS of the server meanwhile',
      figure: `${peakRssMb.toFixed(0)} MB`,
      floor: '',
      bar: `< ${BARS.exportRssMb} MB`,
      reached: peakRssMb < BARS.exportRssMb,
    },
  ];
}

const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** What was measured, in a sentence. */
export const describeApiRun = ({ postgres, products, offers, seed }) =>
  `embedded PostgreSQL ${postgres}, ${whole(products)} products + ${whole(offers)} offers, seed ${seed}`;
