import { uzelOf } from '../uzel-command.js';
import { error, ok } from './findings.js';
import type { NodeCheck } from './scene.js';

/** Whether the code behind the node is there, and can work with what is set for it. */
export const checkKind: NodeCheck = ({ node, kind }) => {
  if (!kind) {
    return [
      error(
        `Its kind "${node.kind}" is not on this server: nothing of it is imported, no order is given. Name the package or file of the kind in uzel.config, then start the server again.`,
      ),
    ];
  }
  if (!kind.settings) return [ok(`Its kind "${kind.name}" is loaded.`)];
  const names = Object.keys(kind.settings.shape);
  const own = Object.fromEntries(Object.entries(node.settings).filter(([key]) => names.includes(key)));
  const result = kind.settings.safeParse(own);
  if (result.success) return [ok(`Its kind "${kind.name}" is loaded and can work with its settings.`)];
  return result.error.issues.map(({ path, message }) => {
    const key = String(path[0] ?? '');
    const about = kind.settings?.shape[key]?.description ?? message;
    return error(
      `Its kind "${kind.name}" cannot work with ${key ? `the setting ${key}` : 'these settings together'}. ${about} Set it: ${uzelOf(node.shopId)} node set "${node.name}" ${key || 'key'}=…`,
    );
  });
};
