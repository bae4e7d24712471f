import { validate } from 'uuid';
import type { Sql } from '../db/open.js';
import { UzelError } from '../errors.js';
import { type ExchangeOverview, readExchange } from '../store/exchanges/read-exchanges.js';
import { currentShop } from './shop-option.js';

/** The exchange that a command names. @throws UzelError UZ1507 when there is none */
export async function knownExchange(sql: Sql, given: string): Promise<ExchangeOverview> {
  const exchange = validate(given) ? await readExchange(sql, currentShop(), given.toLowerCase()) : null;
  if (exchange) return exchange;
  throw new UzelError('UZ1507', `There is no exchange "${given}". See \`uzel exchange list\`.`);
}
