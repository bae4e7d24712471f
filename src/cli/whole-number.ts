import { InvalidArgumentError } from 'commander';

/** How many items a list shows at most, from 1 to 1000. @throws InvalidArgumentError a wrong use */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError('A whole number from 1 to 1000 is expected.');
}
