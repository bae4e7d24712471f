import type { Command } from 'commander';
import { UzelError } from '../errors.js';
import { confirmHeld } from '../exchange/import/full-runs.js';
import { example } from './example.js';
import { knownExchange } from './known-exchange.js';
import { jsonOption, type OutputOptions, print } from './output.js';
import { currentShop } from './shop-option.js';
import { withDatabase } from './with-database.js';

export function registerExchangeConfirm(exchange: Command): void {
  exchange
    .command('confirm')
    .description('carry out a removal of goods that was held: the journal of the exchange says why it was')
    .argument('<id>', 'as in `uzel exchange list`')
    .addOption(jsonOption())
    .addHelpText('after', example('uzel exchange confirm 0199a3c4-7d1e-7c52-9f1a-2b6f0d8e4a11'))
    .action(confirm);
}

async function confirm(given: string, options: OutputOptions): Promise<void> {
  await withDatabase(async (services) => {
    const { exchangeId } = await knownExchange(services.db.knex, given);
    const { runs, removed } = await confirmHeld(services, currentShop(), exchangeId);
    if (runs === 0) {
      throw new UzelError(
        'UZ1507',
        `Nothing is held for the exchange ${exchangeId}: it was confirmed before, or a newer full export has made it void.`,
      );
    }
    print(
      options,
      { id: exchangeId, runs, removed },
      () => `Confirmed: ${removed} products and offers of ${runs} full export(s) were taken off.`,
    );
  });
}
