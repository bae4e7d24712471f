/**
 * Figures of others that were published, not measured here: PHP shop engines with MariaDB over the real protocol, on two
 * cores of another but comparable machine, 64 MB of XML.
 * @type {readonly { name: string, seconds: number, what: string, products: number, offers: number, measured: false }[]}
 */
export const PUBLISHED = [
  {
    name: 'a popular small PHP shop engine',
    seconds: 25,
    what: 'first load of 10,000 products + 15,000 offers; published, not measured here (PHP 8.2, MariaDB, 2 cores)',
    products: 10_000,
    offers: 15_000,
    measured: false,
  },
  {
    name: 'another PHP shop engine',
    seconds: 112,
    what: 'first load of 10,000 products + 15,000 offers; published, not measured here (PHP 8.2, MariaDB, 2 cores)',
    products: 10_000,
    offers: 15_000,
    measured: false,
  },
];

/**
 * commerceml-parser as it was measured beside a run.
 * @param {{ seconds: number, products: number, offers: number }} parsed
 */
export const measuredPeer = ({ seconds, products, offers }) => ({
  name: 'commerceml-parser',
  seconds,
  what: `parses import.xml and offers.xml of ${products} products + ${offers} offers, writes nothing; measured here`,
  products,
  offers,
  measured: true,
});
