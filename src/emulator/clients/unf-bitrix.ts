import type { Client, PlainStep } from './client.js';
import { unf } from './unf.js';

/**
 * УНФ, kind of site «1С-Битрикс»: line 4 of checkauth comes back verbatim, after the type in a catalogue, after the
 * mode in a sale; init tells the versions when subordinate documents are on, and orders are imported then.
 */
export const unfBitrix: Client = {
  ...unf,
  title: 'УНФ, BAS Малий бізнес: «1С-Битрикс»',
  usesToken: true,
  initBeforeQuery: true,
  asksInfo: true,
  importsOrders: ({ subordinateDocuments }) => subordinateDocuments,
  arrange(step, { subordinateDocuments }) {
    if (step.mode === 'checkauth') return step;
    const versions = step.mode === 'init' && subordinateDocuments;
    if (step.type === 'sale') return inSale(step, versions ? '&cmlVersion=2.10' : '');
    return { ...step, type: `${step.type}&{token}${versions ? '&version=2.09&cmlVersion=2.10' : ''}` };
  },
};

function inSale(step: PlainStep, version: string): PlainStep {
  return { ...step, mode: `${step.mode}&{token}${version}` };
}
