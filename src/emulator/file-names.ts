import { randomBytes } from 'node:crypto';
import path from 'node:path';

/** The part of a name up to its second dot: 1C cuts the rest, folders included (one-c-client.md §3). */
export function cutAfterSecondDot(name: string): string {
  const [stem = '', ...extensions] = name.split('.');
  return `${extensions.length === 0 ? '' : stem}.${extensions[0] ?? stem}`;
}

/**
 * The name under which a file of the exchange folder is sent: XML under its bare name, the others with their folders;
 * a Linux server of УТП sends the others under their full path, since it looks for `<folder>\` to cut it off (§3).
 */
export function serverName(relative: string, root: string, fullPath: boolean): string {
  if (path.posix.basename(relative).includes('.xml')) return cutAfterSecondDot(path.posix.basename(relative));
  return cutAfterSecondDot(fullPath ? path.posix.join(root, relative) : relative);
}

/** A folder such as 1C makes on Linux for one exchange. */
export function temporaryFolder(): string {
  return `/tmp/v8_${randomBytes(2).toString('hex').toUpperCase()}_${randomBytes(1)[0]}/webdata`;
}

/** The temporary name of an archive, such as `v8_1A2B_3.zip`: it tells nothing about the content. */
export function archiveName(): string {
  return `v8_${randomBytes(2).toString('hex').toUpperCase()}_${randomBytes(1)[0]}.zip`;
}
