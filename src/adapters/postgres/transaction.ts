import type { Pool, PoolClient } from 'pg';

/** Runs work in one transaction: commits what `work` returns, rolls back when it throws. */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isBroken = false;
  // The pool listens only while a connection is idle; an unheard 'error' would end the process.
  const lost = (): void => {
    isBroken = true;
  };
  client.on('error', lost);
  try {
    await client.query('begin');
    const value = await work(client);
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(() => {
      isBroken = true;
    });
    throw error;
  } finally {
    client.off('error', lost);
    client.release(isBroken);
  }
}
