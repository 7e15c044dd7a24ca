import { commitVerdicts, movedAway, type Committed, type VerdictToSign } from '../../app/commit-verdicts.ts';
import { indexDecisions } from '../../app/index-decisions.ts';
import { failure, type Failure } from '../../domain/failure.ts';
import type { Digest } from '../../domain/ids.ts';
import { formatJobId, parseJobReference } from '../../domain/job/job-id.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { itemKey, type Draft, type RejectReason, type ReviewItem } from '../../domain/review/item.ts';
import { count } from '../../domain/source/counted.ts';
import { printable } from '../../domain/source/printable.ts';
import type { NoteDraft } from '../../ports/notes.ts';
import type { Signer } from '../../ports/signer.ts';
import type { CommandContext, OnlineProject } from './context.ts';
import { waitingRoom, type Asked, type Waiting, type WaitingRoom } from './review-waiting.ts';
import { terminalStreams } from './streams.ts';
import type { Picture } from './terminal/review-gallery.ts';
import type { Arrivals, ReviewResult } from './terminal/review-screen.ts';
import { unlockReviewer, type UnlockRequest } from './unlock.ts';

/** What a sitting is about. */
export interface Sitting extends Asked {
  readonly unlock: UnlockRequest;
}

export interface Sat {
  /** Verdicts that were signed. */
  readonly decided: number;
  /** How many draft verdicts are kept, where the person left while something waited. */
  readonly kept: number | null;
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
  sitting: Sitting,
): Promise<Result<Sat>> {
  const room = waitingRoom(online, sitting);
  const indexed = await indexDecisions({ ...online.project, queue: online.queue });
  if (!indexed.ok) return indexed;
  let signer: Signer | null = null;
  let decided = 0;
  try {
    for (;;) {
      const waiting = await untilWaiting(context, online, room);
      if (!waiting.ok) return waiting;
      if (waiting.value.length === 0) break;
      const shown = await show(context, online, room, waiting.value);
      if (!shown.ok) return shown;
      if (shown.value.kind === 'quit') {
        const { drafts, isInterrupted } = shown.value;
        if (!isInterrupted) return ok({ decided, kept: drafts.length });
        tellKept(context, drafts);
        return fail(failure('interrupted', {}));
      }
      if (signer === null) {
        const unlocked = await unlockReviewer(context, online.config, online.project, sitting.unlock);
        if (!unlocked.ok) {
          tellKept(context, shown.value.drafts);
          return unlocked;
        }
        signer = unlocked.value;
      }
      const committed = await commit(context, online, room, shown.value.drafts, signer);
      if (!committed.ok) return committed;
      decided += committed.value;
    }
    return ok({ decided, kept: null });
  } finally {
    signer?.dispose();
  }
}

function tellKept(context: CommandContext, drafts: readonly Draft[]): void {
  if (drafts.length === 0) return;
  context.output.note(`${count(drafts.length, 'draft verdict')} kept; nothing was signed.`);
}

/** What waits at the gates; while nothing does and something is on its way, stays until it arrives. */
async function untilWaiting(
  context: CommandContext,
  online: OnlineProject,
  room: WaitingRoom,
): Promise<Result<readonly Waiting[]>> {
  let isTold = false;
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
  };
  process.once('SIGINT', interrupt);
  try {
    for (;;) {
      const found = await room.read();
      if (!found.ok || found.value.length > 0) return found;
      const coming = await room.onTheWay();
      if (!coming.ok) return coming;
      const onTheWay = coming.value;
      // What came to its gate between the two looks is on neither.
      if (onTheWay === 0) return room.read();
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

async function show(
  context: CommandContext,
  online: OnlineProject,
  room: WaitingRoom,
  waiting: readonly Waiting[],
): Promise<Result<ReviewResult>> {
  const { project, config } = online;
  const items = waiting.map(({ item }) => item);
  const drafts = await project.drafts.read();
  if (!drafts.ok) return drafts;
  for (const file of drafts.value.setAside) {
    context.output.note(`A draft verdict could not be read. Its file was kept as ${printable(file)}.`);
  }
  const remarks = await room.remarks(items);
  if (!remarks.ok) return remarks;
  const { runReviewScreen } = await import('./terminal/review-screen.ts');
  const shown = await runReviewScreen({
    items,
    opening: { drafts: drafts.value.drafts, remarks: remarks.value, author: config.actor },
    onDrafts: (changes) => project.drafts.change(changes),
    onRemarks: (made) => online.notes.add(made as readonly NoteDraft[]),
    terminal: terminalStreams(context, 'stdout'),
    watch: (deliver) => watchRoom(room, items, deliver),
    loadPicture: (item) => loadPicture(project, item),
  });
  return ok(shown);
}

/** Looks for arrivals, never two looks at once. Gives the function that ends it. */
function watchRoom(
  room: WaitingRoom,
  shown: readonly ReviewItem[],
  deliver: (arrivals: Arrivals) => void,
): () => void {
  let isLooking = false;
  const known = new Set(shown.map(({ digest }) => digest));
  const look = async (): Promise<void> => {
    const found = await room.read();
    if (!found.ok) return;
    const items = found.value.map(({ item }) => item);
    const fresh = items.filter(({ digest }) => !known.has(digest));
    const remarks = await room.remarks(fresh);
    if (remarks.ok) for (const { digest } of fresh) known.add(digest);
    deliver(remarks.ok ? { items, remarks: remarks.value } : { items });
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
    });
  }, watchEveryMs);
  return () => clearInterval(timer);
}

