import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../app/decide.ts';
import { indexDecisions } from '../../app/index-decisions.ts';
import { parseSideRecord, type SideRecord } from '../../domain/candidate/side-record.ts';
import { sideRecordPath } from '../../domain/candidate/paths.ts';
import { failure } from '../../domain/failure.ts';
import type { Gate } from '../../domain/gate/gate.ts';
import type { Digest, RunId } from '../../domain/ids.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { gateOf, isFinal } from '../../domain/job/transition.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Draft, RejectReason, ReviewItem } from '../../domain/review/item.ts';
import { readingOrder } from '../../domain/review/reading-order.ts';
import { printable } from '../../domain/source/printable.ts';
import type { GateCandidate, JobFilter, JobSummary } from '../../ports/run-queue.ts';
import type { Signer } from '../../ports/signer.ts';
import type { CommandContext, OnlineProject } from './context.ts';
import { terminalStreams } from './streams.ts';
import type { ReviewResult } from './terminal/review-screen.ts';
import { unlockReviewer, type UnlockRequest } from './unlock.ts';
import { count } from './words.ts';

/** What a sitting is about. */
export interface Sitting {
  readonly filters: readonly JobFilter[];
  readonly gates: readonly Gate[];
  readonly unlock: UnlockRequest;
}

/** The sitting, with the recipe titles that were read in it. A run's record never changes. */
interface OpenSitting extends Sitting {
  readonly titles: Map<RunId, string>;
}

interface Waiting {
  readonly item: ReviewItem;
  readonly job: JobSummary;
}

/** How often a sitting looks for new arrivals while nothing waits, in ms. */
const lookEveryMs = 300;
/** How often new arrivals are looked for while something is shown, in ms. They never move what is shown. */
const watchEveryMs = 1_000;

/**
 * One sitting at the gates: shows what waits, takes verdicts, signs them at the commit, and goes on with what arrives
 * meanwhile, until nothing waits and nothing is on its way, or the person leaves.
 */
export async function sit(
  context: CommandContext,
  online: OnlineProject,
  asked: Sitting,
): Promise<Result<number>> {
  const sitting: OpenSitting = { ...asked, titles: new Map() };
  const indexed = await indexDecisions({ ...online.project, queue: online.queue });
  if (!indexed.ok) return indexed;
  let signer: Signer | null = null;
  let decided = 0;
  try {
    for (;;) {
      const waiting = await untilWaiting(context, online, sitting);
      if (!waiting.ok) return waiting;
      if (waiting.value.length === 0) break;
      const shown = await show(context, online, sitting, waiting.value);
      if (!shown.ok) return shown;
      if (shown.value.kind === 'quit') {
        if (shown.value.drafts.length > 0) {
          context.output.note(
            `${count(shown.value.drafts.length, 'draft verdict')} kept; nothing was signed.`,
          );
        }
        if (shown.value.isInterrupted) return fail(failure('interrupted', {}));
        break;
      }
      if (signer === null) {
        const unlocked = await unlockReviewer(context, online.config, online.project, sitting.unlock);
        if (!unlocked.ok) return unlocked;
        signer = unlocked.value;
      }
      const committed = await commit(context, online, sitting, shown.value.drafts, signer);
      if (!committed.ok) return committed;
      decided += committed.value;
    }
    return ok(decided);
  } finally {
    signer?.dispose();
  }
}

/** What waits at the gates; while nothing does and something is on its way, stays until it arrives. */
async function untilWaiting(
  context: CommandContext,
  online: OnlineProject,
  sitting: OpenSitting,
): Promise<Result<readonly Waiting[]>> {
  let isTold = false;
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
  };
  process.once('SIGINT', interrupt);
  try {
    for (;;) {
      const found = await readWaiting(online, sitting);
      if (!found.ok) return found;
      const { waiting, onTheWay } = found.value;
      if (waiting.length > 0 || onTheWay === 0) return ok(waiting);
      const workers = await online.queue.workers();
      if (!workers.ok) return workers;
      if (workers.value.length === 0) {
        context.output.note(`${count(onTheWay, 'job')} on the way, and no worker is alive: run \`art up\`.`);
        return ok([]);
      }
      if (!isTold)
        context.output.note(`${count(onTheWay, 'job')} on the way: waiting for the next (Ctrl-C leaves).`);
      isTold = true;
      if (isInterrupted) return ok([]);
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
  } finally {
    process.off('SIGINT', interrupt);
  }
}

