import { uzelOf } from '../uzel-command.js';
import { error, ok, warning } from './findings.js';
import type { NodeCheck } from './scene.js';

/** Whether the node's 1C can come in at all. */
export const checkState: NodeCheck = ({ node, kind, services }) => {
  const { PUBLIC_URL } = services.config;
  const isCalled = kind?.calledBy === 'server';
  return [
    node.state === 'paused'
      ? warning(
          `It is paused: its 1C is refused, its orders wait, new ones go elsewhere. Switch it on: ${uzelOf(node.shopId)} node resume "${node.name}".`,
        )
      : ok('It is active.'),
    ...(isCalled
      ? [ok('The server itself calls it: it needs no login.')]
      : node.login === null
        ? [
            error(
              `It has no login, so no 1C can come in. Give it one: ${uzelOf(node.shopId)} node set "${node.name}" login=…, ${uzelOf(node.shopId)} node password "${node.name}".`,
            ),
          ]
        : [ok(`Its 1C logs in as "${node.login}".`)]),
    ...(!isCalled && node.profile === 'utp' && PUBLIC_URL?.startsWith('https:')
      ? [
          warning(
            'УТП and УТ 10.3 know no HTTPS, and PUBLIC_URL begins with https: give this 1C an address with plain http, within your network or through a tunnel.',
          ),
        ]
      : []),
  ];
};
