import { SingleBar } from 'cli-progress';

/** Shorter work needs no bar. */
const SILENT_MS = 500;

interface CheckProgress {
  readonly update: (progress: { file: string; read: number; all: number }) => void;
  /** May be called more than once. */
  readonly stop: () => void;
}

/** A bar on standard error, for work that takes its time. @param visible whether a person is looking */
export function checkProgress(visible: boolean): CheckProgress {
  if (!visible) return { update: () => undefined, stop: () => undefined };
  const started = Date.now();
  let bar: SingleBar | undefined;
  return {
    update: ({ file, read, all }) => {
      if (!bar && Date.now() - started < SILENT_MS) return;
      if (!bar) {
        bar = new SingleBar({
          format: '[{bar}] {percentage} % {file}',
          clearOnComplete: true,
          hideCursor: true,
          stream: process.stderr,
        });
        bar.start(all, read, { file });
      } else bar.update(read, { file });
    },
    stop: () => {
      bar?.stop();
      bar = undefined;
    },
  };
}
