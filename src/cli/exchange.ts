import type { Command } from 'commander';
import { example } from './example.js';
import { registerExchangeConfirm } from './exchange-confirm.js';
import { registerExchangeFeed } from './exchange-feed.js';
import { registerExchangeList } from './exchange-list.js';
import { registerExchangeShow } from './exchange-show.js';

/** `uzel exchange …`: what the 1Cs did here. */
export function registerExchange(program: Command): void {
  const exchange = program
    .command('exchange')
    .description('exchanges: every session of a 1C, with its files and its journal')
    .addHelpText('after', example('uzel exchange list --node shop1c'));
  const commands = [registerExchangeList, registerExchangeShow, registerExchangeFeed, registerExchangeConfirm];
  for (const register of commands) register(exchange);
}
