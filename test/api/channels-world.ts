import { insertGroup, insertOffer, insertPriceType, insertProduct } from './catalogue-rows.js';
import { openRest, type Rest } from './open-rest.js';

/**
 * A shop with two price types (retail in UAH, import in USD) and three products: a drill of Bosch in `drills`, which lies below `tools`, in
 * two variants; a saw of Makita in `tools`, priced in dollars alone; a bear in `toys`, without any price.
 */
export interface ChannelsWorld {
  readonly rest: Rest;
  readonly drill: string;
  readonly red: string;
  readonly blue: string;
  readonly saw: string;
  readonly sawOffer: string;
  readonly bear: string;
  readonly bearOffer: string;
  readonly tools: string;
  readonly retail: string;
  /** Makes a channel and gives its id. */
  channel(fields?: object): Promise<string>;
  rules(channel: string, rules: readonly object[]): Promise<void>;
}

export async function openChannelsWorld(): Promise<ChannelsWorld> {
  const rest = await openRest();
  const { knex } = rest;
  const tools = await insertGroup(knex, { external_id: 'tools' });
  await insertGroup(knex, { external_id: 'drills', parent_external_id: 'tools' });
  const retail = await insertPriceType(knex, { external_id: 'retail', currency: 'UAH' });
  await insertPriceType(knex, { external_id: 'import', currency: 'USD' });
  const product = async (external_id: string, group: string, manufacturer: string | null) =>
    await insertProduct(knex, { external_id, name: external_id, group_ids: [group], manufacturer });
  const offer = async (product_external_id: string, characteristic_id: string, prices: object, stock_total: string) =>
    await insertOffer(knex, { product_external_id, characteristic_id, prices, stock_total });
  const drill = await product('drill', 'drills', 'Bosch');
  const saw = await product('saw', 'tools', 'Makita');
  const bear = await product('bear', 'toys', null);
  const red = await offer('drill', 'red', { retail: [{ amount: '100.00' }], import: [{ amount: '2' }] }, '5');
  const few = { amount: '250.00' };
  const blue = await offer('drill', 'blue', { retail: [{ amount: '200', minQuantity: '10' }, few] }, '7');
  const sawOffer = await offer('saw', '', { import: [{ amount: '10.10' }] }, '1');
  const bearOffer = await offer('bear', '', {}, '3');
  let made = 0;
  return {
    ...{ rest, drill, red, blue, saw, sawOffer, bear, bearOffer, tools, retail },
    channel: async (fields = {}) => {
      made += 1;
      const body = { name: `channel ${made}`, currency: 'UAH', priceTypes: ['retail', 'import'], ...fields };
      const answer = await rest.request('post', '/v1/channels', { body });
      if (answer.status !== 201) throw new Error(answer.text);
      return answer.body.id;
    },
    rules: async (channel, rules) => {
      const answer = await rest.request('put', `/v1/channels/${channel}/rules`, { body: { rules } });
      if (answer.status !== 200) throw new Error(answer.text);
    },
  };
}
