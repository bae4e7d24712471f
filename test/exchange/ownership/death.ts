import type { Knex } from 'knex';

/** What every statement says once the server is dead. */
export class Dead extends Error {
  override readonly name = 'Dead';
}

/** Lets the server die after so many statements, whatever transaction they are of: from then on only PostgreSQL's own rollback is done. */
export class Death {
  private left = Number.POSITIVE_INFINITY;
  private leftOpen = false;

  constructor(private readonly knex: Knex) {
    knex.on('query', ({ sql }: { sql: string }) => {
      if (/^\s*rollback\b/i.test(sql)) return; // what is open when a client dies is rolled back
      if (!/^\s*commit\b/i.test(sql)) this.left -= 1;
      if (this.left >= 0) return;
      // A commit that is not sent leaves its transaction open, until the connection is gone.
      if (/^\s*commit\b/i.test(sql)) this.leftOpen = true;
      throw new Dead('the server died');
    });
  }

  /** @returns whether it died before `work` was done; what `work` threw otherwise is thrown */
  async during(statements: number, work: () => Promise<void>): Promise<boolean> {
    this.left = statements;
    try {
      await work();
      return this.left < 0; // something may have caught it: the server is dead all the same
    } catch (error) {
      if (this.left >= 0 || !isDeath(error)) throw error;
      return true;
    } finally {
      this.left = Number.POSITIVE_INFINITY;
      if (this.leftOpen) await this.endOpenTransactions();
    }
  }

  private async endOpenTransactions(): Promise<void> {
    this.leftOpen = false;
    await this.knex.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and state like 'idle in transaction%' and pid <> pg_backend_pid()`,
    );
  }
}

function isDeath(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof Dead) return true;
  return false;
}
