import type { Committed } from '../../../app/commit-verdicts.ts';
import { failure } from '../../../domain/failure.ts';
import type { Gate } from '../../../domain/gate/gate.ts';
import { leastDigits } from '../../../domain/gate/verdict-file.ts';
import { formatJobId } from '../../../domain/job/job-id.ts';
import { gateOf, jobStates } from '../../../domain/job/transition.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type CommandContext, type OnlineProject } from '../context.ts';
import { namedFilters, namedJobs } from '../named-jobs.ts';
import { textOption } from '../options.ts';
import { chooseJob } from '../resolve.ts';
import type { Sat } from '../review-sitting.ts';
import { undoOfDecisions } from '../words.ts';

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
  const file = textOption(options['from']);
  if (file !== null && (job !== null || operands.length > 0)) {
    const what = 'With --from the file names the jobs: leave out the others.';
    return context.output.failure(failure('usage', { what, next: null }));
  }
  const isDryRun = options['dryRun'] === true;
  const isList = options['list'] === true || isDryRun;
  return finish(
    context,
    await withDatabase(context, async (online) => {
      if (file !== null) {
        const { decideFromFile } = await import('../review-file.ts');
        const isConfirmed = options['yes'] === true;
        return decideFromFile(context, online, { file, gates, unlock, isDryRun, isConfirmed });
      }
      if (job !== null) {
        const verdict = approve === null ? 'reject' : 'approve';
        return decideOne(context, online, { job, verdict, isDryRun, unlock, gates }, options);
      }
      if (!isList && !maySit(context)) {
        const flags = [
          '--list',
          '--from <file>',
          '--approve <job> --digest <hex>',
          '--reject <job> --digest <hex>',
        ];
        return fail(failure('needs-terminal', { flags }));
      }
      if (isList) return listWaiting(context, online, operands, gates);
      const named = await namedFilters({ queue: online.queue, files: online.project.files }, operands);
      if (!named.ok) return named;
      const { sit } = await import('../review-sitting.ts');
      const decided = await sit(context, online, { filters: named.value.filters, gates, unlock });
      if (!decided.ok) return decided;
      tellSitting(context, decided.value);
      if (decided.value.kept === null) return tellNext(context, online);
      context.output.note(`next: art ${nameOf(gates)} ${named.value.what.join(' ')}`.trimEnd());
      return ok(undefined);
    }),
  );
}

/**
 * Whether pictures can be shown and keys asked for. Records and rows are no sitting, so the same words without `--list`
 * are refused in every form: a script that left it out is told, and not answered with another command's data.
 */
const maySit = ({ mayAsk, flags, output }: CommandContext): boolean =>
  mayAsk && flags.json !== true && flags.plain !== true && output.facts('stdout').isTty;

const nameOf = (gates: readonly Gate[]): string => (gates.includes('review') ? 'review' : 'review-concepts');

/** What became of a sitting, and whether it can be undone. */
function tellSitting(context: CommandContext, { decided, kept }: Sat): void {
  const none = kept === null ? 'Nothing waits for you' : 'Nothing was signed';
  const signed = decided === 0 ? none : `${count(decided, 'decision')} signed`;
  const drafts = kept === null || kept === 0 ? '' : `; ${count(kept, 'draft verdict')} kept`;
  context.output.result({ decided }, [`${signed}${drafts}.`]);
  if (decided > 0) context.output.note(undoOfDecisions);
}

/** Pictures in one list. More than a person decides in a day; a script asks run by run. */
const mostListed = 10_000;

/** What waits, with the digests that a decision without the pictures on a screen has to name. */
async function listWaiting(
  context: CommandContext,
  { project, queue }: OnlineProject,
  operands: readonly string[],
  gates: readonly Gate[],
): Promise<Result<void>> {
  const { indexDecisions } = await import('../../../app/index-decisions.ts');
  const { tellWaiting } = await import('../waiting-list.ts');
  const indexed = await indexDecisions({ ...project, queue });
  if (!indexed.ok) return indexed;
  const states = jobStates.filter((state) => gates.some((gate) => gate === gateOf(state)));
  const waiting = await namedJobs({ queue, files: project.files }, operands, states, mostListed);
  if (!waiting.ok) return waiting;
  tellWaiting(context, waiting.value.jobs);
  if (waiting.value.isCut)
    context.output.note(`only the first ${mostListed} jobs: name runs or recipes to see the others`);
  return ok(undefined);
}

