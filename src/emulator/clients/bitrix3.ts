import type { Client } from './client.js';

/**
 * The Bitrix module for 1C (БУС, CommerceML 3.1): a stage for each kind of data, files under folders of `webdata`, the
 * token and `version=3.1` at the end, receipts of the orders before `success`.
 */
export const bitrix3: Client = {
  title: 'модуль 1С-Битрикс (БУС), CommerceML 3.1',
  https: true,
  userAgent: '1C+Enterprise/8.3',
  timeoutMs: 180_000,
  fileNames: 'utf-8',
  decoding: 'charset',
  exactFirstLine: false,
  initLines: 'one-or-more',
  wantsVersion3: true,
  usesToken: true,
  seesStatus: true,
  repeatsPartialGet: false,
  alwaysPosts: true,
  importPauseMs: 0,
  ordersBegin: ['<?xml'],
  unpacksOrders: true,
  emptyConfirmation: 'error',
  failedConfirmation: 'error',
  catalogue: 'exchange-per-stage',
  portionName: (kind, _place, _index, running) => `${kind}_1_${running + 1}.xml`,
  onlyFirstPortionFull: false,
  initBeforeQuery: true,
  sendsAfterFailedFetch: false,
  ordersInOneExchange: true,
  orderFileName: (guid, index) => `webdata/000000003/documents___${guid}${index === 0 ? '' : `_${index + 1}`}.xml`,
  importsOrders: () => true,
  asksInfo: false,
  arrange(step) {
    if (step.mode === 'checkauth') return step;
    const version = step.mode === 'init' ? ([['version', '3.1']] as const) : [];
    return { ...step, parameters: [...step.parameters, ['sessid', '{sessid}'], ...version] };
  },
};
