/** A number as every 1C reads it: dot decimals, no group separators (one-c-client.md §5). */
export function isNumber(text: string | undefined): text is string {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text);
}

/** Whether a number in text is zero or below. */
export function isNotPositive(number: string): boolean {
  return number.startsWith('-') || /^[0.]*$/.test(number);
}

/**
 * `Дата(<14 digits>)`: the hyphens of the date and the colons of the time are deleted and what is left must be a date of
 * 14 digits, else 1C has none (one-c-client.md §5; fractions, `T`, zones and `dd.MM.yyyy` break it).
 * Gives `yyyy-MM-ddTHH:mm:ss`, or undefined.
 */
export function date1C(date: string, time: string | undefined): string | undefined {
  const digits = date.replaceAll('-', '') + (time === undefined ? '000000' : time.replaceAll(':', ''));
  if (!/^\d{14}$/.test(digits)) return undefined;
  const iso = digits.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6');
  const instant = new Date(`${iso}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso) ? iso : undefined;
}

/** `a#b` → item and characteristic; the characteristic is '' when there is none. */
export function splitItemId(id: string): { productId: string; characteristicId: string } {
  const hash = id.indexOf('#');
  return hash === -1
    ? { productId: id, characteristicId: '' }
    : { productId: id.slice(0, hash), characteristicId: id.slice(hash + 1) };
}
