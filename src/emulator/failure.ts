/**
 * Why an exchange stopped, said as the 1C of the emulator would say it to its user: what was asked, what came, what
 * was expected. The emulator's only expected error; anything else thrown is a defect.
 */
export class EmulatorFailure extends Error {
  override readonly name: string = 'EmulatorFailure';
}

/** The answer broke off after its headers: УНФ makes such a GET once more. */
export class PartialTransfer extends EmulatorFailure {
  override readonly name = 'PartialTransfer';
}

/** The emulated 1C was killed: nothing of the exchange goes on, not even what is usually tried again. */
export class Killed extends EmulatorFailure {
  override readonly name = 'Killed';
}
