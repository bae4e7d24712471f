import { UzelError } from '../../errors.js';
import type { NodeSettings, Profile } from '../exchange-node.js';
import { PROFILES } from './profiles.js';

/**
 * Refuses settings that make no sense together with the profile: its 1C would see no orders, or broken ones, and still confirm them.
 * @throws UzelError UZ1607 with a sentence that says what to choose
 */
export function checkSettingsFit(profile: Profile, settings: NodeSettings): void {
  const { family } = PROFILES[profile];
  const version = settings.schemaVersion;
  if (family === 3 && version !== undefined && version !== '3.1') {
    throw refused(
      `The profile ${profile} writes CommerceML 3.1, its 1C finds no orders in ${version}. Take the setting back with schemaVersion=, or choose the profile utp, trade or unf.`,
    );
  }
  if (family === 2 && version === '3.1') {
    throw refused(
      `CommerceML 3.1 puts orders into «Контейнер», where the 1C of the profile ${profile} finds none and confirms them all the same. Choose 2.04 to 2.10, or profile=bitrix3.`,
    );
  }
  if (family === 3 && settings.ordersEncoding === 'windows-1251') {
    throw refused(
      `The 1C of the profile ${profile} reads its orders in UTF-8 only. Take the setting back with ordersEncoding=, or choose the profile utp, trade or unf.`,
    );
  }
}

const refused = (sentence: string): UzelError => new UzelError('UZ1607', `${sentence} Nothing was changed.`);
