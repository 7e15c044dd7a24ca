import { parseSideRecord, type SideRecord } from '../../domain/candidate/side-record.ts';
import { sideRecordPath } from '../../domain/candidate/paths.ts';
import type { Gate } from '../../domain/gate/gate.ts';
import type { Digest, RunId } from '../../domain/ids.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { gateOf, type JobState } from '../../domain/job/transition.ts';
import { ok, type Result } from '../../domain/result.ts';
import { itemKey, type ItemKey, type ReviewItem } from '../../domain/review/item.ts';
import { readingOrder } from '../../domain/review/reading-order.ts';
import { remarksByDigest, type Remarks } from '../../domain/review/remark.ts';
import type { GateCandidate, JobFilter, JobSummary } from '../../ports/run-queue.ts';
import type { OnlineProject } from './context.ts';

/** What a sitting looks at. */
export interface Asked {
  readonly filters: readonly JobFilter[];
  readonly gates: readonly Gate[];
}

export interface Waiting {
  readonly item: ReviewItem;
  readonly job: JobSummary;
}

/** What waits at the gates. Asked again and again: what cannot change is read once. */
export interface WaitingRoom {
  /** One query for each filter, and the side records of what is new. */
  read(): Promise<Result<readonly Waiting[]>>;
  /** Jobs that may still come to one of the gates without a person. */
  onTheWay(): Promise<Result<number>>;
  /** What people said of these pictures. */
  remarks(items: readonly ReviewItem[]): Promise<Result<Remarks>>;
}

/** More than anybody judges in a sitting; what is beyond comes when these are decided. */
const mostWaiting = 5_000;
/** Enough to say that there is work, and how much of it in a word. */
const mostCounted = 1_000;
/** Files read at once. */
const atOnce = 16;

const gateStates: { readonly [K in Gate]: JobState } = {
  concept: 'AwaitingConceptApproval',
  review: 'AwaitingReview',
};
/** States from which a job comes to a gate by itself. */
const statesBefore: { readonly [K in Gate]: readonly JobState[] } = {
  concept: ['Pending', 'ConceptGenerating'],
  review: ['Pending', 'ConceptGenerating', 'RotationGenerating', 'Persisting'],
};

export function waitingRoom(
  { project, queue, notes }: OnlineProject,
  { filters, gates }: Asked,
): WaitingRoom {
  const titles = new Map<RunId, string>();
  const items = new Map<ItemKey, ReviewItem>();

  async function jobsIn(states: readonly JobState[], limit: number): Promise<Result<readonly JobSummary[]>> {
    const jobs = new Map<string, JobSummary>();
    for (const filter of filters) {
      const found = await queue.jobs({ ...filter, states, limit });
      if (!found.ok) return found;
      for (const job of found.value) jobs.set(formatJobId(job.id), job);
    }
    return ok([...jobs.values()]);
  }

  return {
    async read() {
      const found = await jobsIn(
        gates.map((gate) => gateStates[gate]),
        mostWaiting,
      );
      if (!found.ok) return found;
      const waiting = [...found.value].sort(byNearness).flatMap((job) => {
        const gate = gateOf(job.state);
        if (gate === null) return [];
        const shown = gate === 'review' ? job.candidates : job.concept === null ? [] : [job.concept];
        return shown.map((candidate) => ({ job, gate, candidate, among: shown.length }));
      });
      const read: Waiting[] = [];
      for (let at = 0; at < waiting.length; at += atOnce) {
        read.push(...(await Promise.all(waiting.slice(at, at + atOnce).map(itemFor))));
      }
      return ok(read);
    },
    async onTheWay() {
      const states = [...new Set(gates.flatMap((gate) => statesBefore[gate]))];
      const found = await jobsIn(states, mostCounted);
      return found.ok ? ok(found.value.filter((job) => job.waitingFor === null).length) : found;
    },
    async remarks(of) {
      const digests = [...new Set(of.map(({ digest }) => digest as Digest))];
      if (digests.length === 0) return ok(new Map());
      const said = await notes.about(digests);
      return said.ok ? ok(remarksByDigest(said.value)) : said;
    },
  };

  /** The same item for the same picture each time, so that it is plain when nothing has changed. */
  async function itemFor(found: {
    readonly job: JobSummary;
    readonly gate: Gate;
    readonly candidate: GateCandidate;
    readonly among: number;
  }): Promise<Waiting> {
    const { job, gate, candidate, among } = found;
    const key = itemKey({ gate, jobId: formatJobId(job.id), digest: candidate.digest });
    const known = items.get(key);
    if (known !== undefined && known.candidates === among) return { job, item: known };
    const [title, side] = await Promise.all([
      titleOf(job),
      gate === 'concept' ? null : readSide(project.files, candidate),
    ]);
    const item = reviewItem(job, title ?? job.recipeId, gate, candidate, among, side);
    // What could not be read is asked for again at the next look.
    if (title !== null && (gate === 'concept' || side !== null)) items.set(key, item);
    return { job, item };
  }

  /** The recipe's title as the run took it, its id where it gives none; `null` where the record cannot be read. */
  async function titleOf({ id, recipeId }: JobSummary): Promise<string | null> {
    const known = titles.get(id.runId);
    if (known !== undefined) return known;
    const read = await project.runs.read(id.runId);
    if (!read.ok) return null;
    const title = titleIn(read.value.record.recipe.text) ?? recipeId;
    titles.set(id.runId, title);
    return title;
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

const reviewItem = (
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
  backend: job.backend,
  childIndex: job.childIndex,
  seed: job.seed,
  picturePath: candidate.path,
  digest: candidate.digest,
  findings: [],
  candidates,
  sprites: gate === 'concept' ? [] : readingOrder(side?.sprites ?? []),
  releasesMicroUsd: 0,
  isDraft: job.isDraft,
});