/** What is nearest to done first, and of equals what was asked for first. */
function byNearness(a: JobSummary, b: JobSummary): number {
  const rank = (job: JobSummary): number => (gateOf(job.state) === 'review' ? 0 : 1);
  return (
    rank(a) - rank(b) ||
    (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id.cell - b.id.cell)
  );
}

async function readWaiting(
  { project, queue }: OnlineProject,
  { filters, gates, titles }: OpenSitting,
): Promise<Result<{ waiting: readonly Waiting[]; onTheWay: number }>> {
  const jobs = new Map<string, JobSummary>();
  for (const filter of filters) {
    const found = await queue.jobs(filter);
    if (!found.ok) return found;
    for (const job of found.value) jobs.set(formatJobId(job.id), job);
  }
  const waiting: Waiting[] = [];
  let onTheWay = 0;
  for (const job of [...jobs.values()].sort(byNearness)) {
    const gate = gateOf(job.state);
    if (gate === null && !isFinal(job.state) && job.waitingFor === null) onTheWay += 1;
    if (gate === null || !gates.includes(gate)) continue;
    const shown = gate === 'concept' ? (job.concept === null ? [] : [job.concept]) : job.candidates;
    const title = await readTitle(project.runs, job, titles);
    for (const candidate of shown) {
      const side = await readSide(project.files, candidate);
      waiting.push({ job, item: itemOf(job, title, gate, candidate, shown.length, side) });
    }
  }
  return ok({ waiting, onTheWay });
}

/** The recipe's title as the run took it; the recipe's id where the record cannot be read or gives none. */
async function readTitle(
  runs: OnlineProject['project']['runs'],
  { id, recipeId }: JobSummary,
  titles: Map<RunId, string>,
): Promise<string> {
  const known = titles.get(id.runId);
  if (known !== undefined) return known;
  const read = await runs.read(id.runId);
  const title = read.ok ? titleIn(read.value.record.recipe.text) : null;
  // A record that could not be read is asked for again at the next look.
  if (read.ok) titles.set(id.runId, title ?? recipeId);
  return title ?? recipeId;
}

function titleIn(recipe: string): string | null {
  try {
    const parsed: unknown = JSON.parse(recipe);
    const title = typeof parsed === 'object' && parsed !== null && 'title' in parsed ? parsed.title : null;
    return typeof title === 'string' && title.trim() !== '' ? title : null;
  } catch {
    return null;
  }
}

async function readSide(
  files: OnlineProject['project']['files'],
  candidate: GateCandidate,
): Promise<SideRecord | null> {
  const text = await files.readText(sideRecordPath(candidate.path));
  const parsed = text.ok && text.value !== null ? parseSideRecord(text.value) : null;
  return parsed?.ok === true ? parsed.value : null;
}

const itemOf = (
  job: JobSummary,
  recipeTitle: string,
  gate: Gate,
  candidate: GateCandidate,
  candidates: number,
  side: SideRecord | null,
): ReviewItem => ({
  gate,
  jobId: formatJobId(job.id),
  recipeId: job.recipeId,
  recipeTitle,
  levers: job.binding,
  seed: job.seed,
  picturePath: candidate.path,
  digest: candidate.digest,
  findings: [],
  candidates,
  sprites:
    gate === 'concept'
      ? []
      : readingOrder(side?.sprites ?? []).map(({ name, rectangle }) => ({ name, rectangle })),
  releasesMicroUsd: 0,
});

