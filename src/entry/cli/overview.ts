import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { nextPromotions, type NextPromotion } from '../../app/next-promotion.ts';
import type { RunId } from '../../domain/ids.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { gateOf, isFinal } from '../../domain/job/transition.ts';
import { ok, type Result } from '../../domain/result.ts';
import { printable } from '../../domain/source/printable.ts';
import type { JobSummary, WorkerSummary } from '../../ports/run-queue.ts';
import type { OnlineProject } from './context.ts';
import type { Style } from './terminal/style.ts';
import { bindingText, count, localTime } from './words.ts';

/** Where a project stands, in one look. */
export interface Overview {
  readonly jobs: readonly JobSummary[];
  readonly workers: readonly WorkerSummary[];
  /** What `dist/current` names; `null` before the first ship. */
  readonly pack: string | null;
  /** Approved, and promoted nowhere yet. */
  readonly toPromote: readonly NextPromotion[];
  /** Run folders without rows. */
  readonly incomplete: readonly RunId[];
}

export async function overview({ project, queue, config }: OnlineProject): Promise<Result<Overview>> {
  const [jobs, workers, known, folders] = await Promise.all([
    queue.jobs({ latestOnly: true }),
    queue.workers(),
    queue.knownRuns(),
    project.runs.list(),
  ]);
  if (!jobs.ok) return jobs;
  if (!workers.ok) return workers;
  if (!known.ok) return known;
  if (!folders.ok) return folders;
  const pack = await readlink(join(config.root, 'dist', 'current')).catch(() => null);
  const incomplete = folders.value.filter((run) => !known.value.includes(run));
  const toPromote = await nextPromotions(project, jobs.value);
  // A damaged record is for `art verify` and `art promote` to name; a look must not fail over it.
  const promotions = toPromote.ok ? toPromote.value : [];
  return ok({ jobs: jobs.value, workers: workers.value, pack, toPromote: promotions, incomplete });
}

/** At most so many jobs by name; the rest as a number. */
const mostNamed = 5;

/** The overview for a person: what waits for them first, the next command last. */
export function overviewLines(
  { jobs, workers, pack, toPromote, incomplete }: Overview,
  style: Style,
): string[] {
  const atGate = jobs.filter((job) => gateOf(job.state) !== null);
  const waiting = jobs.filter((job) => job.waitingFor !== null);
  const working = jobs.filter(
    (job) => gateOf(job.state) === null && !isFinal(job.state) && job.waitingFor === null,
  );
  const failed = jobs.filter((job) => job.state === 'Failed' && job.errorClass !== 'cancelled');
  const approved = jobs.filter((job) => job.state === 'Approved');
  const lines = [
    ...section(
      'waits for you',
      atGate,
      style.yellow,
      (job) => `${gateOf(job.state) ?? ''} gate  ${bindingText(job.binding)}`,
    ),
    ...section('in work', working, style.cyan, (job) => `${job.state}  ${bindingText(job.binding)}`),
    ...section(
      'waits',
      waiting,
      style.yellow,
      (job) => `${printable(job.waitingFor ?? '')} until ${localTime(job.runAt)}`,
    ),
    ...section('failed', failed, style.red, (job) =>
      printable(`${job.errorClass ?? ''}: ${job.errorMessage ?? ''}`),
    ),
    ...section(
      'approved, not promoted',
      toPromote.map(({ job }) => job),
      style.green,
      (job) => bindingText(job.binding),
    ),
    ...(approved.length > toPromote.length
      ? [`${style.green('promoted')}  ${count(approved.length - toPromote.length, 'job')}`]
      : []),
    ...(incomplete.length > 0
      ? [`incomplete  ${incomplete.join(' ')}: folders without jobs (art db rebuild)`]
      : []),
    pack === null ? 'nothing shipped yet' : `shipped  dist/${printable(pack)}`,
    workers.length === 0
      ? style.yellow('no worker is alive: run `art up`')
      : `${count(workers.length, 'worker')} alive`,
  ];
  const [first] = toPromote;
  const next = style.bold('next');
  if (atGate.length > 0) lines.push(`${next}: art review`);
  else if (first !== undefined) lines.push(`${next}: ${promoteLine(first)}`);
  else if (approved.length > 0 && pack === null) lines.push(`${next}: art ship`);
  else if (working.length === 0) lines.push(`${next}: art generate <recipe>`);
  return lines;
}

/** The command that promotes an approved job; the asset is named where the project does not say which. */
export const promoteLine = ({ job, assetId }: NextPromotion): string =>
  `art promote ${formatJobId(job.id)}${assetId === null ? ' --as <asset>' : ''}, then art ship`;

function section(
  title: string,
  jobs: readonly JobSummary[],
  paint: (text: string) => string,
  say: (job: JobSummary) => string,
): string[] {
  if (jobs.length === 0) return [];
  const named = jobs.slice(0, mostNamed).map((job) => `  ${formatJobId(job.id)}  ${say(job)}`);
  const rest = jobs.length > mostNamed ? [`  and ${jobs.length - mostNamed} more (art jobs)`] : [];
  return [`${paint(title)}  ${count(jobs.length, 'job')}`, ...named, ...rest];
}
