import type { Feed } from '../../store/exchanges/feeds.js';
import { baseName } from './feed-name.js';

/**
 * The feed that a name means: exactly this path; else the only one of this file name in whatever folder (1C cuts and lengthens
 * paths); else the only one that differs in letter case.
 * @param feeds one of each name
 */
export function feedByName(feeds: readonly Feed[], name: string): Feed | null {
  const lower = name.toLowerCase();
  const base = baseName(name);
  return (
    feeds.find((feed) => feed.name === name) ??
    only(feeds.filter((feed) => baseName(feed.name) === base)) ??
    only(feeds.filter((feed) => feed.name.toLowerCase() === lower)) ??
    only(feeds.filter((feed) => baseName(feed.name).toLowerCase() === baseName(lower)))
  );
}

/** The newest of each name; the feeds come newest first. */
export function newestOfEachName(feeds: readonly Feed[]): Feed[] {
  const byName = new Map<string, Feed>();
  for (const feed of feeds) if (!byName.has(feed.name)) byName.set(feed.name, feed);
  return [...byName.values()];
}

/** The order in which an archive's XML is imported when the archive itself is asked for: import* first, then by name. */
export function inImportOrder(feeds: readonly Feed[]): Feed[] {
  const rank = (feed: Feed) => (baseName(feed.name).toLowerCase().startsWith('import') ? 0 : 1);
  return [...feeds].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'ru', { numeric: true }));
}

function only(feeds: readonly Feed[]): Feed | null {
  return feeds.length === 1 ? (feeds[0] ?? null) : null;
}
