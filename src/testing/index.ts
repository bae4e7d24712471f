/** `uzel/testing`: for the tests of node kinds. */
export { describeNodeKind } from './describe-node-kind.js';
export type { KindTestOptions, TestFunctions } from './options.js';
export {
  SAMPLE_DOCUMENTS,
  SAMPLE_ITEMS,
  SAMPLE_NODE,
  SAMPLE_OFFERS,
  SAMPLE_ORDERS,
  SAMPLE_PRODUCTS,
} from './samples.js';
