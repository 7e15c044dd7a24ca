import { failure } from '../../../domain/failure.ts';
import type { Gate } from '../../../domain/gate/gate.ts';
import { isRecipeId } from '../../../domain/ids.ts';
import { formatJobId, parseJobReference, parseRunReference } from '../../../domain/job/job-id.ts';
import { gateOf } from '../../../domain/job/transition.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { JobFilter, RunQueue } from '../../../ports/run-queue.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type CommandContext, type OnlineProject } from '../context.ts';
import { textOption } from '../options.ts';
import { chooseJob, chooseRun } from '../resolve.ts';
import { count } from '../words.ts';

/** At least so many digits of a digest prove that a person had the picture before them. */
const leastDigits = 12;

export const run: RunCommand = (context, given) => reviewAt(context, given, ['concept', 'review']);

/** `art review`, or `art review-concepts` for one gate alone. */
export async function reviewAt(
  context: CommandContext,
  { operands, options }: Parameters<RunCommand>[1],
  gates: readonly Gate[],
): Promise<number> {
  const unlock = { as: textOption(options['as']), passphraseFile: textOption(options['passphraseFile']) };
  const approve = textOption(options['approve']);
  const reject = textOption(options['reject']);
  if (approve !== null && reject !== null) {
    const what = 'Approve or reject, one at a time.';
    return context.output.failure(failure('usage', { what, next: null }));
  }
  const job = approve ?? reject;
  return finish(
    context,
    await withDatabase(context, async (online) => {
      if (job !== null) {
        const verdict = approve === null ? 'reject' : 'approve';
        return decideOne(context, online, job, verdict, options, unlock, gates);
      }
      if (!context.mayAsk || context.flags.json === true) {
        const flags = ['--approve <job> --digest <hex>', '--reject <job> --digest <hex>'];
        return fail(failure('needs-terminal', { flags }));
      }
      const filters = await filtersFor(operands, online.queue);
      if (!filters.ok) return filters;
      const { sit } = await import('../review-sitting.ts');
      const decided = await sit(context, online, { filters: filters.value, gates, unlock });
      if (!decided.ok) return decided;
      const line =
        decided.value === 0 ? 'Nothing was decided.' : `${count(decided.value, 'decision')} signed.`;
      context.output.result({ decided: decided.value }, [line]);
      return tellNext(context, online);
    }),
  );
}

/** Jobs of the runs, jobs and recipes that were named; everything when nothing was. */
async function filtersFor(
  operands: readonly string[],
  queue: RunQueue,
): Promise<Result<readonly JobFilter[]>> {
  if (operands.length === 0) return ok([{ latestOnly: true }]);
  const runs = await queue.knownRuns();
  if (!runs.ok) return runs;
  const filters: JobFilter[] = [];
  for (const operand of operands) {
    const job = parseJobReference(operand);
    if (job !== null) {
      const chosen = await chooseJob(operand, queue);
      if (!chosen.ok) return chosen;
      filters.push({ job });
    } else if (isRecipeId(operand)) {
      filters.push({ recipeId: operand, latestOnly: true });
    } else {
      const chosen = chooseRun(operand, runs.value);
      if (!chosen.ok) return chosen;
      filters.push({ run: parseRunReference(chosen.value) ?? { runId: chosen.value }, latestOnly: true });
    }
  }
  return ok(filters);
}

async function decideOne(
  context: CommandContext,
  { project, config, queue }: OnlineProject,
  typed: string,
  verdict: 'approve' | 'reject',
  options: { readonly [name: string]: unknown },
  unlock: { readonly as: string | null; readonly passphraseFile: string | null },
  gates: readonly Gate[],
): Promise<Result<void>> {
  const digest = (textOption(options['digest']) ?? '').toLowerCase();
  if (!/^[0-9a-f]{12,64}$/.test(digest))
    return fail(failure('digest-too-short', { digest, least: leastDigits }));
  const { indexDecisions } = await import('../../../app/index-decisions.ts');
  const indexed = await indexDecisions({ ...project, queue });
  if (!indexed.ok) return indexed;
  const chosen = await chooseJob(typed, queue);
  if (!chosen.ok) return chosen;
  const job = chosen.value;
  const name = formatJobId(job.id);
  const gate = gateOf(job.state);
  const shown = gate === 'concept' ? [job.concept] : gate === 'review' ? job.candidates : [];
  const meant = shown.find((candidate) => candidate?.digest.startsWith(digest));
  if (gate === null || !gates.includes(gate) || meant == null) {
    const found = shown[0]?.digest ?? null;
    return fail(
      failure('decision-moved', {
        job: name,
        expected: digest,
        found,
        decidedBy: job.decidedBy?.reviewer ?? null,
      }),
    );
  }
  const { unlockReviewer } = await import('../unlock.ts');
  const { decide } = await import('../../../app/decide.ts');
  const signer = await unlockReviewer(context, config, project, unlock);
  if (!signer.ok) return signer;
  try {
    const request = {
      job,
      digest: meant.digest,
      verdict,
      reason: textOption(options['reason']),
      signer: signer.value,
    };
    const decided = await decide({ ...project, queue }, request);
    if (!decided.ok) return decided;
    const { state } = decided.value;
    const also = decided.value.alsoMoved.map(formatJobId);
    context.output.result({ job: name, verdict, digest: meant.digest, state, also }, [
      `${verdict === 'approve' ? 'approved' : 'rejected'} ${name}: ${state}`,
    ]);
    return ok(undefined);
  } finally {
    signer.value.dispose();
  }
}

/** The command that follows: promote what was approved and is not yet chosen for an asset. */
async function tellNext(context: CommandContext, { queue }: OnlineProject): Promise<Result<void>> {
  const approved = await queue.jobs({ states: ['Approved'], limit: 1 });
  if (!approved.ok) return approved;
  const [job] = approved.value;
  if (job !== undefined)
    context.output.note(`next: art promote ${formatJobId(job.id)} --as <asset>, then art ship`);
  return ok(undefined);
}
