/**
 * Why an exchange stopped, said as the 1C of the emulator would say it to its user: what was asked, what came, what
 * was expected. The emulator's only expected error; anything else thrown is a defect.
 */
export class EmulatorFailure extends Error {
  override readonly name = 'EmulatorFailure';
}
