export type { Credentials, ExchangeParameters } from './answers.js';
export { EMULATOR_PROFILES } from './clients/index.js';
export { SALE_FILE } from './directory.js';
export { EmulatorFailure, Killed } from './failure.js';
export { type OrderFate, parseFate } from './fates/fate.js';
export { fatesOf } from './fates/fates-of.js';
export type { Finding, FindingSeverity } from './findings.js';
export type {
  ConnectionOptions,
  EmulatorOptions,
  EmulatorProfile,
  EmulatorReport,
  ExchangeType,
  Step,
} from './options.js';
export { type OrderBase, openOrderBase, type StoredOrder } from './order-base.js';
export { type FetchedOrders, fetchOrders, sendOrders } from './orders-exchange.js';
export type {
  ParsedCustomer,
  ParsedLine,
  ParsedOrder,
  ParsedSettlement,
  ParsedSubordinate,
  ReadOrders,
} from './parsed-order.js';
export { cutIntoPieces, type FileSource, type PieceBody } from './pieces.js';
export { planCatalogue } from './plan.js';
export type { PlannedExchange, PlannedFile } from './planned-exchange.js';
export { writePortionDirectory } from './portion-directory.js';
export { cutIntoPortions, type Portion } from './portions.js';
export { type ReadingOptions, readOrders, readOrdersAnswer } from './read-orders.js';
export { createRecorder, type Recorder } from './recorder.js';
export { referencesXml, type UserDictionary, type UserDictionaryItem } from './references.js';
export { replayScript } from './replay.js';
export type { MadeRequest, SessionAnswer, SessionObserver } from './requester.js';
export { type RunObserver, runEmulator } from './run.js';
export type { DictionaryEntry, SaleDictionary } from './sale-info.js';
export { readScript, type Script, type ScriptStep } from './script.js';
export { openSession, type Session } from './session.js';
export { sendExchange } from './upload.js';
