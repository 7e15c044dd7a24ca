import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
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
  return ok({ jobs: jobs.value, workers: workers.value, pack, incomplete });
}

/** At most so many jobs by name; the rest as a number. */
const mostNamed = 5;

/** The overview for a person: what waits for them first, the next command last. */
export function overviewLines({ jobs, workers, pack, incomplete }: Overview, style: Style): string[] {
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
    ...(approved.length > 0 ? [`${style.green('approved')}  ${count(approved.length, 'job')}`] : []),
    ...(incomplete.length > 0
      ? [`incomplete  ${incomplete.join(' ')}: folders without jobs (art db rebuild)`]
      : []),
    pack === null ? 'nothing shipped yet' : `shipped  dist/${printable(pack)}`,
    workers.length === 0
      ? style.yellow('no worker is alive: run `art up`')
      : `${count(workers.length, 'worker')} alive`,
  ];
  const [first] = approved;
  if (atGate.length > 0) lines.push(`${style.bold('next')}: art review`);
  else if (first !== undefined && pack === null) {
    lines.push(`${style.bold('next')}: art promote ${formatJobId(first.id)} --as <asset>, then art ship`);
  } else if (jobs.length === 0) lines.push(`${style.bold('next')}: art generate <recipe>`);
  return lines;
}

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
