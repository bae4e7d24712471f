import { open, readFile, rename } from 'node:fs/promises';

const EMPTY = {
  /** Changes up to this number are noted; null = nothing was read yet. */
  after: null,
  /** Orders to be read, oldest first. */
  todo: [],
  /** Ids of messages that were noted. */
  seen: [],
  /** Id of our webhook, and what its messages are signed by. */
  webhook: null,
  secret: null,
  /** The request that made it, and its key. */
  asked: null,
  /** What is known of orders, by id. */
  orders: {},
};

/**
 * All that the CRM remembers: one file, always whole, because it is written beside and then put in its place. A real CRM has a database: put
 * the place, what is to be done and what is known there, and write them in one transaction.
 */
export async function openState(file) {
  const state = { ...structuredClone(EMPTY), ...(await readState(file)) };
  let writing = Promise.resolve();
  /** Resolves when what the state is now lies on the disk. */
  const save = () => {
    writing = writing.catch(() => undefined).then(() => write(file, state));
    return writing;
  };
  return Object.defineProperty(state, 'save', { value: save, enumerable: false });
}

async function readState(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

/** Only its owner may read it: the secret of the webhook and the customers are in it. */
async function write(file, state) {
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(state));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}
