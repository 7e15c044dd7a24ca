import { indexDecisions } from '../../app/index-decisions.ts';
import { queuePending } from '../../app/queue-pending.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { CommandContext, OnlineProject } from './context.ts';

/**
 * What every command that queues or works does first: runs that an interrupted `generate` left are queued, decisions
 * that came by version control get their rows, and a ship that was interrupted after its pack is finished.
 */
export async function catchUp(
  context: CommandContext,
  { project, queue }: OnlineProject,
): Promise<Result<void>> {
  const late = await queuePending({ ...project, queue });
  if (!late.ok) return late;
  for (const run of late.value) context.output.note(`queued ${run}, which an interrupted command had left`);
  const indexed = await indexDecisions({ ...project, queue });
  if (!indexed.ok) return indexed;
  if (!(await project.files.exists('.art/pending/ship.json'))) return ok(undefined);
  const { composeShipping } = await import('../../compose-shipping.ts');
  const { finishInterruptedShip } = await import('../../app/finish-ship.ts');
  const finished = await finishInterruptedShip(composeShipping(project));
  return finished.ok ? ok(undefined) : finished;
}
