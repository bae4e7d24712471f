export { EmulatorFailure } from './failure.js';
export type {
  ConnectionOptions,
  EmulatorOptions,
  EmulatorProfile,
  EmulatorReport,
  ExchangeType,
  Step,
} from './options.js';
export { type FetchedOrders, fetchOrders, readOrders, sendOrders } from './orders-exchange.js';
export type { ParsedCustomer, ParsedLine, ParsedOrder, ReadOrders } from './parsed-order.js';
export { cutIntoPieces, type FileSource, type PieceBody } from './pieces.js';
export { type PlannedExchange, planCatalogue } from './plan.js';
export { writePortionDirectory } from './portion-directory.js';
export { cutIntoPortions, type Portion } from './portions.js';
export { readScript, replayScript, type Script, type ScriptStep } from './replay.js';
export type { SessionAnswer, SessionObserver } from './requester.js';
export { runEmulator } from './run.js';
export { openSession, type Session } from './session.js';
export { sendExchange } from './upload.js';