async function show(
  context: CommandContext,
  online: OnlineProject,
  sitting: OpenSitting,
  waiting: readonly Waiting[],
): Promise<Result<ReviewResult>> {
  const { project, config } = online;
  const { runReviewScreen } = await import('./terminal/review-screen.ts');
  const drafts = draftKeeper(config.root);
  const shown = await runReviewScreen({
    items: waiting.map(({ item }) => item),
    initialDrafts: drafts.read(),
    onDraft: (now) => drafts.write(now),
    terminal: terminalStreams(context, 'stdout'),
    watch: (deliver) => {
      const timer = setInterval(() => {
        void readWaiting(online, sitting).then((found) => {
          if (found.ok) deliver(found.value.waiting.map(({ item }) => item));
        });
      }, watchEveryMs);
      return () => clearInterval(timer);
    },
    loadPicture: async (item) => {
      const bytes = await project.files.read(item.picturePath);
      if (!bytes.ok) return bytes;
      if (bytes.value === null) {
        return fail(failure('picture-unreadable', { path: item.picturePath, why: 'there is no such file' }));
      }
      // What is signed is what the gate holds: a file that is not that is not shown as it.
      if (project.sha256(bytes.value) !== item.digest) {
        return fail(
          failure('picture-unreadable', {
            path: item.picturePath,
            why: 'it is not the file that the gate holds',
          }),
        );
      }
      const rgba = await project.decoder.decode(bytes.value, item.picturePath);
      return rgba.ok ? ok({ png: bytes.value, rgba: rgba.value }) : rgba;
    },
  });
  return ok(shown);
}

/** Draft verdicts on this machine, so that a terminal that dies takes none with it. */
function draftKeeper(root: string) {
  const file = join(root, '.art', 'review-drafts.json');
  return {
    read(): readonly Draft[] {
      try {
        const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
        return Array.isArray(kept) ? (kept as Draft[]) : [];
      } catch {
        return [];
      }
    },
    write(drafts: readonly Draft[]): void {
      mkdirSync(join(root, '.art'), { recursive: true });
      writeFileSync(file, `${JSON.stringify(drafts)}\n`);
    },
  };
}

const reasonText = (reason: RejectReason | null): string | null => {
  if (reason === null) return null;
  return reason.kind === 'code' ? reason.code : reason.text;
};

/** Signs and applies each draft by itself: those that are still valid stand, the others come back by name. */
async function commit(
  context: CommandContext,
  online: OnlineProject,
  sitting: OpenSitting,
  drafts: readonly Draft[],
  signer: Signer,
): Promise<Result<number>> {
  const style = context.output.style('stdout');
  const found = await readWaiting(online, sitting);
  if (!found.ok) return found;
  const byKey = new Map(found.value.waiting.map((w) => [`${w.item.jobId} ${w.item.digest}`, w.job]));
  const rejected = new Set<string>();
  let decided = 0;
  for (const draft of drafts) {
    const job = byKey.get(`${draft.jobId} ${draft.digest}`);
    // A job with several candidates is rejected once, with a rejection for each.
    if (job === undefined || rejected.has(draft.jobId)) continue;
    const outcome = await decide(
      { ...online.project, queue: online.queue },
      {
        job,
        digest: draft.digest as Digest,
        verdict: draft.verdict,
        reason: draft.verdict === 'reject' ? reasonText(draft.reason) : null,
        signer,
      },
    );
    if (!outcome.ok) {
      if (outcome.failure.kind !== 'decision-moved' && outcome.failure.kind !== 'draft-not-approvable')
        return outcome;
      context.output.failure(outcome.failure);
      continue;
    }
    if (draft.verdict === 'reject') rejected.add(draft.jobId);
    decided += 1;
    const word = draft.verdict === 'approve' ? style.green('approved') : style.red('rejected');
    const also = outcome.value.alsoMoved.map(formatJobId);
    context.output.event('decided', {
      job: draft.jobId,
      verdict: draft.verdict,
      state: outcome.value.state,
      also,
    });
    if (!context.flags.json) {
      const twins = also.length === 0 ? '' : `, and ${count(also.length, 'job')} with the same picture`;
      process.stdout.write(`${word} ${printable(draft.jobId)}: ${outcome.value.state}${twins}\n`);
    }
  }
  draftKeeper(online.config.root).write([]);
  return ok(decided);
}