async function loadPicture(project: OnlineProject['project'], item: ReviewItem): Promise<Result<Picture>> {
  const path = item.picturePath;
  const bytes = await project.files.read(path);
  if (!bytes.ok) return bytes;
  if (bytes.value === null) {
    return fail(failure('picture-unreadable', { path, why: 'there is no such file' }));
  }
  // What is signed is what the gate holds: a file that is not that is not shown as it.
  if (project.sha256(bytes.value) !== item.digest) {
    return fail(failure('picture-unreadable', { path, why: 'it is not the file that the gate holds' }));
  }
  const rgba = await project.decoder.decode(bytes.value, path);
  return rgba.ok ? ok({ rgba: rgba.value }) : rgba;
}

const reasonText = (reason: RejectReason | null): string | null => {
  if (reason === null) return null;
  return reason.kind === 'code' ? reason.code : reason.text;
};

/** Signs and applies each draft by itself: those that are still valid stand, the others come back by name. */
async function commit(
  context: CommandContext,
  online: OnlineProject,
  room: WaitingRoom,
  drafts: readonly Draft[],
  signer: Signer,
): Promise<Result<number>> {
  const found = await room.read();
  if (!found.ok) return found;
  const byKey = new Map(found.value.map(({ item, job }) => [itemKey(item), job]));
  const drop = (draft: Draft): Promise<unknown> => online.project.drafts.change([{ kind: 'drop', draft }]);
  const approved = new Set(drafts.filter(({ verdict }) => verdict === 'approve').map(({ jobId }) => jobId));
  const toSign = new Map<VerdictToSign, Draft>();
  for (const draft of drafts) {
    const job = byKey.get(itemKey(draft));
    if (job === undefined) {
      context.output.failure(await goneFromGate(online, draft));
      await drop(draft);
    } else if (draft.verdict === 'reject' && approved.has(draft.jobId)) {
      // A rejection is about the whole job: one of several candidates that is not taken needs none.
      await drop(draft);
    } else {
      const reason = draft.verdict === 'reject' ? reasonText(draft.reason) : null;
      toSign.set({ job, digest: draft.digest as Digest, verdict: draft.verdict, reason }, draft);
    }
  }
  const deps = { ...online.project, queue: online.queue };
  const committed = await commitVerdicts(deps, signer, [...toSign.keys()], async (one) => {
    tellCommitted(context, one);
    const draft = toSign.get(one.verdict);
    const isKept = one.kind === 'moved' && one.failure.kind === 'draft-not-approvable';
    // A draft goes with its decision, not at the end: what fails after it must not ask about it again.
    if (draft !== undefined && !isKept) await drop(draft);
  });
  return committed.ok ? ok(committed.value.decided) : committed;
}

function tellCommitted({ output }: CommandContext, committed: Committed): void {
  if (committed.kind === 'moved') {
    output.failure(committed.failure);
    return;
  }
  if (committed.kind === 'carried') return;
  const { verdict, job: moved } = committed.verdict;
  const also = committed.alsoMoved.length;
  const style = output.style('stdout');
  const word = verdict === 'approve' ? style.green('approved') : style.red('rejected');
  const twins = also === 0 ? '' : `, and ${count(also, 'job')} with the same picture`;
  process.stdout.write(`${word} ${formatJobId(moved.id)}: ${committed.state}${twins}\n`);
}

/** The failure of a draft whose job left the gate since it was shown. */
async function goneFromGate({ queue }: OnlineProject, draft: Draft): Promise<Failure> {
  const job = parseJobReference(draft.jobId);
  const found = job === null ? null : await queue.jobs({ job });
  const now = found?.ok === true ? found.value[0] : undefined;
  if (now !== undefined) return movedAway(now, draft.digest);
  return failure('decision-moved', {
    job: draft.jobId,
    expected: draft.digest,
    found: null,
    decidedBy: null,
  });
}
