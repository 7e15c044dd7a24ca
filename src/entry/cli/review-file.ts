import { isUtf8 } from 'node:buffer';
import {
  commitVerdicts,
  type Committed,
  type TooLate,
  type VerdictToSign,
} from '../../app/commit-verdicts.ts';
import { planVerdicts, type PlannedVerdicts } from '../../app/decide-from-file.ts';
import { indexDecisions } from '../../app/index-decisions.ts';
import { failure, tell } from '../../domain/failure.ts';
import type { Gate } from '../../domain/gate/gate.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { gateOf } from '../../domain/job/transition.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { count } from '../../domain/source/counted.ts';
import { printable } from '../../domain/source/printable.ts';
import { askYes } from './ask.ts';
import type { CommandContext, OnlineProject } from './context.ts';
import { readGiven } from './given-file.ts';
import { unlockReviewer, type UnlockRequest } from './unlock.ts';
import { bindingText, undoOfDecisions } from './words.ts';

export interface FileSitting {
  /** A path as typed, or `-` for stdin. */
  readonly file: string;
  readonly gates: readonly Gate[];
  readonly unlock: UnlockRequest;
  readonly isDryRun: boolean;
  /** `--yes`. */
  readonly isConfirmed: boolean;
}

/** A verdict takes some hundred bytes; far above what ten thousand of them need. */
const longestFile = 16 << 20;

/**
 * Decides from a file of verdicts: everything is checked, then shown, then asked for once, then signed one by one by
 * the person at this machine. Verdicts whose picture has moved come back by name (`decisions-moved`).
 */
export async function decideFromFile(
  context: CommandContext,
  online: OnlineProject,
  sitting: FileSitting,
): Promise<Result<void>> {
  const name = sitting.file === '-' ? 'stdin' : sitting.file;
  const bytes = await readGiven(sitting.file === '-' ? null : sitting.file, longestFile);
  if (!bytes.ok) return bytes;
  if (!isUtf8(bytes.value))
    return fail(failure('file-unusable', { path: name, why: 'it is not UTF-8 text' }));
  const indexed = await indexDecisions({ ...online.project, queue: online.queue });
  if (!indexed.ok) return indexed;
  const planned = await planVerdicts(online.queue, name, bytes.value.toString('utf8'), sitting.gates);
  if (!planned.ok) return planned;
  const { toSign, moved } = planned.value;
  if (sitting.isDryRun) return tellPlan(context, planned.value);

  if (context.flags.json !== true)
    for (const line of summary(context, planned.value)) context.output.note(line);
  for (const met of moved) tellMoved(context, met);
  const late = moved.map(({ job }) => job);
  if (toSign.length === 0) return fail(failure('decisions-moved', { jobs: late, decided: 0 }));
  const asked = await askYes(context, `Sign ${count(toSign.length, 'verdict')}?`, sitting.isConfirmed);
  if (!asked.ok) return asked;

  const signer = await unlockReviewer(context, online.config, online.project, sitting.unlock);
  if (!signer.ok) return signer;
  try {
    const deps = { ...online.project, queue: online.queue };
    const committed = await commitVerdicts(deps, signer.value, toSign, (one) => tellCommitted(context, one));
    if (!committed.ok) return committed;
    const jobs = [...late, ...committed.value.moved];
    const { decided } = committed.value;
    if (jobs.length > 0) return fail(failure('decisions-moved', { jobs, decided }));
    context.output.result({ decided }, [`${count(decided, 'decision')} signed.`]);
    context.output.note(undoOfDecisions);
    return ok(undefined);
  } finally {
    signer.value.dispose();
  }
}

const facts = ({ job, digest, verdict, reason }: VerdictToSign) => ({
  job: formatJobId(job.id),
  gate: gateOf(job.state),
  digest,
  verdict,
  reason,
});

function tellPlan(context: CommandContext, plan: PlannedVerdicts): Result<void> {
  const moved = plan.moved.map((met) => ({
    job: met.job,
    message: tell(met).message,
  }));
  context.output.result({ would_sign: plan.toSign.map(facts), moved }, [
    ...summary(context, plan),
    ...moved.map(({ message }) => printable(`too late: ${message}`)),
    'Nothing was signed: this was a dry run.',
  ]);
  return ok(undefined);
}

/** Everything that is to be signed, in few words; every line of it escaped. */
function summary(context: CommandContext, { toSign }: PlannedVerdicts): readonly string[] {
  const rows = toSign.map(({ job, digest, verdict, reason }) => [
    verdict,
    formatJobId(job.id),
    gateOf(job.state) ?? '',
    digest.slice(0, 12),
    bindingText(job.binding),
    printable(reason ?? ''),
  ]);
  const columns = ['verdict', 'job', 'gate', 'digest', 'levers', 'reason'].map((title) => ({
    title,
    isCuttable: title === 'levers' || title === 'reason',
  }));
  const approvals = toSign.filter(({ verdict }) => verdict === 'approve').length;
  return rows.length === 0
    ? []
    : [
        ...context.output.table(columns, rows),
        `${count(approvals, 'approval')}, ${count(toSign.length - approvals, 'rejection')}`,
      ];
}

function tellMoved(context: CommandContext, met: TooLate): void {
  const { message } = tell(met);
  context.output.event('moved', { job: met.job, message });
  context.output.note(printable(`too late: ${message}`));
}

function tellCommitted(context: CommandContext, committed: Committed): void {
  const { verdict } = committed;
  if (committed.kind === 'moved') {
    tellMoved(context, committed.failure);
    return;
  }
  const { job, digest, gate } = facts(verdict);
  const also = committed.kind === 'decided' ? committed.alsoMoved.map(formatJobId) : [];
  const state = committed.kind === 'decided' ? committed.state : null;
  context.output.event('decided', { job, gate, digest, verdict: verdict.verdict, state, also });
  const word = verdict.verdict === 'approve' ? 'approved' : 'rejected';
  const twins = also.length === 0 ? '' : `, and ${count(also.length, 'job')} with the same picture`;
  context.output.note(
    committed.kind === 'carried'
      ? `${word} ${job} with its twin`
      : `${word} ${job}: ${committed.state}${twins}`,
  );
}
