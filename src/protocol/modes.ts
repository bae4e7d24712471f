import { accepted } from './accepted.js';
import { beginPortions, portion } from './catalogue-out.js';
import { checkauth } from './checkauth.js';
import { complete, deactivate } from './end-of-run.js';
import { file } from './file.js';
import { importFile } from './import.js';
import { info } from './info.js';
import { init } from './init.js';
import { listen } from './listen.js';
import { query } from './query.js';
import { success } from './success.js';
import type { ExchangeTurn, Handler, NodeTurn, Turn, WireType } from './turn.js';

/**
 * What a mode asks of a request before its handler sees it: the password; an exchange; or a node, with or without
 * one. `whenPaused`: it is heard from a known exchange of a node that was paused meanwhile.
 */
export type Mode = {
  readonly mode: string | undefined;
  readonly types: readonly WireType[];
  readonly whenPaused?: true;
} & (
  | { readonly needs: 'password'; readonly handler: Handler<Turn> }
  | { readonly needs: 'exchange'; readonly handler: Handler<ExchangeTurn> }
  | { readonly needs: 'node'; readonly handler: Handler<NodeTurn> }
);

const TYPES: readonly WireType[] = ['catalog', 'sale', 'reference', 'get_catalog', 'listen'];
/** The types that bring files. */
const FILES: readonly WireType[] = ['catalog', 'sale', 'reference'];

/**
 * type × mode (commerceml.md §1.3). What is not here is unknown and answered with `failure`. Every mode takes GET and
 * POST.
 */
// biome-ignore format: a table
const MODES: readonly Mode[] = [
  { mode: 'checkauth',  types: [...FILES, 'get_catalog'], needs: 'password', handler: checkauth     },
  { mode: 'init',       types: FILES,                     needs: 'exchange', handler: init          },
  { mode: 'init',       types: ['get_catalog'],           needs: 'exchange', handler: beginPortions },
  { mode: 'file',       types: FILES,                     needs: 'exchange', handler: file          },
  { mode: 'import',     types: FILES,                     needs: 'exchange', handler: importFile    },
  { mode: 'query',      types: ['sale'],                  needs: 'exchange', handler: query         },
  { mode: 'query',      types: ['get_catalog'],           needs: 'exchange', handler: portion       },
  { mode: 'query',      types: ['catalog'],               needs: 'exchange', handler: accepted      },
  { mode: 'success',    types: ['sale'],                  needs: 'node',     handler: success, whenPaused: true },
  { mode: 'info',       types: ['sale'],                  needs: 'exchange', handler: info          },
  { mode: 'deactivate', types: ['catalog'],               needs: 'exchange', handler: deactivate    },
  { mode: 'deactivate', types: ['sale', 'reference'],     needs: 'exchange', handler: accepted      },
  { mode: 'complete',   types: ['catalog'],               needs: 'exchange', handler: complete      },
  { mode: 'complete',   types: ['sale', 'reference'],     needs: 'exchange', handler: accepted      },
  { mode: undefined,    types: ['listen'],                needs: 'node',     handler: listen        },
];

/** The row of the table for what a request says, with its type; null when there is none. */
export function findMode(type: string | undefined, mode: string | undefined): { row: Mode; type: WireType } | null {
  const wire = TYPES.find((one) => one === type);
  const row = wire && MODES.find((one) => one.mode === mode && one.types.includes(wire));
  return row ? { row, type: wire } : null;
}
