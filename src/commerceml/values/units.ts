import { KSPOVO } from './units-kspovo.js';
import { OKEI } from './units-okei.js';

/** A unit of measure that a national classifier knows. */
export interface KnownUnit {
  readonly classifier: 'okei' | 'kspovo';
  /** As the classifier writes it: three digits or four. */
  readonly code: string;
  /** Short name in the classifier's language: `шт`, `кг`. */
  readonly name: string;
  /** Letters of UN/ECE recommendation 20 as ОКЕИ gives them and 1C writes them: `PCE`, `KGM`. */
  readonly unece?: string;
}

const CODE = /^\d{1,4}$/;
const units = { okei: tableOf('okei', OKEI), kspovo: tableOf('kspovo', KSPOVO) };

/**
 * Which unit a code means (commerceml.md §4.1). Three digits are of ОКЕИ; four are of КСПОВО (`2009`), else of ОКЕИ (`8751`, and
 * `0796`, as Ukrainian bases pad the old codes); fewer have lost their zeros.
 * @param code as 1C wrote it, padded or not (`796 `)
 * @returns undefined for a blank and for what a user typed (`0001`)
 */
export function unitByCode(code: string): KnownUnit | undefined {
  const bare = code.trim();
  if (!CODE.test(bare)) return undefined;
  if (bare.length < 4) return units.okei.get(bare.padStart(3, '0'));
  return units.kspovo.get(bare) ?? units.okei.get(bare) ?? units.okei.get(bare.replace(/^0/, ''));
}

function tableOf(classifier: KnownUnit['classifier'], text: string): ReadonlyMap<string, KnownUnit> {
  return new Map(
    text
      .split(/[;\n]/)
      .filter((entry) => entry !== '')
      .map((entry) => {
        const [named = '', unece] = entry.split('=');
        const blank = named.indexOf(' ');
        const unit = { classifier, code: named.slice(0, blank), name: named.slice(blank + 1) };
        return [unit.code, unece === undefined ? unit : { ...unit, unece }];
      }),
  );
}
