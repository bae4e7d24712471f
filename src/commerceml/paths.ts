/** Where the files of an exchange begin, wherever 1C's server keeps them (one-c-client.md §3). */
const FOLDER = 'import_files/';
const FOLDER_ANYWHERE = new RegExp(`(^|/)${FOLDER}`);
const PREFIXES = [/^[a-z]:\//i, /^\/+/, /^(\.\/)+/, /^tmp\//, /^upload\/1c\/webdata\//];

/**
 * The path of a picture as the feed writes it → the relative path under which its file is matched: forward slashes,
 * from `import_files/` on, without `/tmp/`, `upload/1c/webdata` and drive letters. Web addresses stay as they are.
 * Not a check of safety: nothing is ever written under this name.
 */
export function normalisePath(written: string): string {
  if (written.startsWith(FOLDER) && isNormal(written)) return written;
  const slashed = written
    .trim()
    .replaceAll('\\', '/')
    .replace(/(?<!:)\/{2,}/g, '/');
  if (/^https?:\/\//i.test(slashed)) return slashed;
  const folder = slashed.toLowerCase().search(FOLDER_ANYWHERE);
  if (folder >= 0) return slashed.slice(slashed.charAt(folder) === '/' ? folder + 1 : folder);
  return PREFIXES.reduce((path, prefix) => path.replace(prefix, ''), slashed);
}

/** Whether nothing of the path is to be changed: so 1C writes nearly all of them. */
const isNormal = (path: string): boolean => path.trim() === path && !path.includes('\\') && !path.includes('//');
