import { defineNodeKind, NODE_KIND_API, z } from 'uzel';

/** A kind that misbehaves in every hook, in the way that its node's setting says; orders choose by their comment in which of theirs. */
const MISDEEDS = {
  throw: () => {
    throw new Error('the kind is broken');
  },
  loop: () => {
    for (;;);
  },
  hang: () => new Promise(() => undefined),
  nonsense: () => 42,
};

const misbehave = ({ settings }) => MISDEEDS[settings.misdeed]();
const onOrder = (hook) => (context, order) => (order.comment === hook ? misbehave(context) : undefined);

export default defineNodeKind({
  name: 'trouble',
  apiVersion: NODE_KIND_API,
  settings: z.strictObject({ misdeed: z.enum(Object.keys(MISDEEDS)).default('throw').describe('What it does.') }),
  beginExchange: misbehave,
  endExchange: (context) => {
    Promise.reject(new Error('a forgotten promise'));
    return misbehave(context);
  },
  products: (context, records) => (records.some(({ id }) => id === 'p2') ? misbehave(context) : records),
  offers: (context, records) => (records.some(({ id }) => id === 'p2') ? misbehave(context) : records),
  directories: [{ name: 'codes', entryOf: misbehave }],
  wantsOrder: (context, order) => onOrder('wantsOrder')(context, order) ?? { wants: null },
  checkOrder: (context, order) => onOrder('checkOrder')(context, order) ?? [],
  writeOrder: (context, order) => onOrder('writeOrder')(context, order) ?? {},
  readDocument: misbehave,
});
