import type { ExchangeNode } from '../../nodes/exchange-node.js';
import { knownIds, type WordsInUse, wordsInUse } from '../../store/nodes/node-facts.js';
import { error, type Said, someOf, warning } from './findings.js';
import type { CheckScene, NodeCheck } from './scene.js';

/** Whether what the maps name is there: ids of this 1C in the catalogue, words of the shop in its orders. */
export const checkWordMaps: NodeCheck = async (scene) => {
  const { tx, node } = scene;
  const words = await wordsInUse(tx, node.shopId);
  return [
    ...(await lostIds(scene)),
    ...unusedWords(node, words),
    ...unmappedWords(node, words),
    ...missingStatuses(node, words),
  ];
};

/** What a map names that never came: by its 1C id, nor by the shop's word, which the catalogue calls it since the map is there. */
async function lostIds({ tx, node }: CheckScene): Promise<Said[]> {
  const { warehouses = {}, priceTypes = {}, floorPriceType } = node.settings;
  const lost = async (
    table: 'warehouses' | 'price_types',
    map: Readonly<Record<string, string>>,
  ): Promise<string[]> => {
    const known = await knownIds(tx, table, node, Object.entries(map).flat());
    return Object.entries(map).flatMap(([word, id]) => (known.has(id) || known.has(word) ? [] : [id]));
  };
  const said: Said[] = [];
  const lostWarehouses = await lost('warehouses', warehouses);
  if (lostWarehouses.length > 0) {
    said.push(
      warning(
        `The setting warehouses names ids that this 1C never sent: ${someOf(lostWarehouses)}. See GET /v1/warehouses for those that it has.`,
      ),
    );
  }
  const lostPrices = await lost('price_types', priceTypes);
  if (lostPrices.length > 0) {
    said.push(
      warning(
        `The setting priceTypes names ids that this 1C never sent: ${someOf(lostPrices)}. See GET /v1/price-types for those that it has.`,
      ),
    );
  }
  if (floorPriceType === undefined) return said;
  const word = Object.entries(priceTypes).find(([, id]) => id === floorPriceType)?.[0] ?? floorPriceType;
  if ((await lost('price_types', { [word]: floorPriceType })).length > 0) {
    said.push(
      error(
        `The price type of floorPriceType, "${floorPriceType}", never came from this 1C: no price is checked. Take its id from GET /v1/price-types.`,
      ),
    );
  }
  return said;
}

const MAPS = [
  'statuses',
  'paymentMethods',
  'deliveries',
  'warehouses',
  'organisations',
] as const satisfies readonly (keyof WordsInUse)[];

/** Words of the shop that no order has: a slip of the pen, or not in use yet. Said only where orders have any such word. */
function unusedWords({ settings }: ExchangeNode, words: WordsInUse): Said[] {
  return MAPS.flatMap((map) => {
    const unused = Object.keys(settings[map] ?? {}).filter((word) => !words[map].includes(word));
    if (words[map].length === 0 || unused.length === 0) return [];
    return [
      warning(`No order has what the setting ${map} calls ${someOf(unused)}. The shop says ${someOf(words[map])}.`),
    ];
  });
}

/** Words of the shop that go as they are, though others are translated. */
function unmappedWords({ settings }: ExchangeNode, words: WordsInUse): Said[] {
  return MAPS.flatMap((map) => {
    const mapped = settings[map];
    const unmapped = mapped ? words[map].filter((word) => !Object.hasOwn(mapped, word)) : [];
    if (unmapped.length === 0) return [];
    return [warning(`The setting ${map} has no word of this 1C for ${someOf(unmapped)}: it goes as it is.`)];
  });
}

/** Statuses that settings wait for, and no order has. */
function missingStatuses({ settings }: ExchangeNode, { statuses }: WordsInUse): Said[] {
  if (statuses.length === 0) return [];
  const absent = (settings.orderStatuses ?? []).filter((status) => !statuses.includes(status));
  if (absent.length === 0) return [];
  const all = absent.length === settings.orderStatuses?.length;
  const text = `orderStatuses waits for ${someOf(absent)}, and no order has that status: the shop says ${someOf(statuses)}.`;
  return [all ? error(`${text} Nothing would be given.`) : warning(text)];
}
