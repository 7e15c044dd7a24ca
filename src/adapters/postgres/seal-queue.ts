import type { Pool } from 'pg';
import type { ProjectId } from '../../domain/ids.ts';
import type { JobState } from '../../domain/job/transition.ts';
import { fail } from '../../domain/result.ts';
import type { SealQueue } from '../../ports/seal-queue.ts';
import { whileConnected, type DatabaseTarget } from './connect.ts';
import { latestTries, lockRun, noteSealed } from './queries/seal-run.ts';
import { Refusal } from './refusal.ts';
import { transaction } from './transaction.ts';

/** Sealing over a pool with either login. */
export const sealQueue = (pool: Pool, target: DatabaseTarget, projectId: ProjectId): SealQueue => ({
  async sealRun(run, write) {
    try {
      return await whileConnected(target, () =>
        transaction(pool, async (client) => {
          await lockRun(client, projectId, run);
          const rows = await latestTries(client, projectId, run);
          const written = await write(
            rows.map((row) => ({
              cell: row.cell,
              try: row.try,
              state: row.state as JobState,
              decisionId: row.decision_id,
              errorClass: row.error_class,
            })),
          );
          if (!written.ok) throw new Refusal(written.failure);
          await noteSealed(client, projectId, run);
          return written.value;
        }),
      );
    } catch (error) {
      if (error instanceof Refusal) return fail(error.failure);
      throw error;
    }
  },
});
