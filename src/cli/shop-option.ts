import { type Command, Option } from 'commander';
import type { Sql } from '../db/open.js';
import { uzelOf } from '../exchange/uzel-command.js';
import { MAIN_SHOP } from '../services.js';
import { getShop } from '../store/nodes/shops.js';

let chosen: string = MAIN_SHOP;

/** The shop that this command is about: `--shop`, else the one that every server has. */
export const currentShop = (): string => chosen;

/** How a command about this shop begins, where a text proposes one. */
export const uzelHere = (): string => uzelOf(chosen);

/** Gives the program its option `--shop`, which is taken before and behind the words of every command. */
export function addShopOption(program: Command): void {
  program
    .addOption(new Option('--shop <id>', 'which of the server’s shops it is about').default(MAIN_SHOP))
    .hook('preAction', (_program, command) => {
      chosen = command.optsWithGlobals<{ shop: string }>().shop;
    });
}

/**
 * Refuses a shop that is not there. The main one may be made by this very command.
 * @throws UzelError UZ1507 with a sentence
 */
export async function checkShop(sql: Sql): Promise<void> {
  if (chosen !== MAIN_SHOP) await getShop(sql, chosen);
}
