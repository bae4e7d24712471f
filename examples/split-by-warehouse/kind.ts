import { defineNodeKind, NODE_KIND_API, type OfferRecord, z } from 'uzel';

const settings = z.strictObject({
  ownWarehouses: z.string().default('').describe('The warehouses of this 1C, with commas between: north,south.'),
});

/** Several 1C, each with warehouses of its own: an order goes where its goods lie, and nobody speaks for the stock of others. */
export default defineNodeKind({
  name: 'split-by-warehouse',
  apiVersion: NODE_KIND_API,
  description: 'One of several 1C that share the goods, each with its own warehouses.',
  settings,

  wantsOrder: ({ settings }, { warehouse }) => {
    if (warehouse === null) return { wants: null };
    const own = listOf(settings.ownWarehouses).includes(warehouse);
    return { wants: own, reason: own ? `склад «${warehouse}» наш` : `склад «${warehouse}» не наш` };
  },

  offers: ({ settings }, records) => {
    const own = new Set(listOf(settings.ownWarehouses));
    return records.map((record) => ({ ...record, ...ownStock(record, own) }));
  },
});

/** Only the stock of these warehouses; a total that others are part of is left out. */
function ownStock({ stock }: OfferRecord, own: ReadonlySet<string>): Pick<OfferRecord, 'stock'> {
  if (!stock?.warehouses) return {};
  const mine = Object.entries(stock.warehouses).filter(([warehouse]) => own.has(warehouse));
  return { stock: { warehouses: Object.fromEntries(mine) } };
}

const listOf = (text: string): string[] => text.split(',').flatMap((each) => each.trim() || []);
