import type { EmulatorProfile } from '../options.js';
import { bitrix3 } from './bitrix3.js';
import type { Client } from './client.js';
import { trade } from './trade.js';
import { unf } from './unf.js';
import { unfBitrix } from './unf-bitrix.js';
import { utp } from './utp.js';

const CLIENTS: Readonly<Record<EmulatorProfile, Client>> = { trade, utp, unf, 'unf-bitrix': unfBitrix, bitrix3 };

/** Every profile of the emulator, in the order in which a person is shown them. */
export const EMULATOR_PROFILES = Object.keys(CLIENTS) as readonly EmulatorProfile[];

/** How the 1C of a profile behaves. */
export function clientOf(profile: EmulatorProfile): Client {
  return CLIENTS[profile];
}
