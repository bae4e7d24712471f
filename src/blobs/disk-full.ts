import { UzelError } from '../errors.js';

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** A failed write as what it means: UZ1105 when there is no room left on the disk, else the error itself. */
export function asDiskFull(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === undefined || !NO_ROOM.has(code)) return error;
  return new UzelError(
    'UZ1105',
    'На диске сервера нет места. Освободите место (или уменьшите срок хранения файлов) и повторите обмен.',
    { cause: error },
  );
}
