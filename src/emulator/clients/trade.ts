import { type Client, plainArrangement } from './client.js';

/** BAS, УТ 11, Розница, КА (platform 8.3): an exchange for each file and portion; УТ 11.5 may give the token back last. */
export const trade: Client = {
  title: 'BAS, УТ 11, Розница, КА',
  https: true,
  userAgent: '1C+Enterprise/8.3',
  timeoutMs: 180_000,
  fileNames: 'utf-8',
  decoding: 'charset',
  exactFirstLine: false,
  initLines: 'two',
  wantsVersion3: false,
  usesToken: false,
  seesStatus: true,
  repeatsPartialGet: false,
  alwaysPosts: false,
  importPauseMs: 0,
  ordersBegin: ['<?xml'],
  unpacksOrders: false,
  emptyConfirmation: 'error',
  failedConfirmation: 'shown',
  catalogue: 'exchange-per-file',
  portionName: (kind, place, index) => `${kind}${place}_${index + 1}.xml`,
  onlyFirstPortionFull: true,
  initBeforeQuery: false,
  sendsAfterFailedFetch: false,
  ordersInOneExchange: false,
  orderFileName: (guid, index) => `orders-${guid}_${index + 1}.xml`,
  importsOrders: () => true,
  asksInfo: false,
  arrange: (step, options) =>
    options.sessidLast && step.mode !== 'checkauth'
      ? { ...step, parameters: [...step.parameters, ['sessid', '{sessid}']] }
      : plainArrangement(step, options),
};
