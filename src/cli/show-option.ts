import { InvalidArgumentError, Option } from 'commander';

const MOST = 100_000;

/** `--show <n>`: how many differences are printed. */
export const showOption = (): Option =>
  new Option('--show <n>', 'how many differences are printed').default(20).argParser((text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= 0 && value <= MOST) return value;
    throw new InvalidArgumentError(`A whole number from 0 to ${MOST} is expected.`);
  });
