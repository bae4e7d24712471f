import type { Logger } from 'pino';
import type { Blobs } from './blobs/blobs.js';
import type { Config } from './config.js';
import type { Database } from './db/open.js';
import type { NodeKinds } from './nodes/node-kind.js';

/** What every part of a running server shares. Made once, in server/main (and by CLI commands that need no HTTP). */
export interface Services {
  readonly config: Config;
  readonly db: Database;
  readonly blobs: Blobs;
  readonly log: Logger;
  /** The code behind the nodes: the built-in kind and those of `uzel.config`. */
  readonly kinds: NodeKinds;
}

/** The one shop that a server has until someone adds another. */
export const MAIN_SHOP = 'main';