interface OneVerdict {
  /** As typed. */
  readonly job: string;
  readonly verdict: 'approve' | 'reject';
  readonly isDryRun: boolean;
  readonly unlock: { readonly as: string | null; readonly passphraseFile: string | null };
  readonly gates: readonly Gate[];
}

async function decideOne(
  context: CommandContext,
  { project, config, queue }: OnlineProject,
  { job: typed, verdict, isDryRun, unlock, gates }: OneVerdict,
  options: { readonly [name: string]: unknown },
): Promise<Result<void>> {
  const digest = (textOption(options['digest']) ?? '').toLowerCase();
  if (!/^[0-9a-f]{12,64}$/.test(digest))
    return fail(failure('digest-too-short', { digest, least: leastDigits }));
  const { indexDecisions } = await import('../../../app/index-decisions.ts');
  const { commitVerdicts, movedAway, shownAt } = await import('../../../app/commit-verdicts.ts');
  const indexed = await indexDecisions({ ...project, queue });
  if (!indexed.ok) return indexed;
  const chosen = await chooseJob(typed, queue);
  if (!chosen.ok) return chosen;
  const job = chosen.value;
  const name = formatJobId(job.id);
  const gate = gateOf(job.state);
  const meant = shownAt(job, gate).find((candidate) => candidate.digest.startsWith(digest));
  if (gate === null || !gates.includes(gate) || meant === undefined) return fail(movedAway(job, digest));
  if (gate === 'review' && verdict === 'approve' && job.isDraft)
    return fail(failure('draft-not-approvable', { job: name, recipeId: job.recipeId }));
  const word = verdict === 'approve' ? 'approved' : 'rejected';
  const told = { job: name, gate, verdict, digest: meant.digest };
  if (isDryRun) {
    context.output.result({ ...told, state: null, also: [] }, [
      `would be ${word}: ${name}, ${meant.digest.slice(0, 12)}. Nothing was signed: this was a dry run.`,
    ]);
    return ok(undefined);
  }
  const { unlockReviewer } = await import('../unlock.ts');
  const signer = await unlockReviewer(context, config, project, unlock);
  if (!signer.ok) return signer;
  try {
    const one = { job, digest: meant.digest, verdict, reason: textOption(options['reason']) };
    let outcome: Committed | null = null;
    const committed = await commitVerdicts({ ...project, queue }, signer.value, [one], (done) => {
      outcome = done;
    });
    if (!committed.ok) return committed;
    return tellOne(context, told, outcome);
  } finally {
    signer.value.dispose();
  }
}

function tellOne(
  context: CommandContext,
  told: { readonly job: string; readonly gate: Gate; readonly verdict: string; readonly digest: string },
  committed: Committed | null,
): Result<void> {
  if (committed?.kind === 'moved') return fail(committed.failure);
  const state = committed?.kind === 'decided' ? committed.state : null;
  const also = committed?.kind === 'decided' ? committed.alsoMoved.map(formatJobId) : [];
  const isApproved = told.verdict === 'approve';
  context.output.result({ ...told, state, also }, [
    `${isApproved ? 'approved' : 'rejected'} ${told.job}: ${state ?? ''}`,
    ...also.map((other) => `  and ${other}, which shows the same picture`),
  ]);
  if (state === 'Approved') {
    context.output.note(`to undo: art withdraw ${told.job} --reason <text>`);
    context.output.note(`next: art promote ${told.job}`);
  }
  // Not `art retry`: a worker seals the run as soon as all of it is decided.
  if (state === 'Rejected')
    context.output.note(`to ask again: art run recover ${told.job.split('/')[0] ?? ''} --continue --regate`);
  return ok(undefined);
}

/** The command that follows: promote what was approved and is not yet chosen for an asset. */
async function tellNext(
  context: CommandContext,
  { project, queue, listings }: OnlineProject,
): Promise<Result<void>> {
  const { toPromote } = await import('../../../app/next-promotion.ts');
  const { promoteLine } = await import('../overview.ts');
  const open = await toPromote({ files: project.files, queue, listings }, 1);
  const first = open.ok ? open.value.newest[0] : undefined;
  if (first !== undefined) context.output.note(`next: ${promoteLine(first)}`);
  return ok(undefined);
}
