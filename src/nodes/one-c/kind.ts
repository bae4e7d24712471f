import { defineNodeKind, NODE_KIND_API } from '../node-kind.js';
import { wantsBySettings } from './wants-order.js';

/** The built-in kind: a 1C:Enterprise or BAS that exchanges by «Обмен с сайтом». What configurations differ in is its profile's. */
export const oneCKind = defineNodeKind({
  name: 'one-c',
  apiVersion: NODE_KIND_API,
  description: 'A 1C:Enterprise or BAS database that exchanges by «Обмен с сайтом».',
  wantsOrder: ({ node }, order) => wantsBySettings(node.settings, order),
});
