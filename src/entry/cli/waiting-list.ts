import { shownAt } from '../../app/commit-verdicts.ts';
import type { Json } from '../../domain/canonical-json.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { gateOf } from '../../domain/job/transition.ts';
import { count } from '../../domain/source/counted.ts';
import { printable } from '../../domain/source/printable.ts';
import type { JobSummary } from '../../ports/run-queue.ts';
import type { CommandContext } from './context.ts';
import { bindingText } from './words.ts';

/** Tells what waits at the gates, picture by picture, in the form of which a file of verdicts can be made. */
export function tellWaiting(context: CommandContext, jobs: readonly JobSummary[]): void {
  const waiting = jobs.flatMap((job) => {
    const gate = gateOf(job.state);
    return gate === null
      ? []
      : shownAt(job, gate).map((shown) => ({
          job: formatJobId(job.id),
          gate,
          digest: shown.digest,
          path: shown.path,
          recipe_id: job.recipeId,
          binding: job.binding,
          seed: job.seed,
          draft: job.isDraft,
        }));
  });
  const columns = [
    { title: 'job' },
    { title: 'gate' },
    { title: 'digest' },
    { title: 'levers', isCuttable: true },
    { title: 'seed', align: 'right' as const },
    { title: 'picture', isCuttable: true },
  ];
  const rows = waiting.map((one) => [
    one.job,
    one.gate,
    one.digest.slice(0, 16),
    bindingText(one.binding),
    String(one.seed),
    printable(one.path),
  ]);
  context.output.result(
    { waiting: waiting as unknown as Json },
    rows.length === 0 ? ['Nothing waits for you.'] : context.output.table(columns, rows),
  );
  if (rows.length > 0)
    context.output.note(
      `${count(rows.length, 'picture')} to decide. next: art review, or art review --from <file>`,
    );
}
