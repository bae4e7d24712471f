const DAY_AND_TIME = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });

/** `2026-01-31 10:00:00` in the zone of this computer. */
export const localTime = (time: Date): string => DAY_AND_TIME.format(time);

/** The zone that `localTime` speaks of: as TZ spells it (Node says Europe/Kiev of Europe/Kyiv), else as the system does. */
export function localZone(): string {
  const spelled = process.env.TZ ?? '';
  return /^[A-Z]\w*\/[\w/+-]+$/.test(spelled) ? spelled : DAY_AND_TIME.resolvedOptions().timeZone;
}
