import type { RestoredJob } from '../../../ports/run-queue.ts';
import type { Database } from '../query.ts';

/** Puts a job of a rebuilt run where its files prove that it is. 1 when it moved. */
export async function restoreJob(db: Database, projectId: string, job: RestoredJob): Promise<number> {
  const { rows } = await db.query<{ moved: boolean }>({
    name: 'restore-job',
    text: `select art.restore_job($1, $2, $3, $4, $5) as moved`,
    values: [
      projectId,
      job.runId,
      job.cell,
      job.concept === null ? null : JSON.stringify(job.concept),
      JSON.stringify(job.candidates),
    ],
  });
  return rows[0]?.moved === true ? 1 : 0;
}
