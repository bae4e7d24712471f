/**
 * Look-ups of one thing that are asked for while one of them runs share the next one. It begins after each of them was asked for, so
 * nobody gets what was true before; under load many requests cost one statement.
 * @param lookUp finds a thing as it is now
 */
export function shareLookUps<Found>(lookUp: (name: string) => Promise<Found>): (name: string) => Promise<Found> {
  /** The ones that run, each with the one that begins at its end. */
  const running = new Map<string, { next: Promise<Found> | null; readonly found: Promise<Found> }>();

  function begin(name: string): Promise<Found> {
    const found = lookUp(name);
    running.set(name, { next: null, found });
    void endOf(name, found);
    return found;
  }

  /** When it has ended, whatever came of it: who asked is told that. */
  async function endOf(name: string, found: Promise<Found>): Promise<void> {
    await found.catch(() => undefined);
    if (running.get(name)?.found === found) running.delete(name);
  }

  return (name) => {
    const current = running.get(name);
    if (!current) return begin(name);
    current.next ??= endOf(name, current.found).then(() => begin(name));
    return current.next;
  };
}
