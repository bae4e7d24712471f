const DEADLOCK = '40P01';
const ATTEMPTS = 4;

/**
 * Runs a transaction again when PostgreSQL chose it as the victim of a deadlock: a changed picture touches products that an
 * import of another node may be writing in another order.
 */
export async function onceMoreOnDeadlock<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if ((error as { code?: unknown }).code !== DEADLOCK || attempt === ATTEMPTS) throw error;
    }
  }
}
