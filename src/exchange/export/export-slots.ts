import { UzelError } from '../../errors.js';

/** Each takes a core and holds back the tidying of the database. */
const MOST = 2;
let running = 0;

/**
 * Takes the place of an export that is about to begin.
 * @returns gives it back; repeated = once
 * @throws UzelError UZ1524 there are as many as may be
 */
export function takeExportSlot(): () => void {
  if (running >= MOST) {
    throw new UzelError('UZ1524', `${MOST} exports are being read at this moment. Wait until one of them has ended.`);
  }
  running += 1;
  let isTaken = true;
  return () => {
    if (isTaken) running -= 1;
    isTaken = false;
  };
}
