import { lstat, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { toPromote, type NextPromotion, type ToPromote } from '../../app/next-promotion.ts';
import type { RunId } from '../../domain/ids.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { gateOf, isFinal, type JobState } from '../../domain/job/transition.ts';
import { ok, type Result } from '../../domain/result.ts';
import { count } from '../../domain/source/counted.ts';
import { printable } from '../../domain/source/printable.ts';
import { usdText } from '../../domain/spend/usd.ts';
import type { ProjectGlance } from '../../ports/listings.ts';
import type { WorkerSummary } from '../../ports/run-queue.ts';
import type { OnlineProject } from './context.ts';
import { promoteCommand } from './promote-command.ts';
import type { Style } from './terminal/style.ts';
import { displayWidth, pad, truncate } from './terminal/width.ts';
import { waitText } from './wait-text.ts';
import { ago, bindingText, localTime } from './words.ts';

/** Where a project stands, in one look. */
export interface Overview extends ProjectGlance {
  /** Something goes on, or would if a worker were alive. */
  readonly isAtWork: boolean;
  readonly workers: readonly WorkerSummary[];
  /** What `dist/current` names and since when; `null` before the first ship. */
  readonly pack: { readonly name: string; readonly since: string } | null;
  /** Approved, and promoted nowhere yet: how many, and the newest. */
  readonly toPromote: ToPromote;
  /** Run folders without rows. */
  readonly incomplete: readonly RunId[];
}

/** At most so many of a kind by name; the rest as a number. With all kinds there the whole fits 24 lines. */
const mostNamed = 2;
const mostGates = 4;

export async function overview({
  project,
  queue,
  listings,
  config,
}: OnlineProject): Promise<Result<Overview>> {
  const [seen, workers, known, folders, promotions, pack] = await Promise.all([
    listings.glance(mostNamed),
    queue.workers(),
    queue.knownRuns(),
    project.runs.list(),
    toPromote({ files: project.files, queue, listings }, mostNamed),
    shippedPack(config.root),
  ]);
  if (!seen.ok) return seen;
  if (!workers.ok) return workers;
  if (!known.ok) return known;
  if (!folders.ok) return folders;
  const rows = new Set(known.value);
  return ok({
    ...seen.value,
    isAtWork: workingCount(seen.value) > 0,
    workers: workers.value,
    pack,
    // A damaged age manifest is for `art verify` and `art promote` to name; a look must not fail over it.
    toPromote: promotions.ok ? promotions.value : { newest: [], jobs: 0 },
    incomplete: folders.value.filter((run) => !rows.has(run)),
  });
}

async function shippedPack(root: string): Promise<Overview['pack']> {
  const link = join(root, 'dist', 'current');
  try {
    const [name, made] = await Promise.all([readlink(link), lstat(link)]);
    return { name, since: made.mtime.toISOString() };
  } catch {
    return null;
  }
}

const sumOf = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((sum, n) => sum + (n ?? 0), 0);

/** Jobs that a worker does or may take, those that wait for something else left out. */
const workingCount = ({ states, waits }: ProjectGlance): number =>
  sumOf(
    (Object.entries(states) as [JobState, number][]).map(([state, n]) =>
      isFinal(state) || gateOf(state) !== null ? 0 : n,
    ),
  ) - sumOf(waits.map((one) => one.jobs));

/** The overview for a person: what waits for them first, the next command last. At most 23 lines. */
export function overviewLines(
  seen: Overview,
  style: Style,
  { columns = 80, now = new Date() }: { readonly columns?: number; readonly now?: Date } = {},
): string[] {
  const { states, gates, waits, failures, toPromote: open } = seen;
  const working = workingCount(seen);
  const section = (
    title: string,
    paint: (text: string) => string,
    total: string,
    rows: readonly (readonly string[])[],
    more: number,
    how: string,
  ): string[] => [`${paint(title)}  ${total}${more > 0 ? `  (${how})` : ''}`, ...aligned(rows, columns)];
  const lines: string[] = [];
  if (gates.length > 0) {
    const shown = gates.length > mostGates ? gates.slice(0, mostGates - 1) : gates;
    const rows = shown.map((one) => [
      gateOf(one.state) ?? '',
      printable(one.recipeId),
      count(one.jobs, 'job'),
      formatJobId(one.oldest),
      one.since === null ? '' : ago(one.since, now),
    ]);
    const jobs = sumOf(gates.map((one) => one.jobs));
    const more = sumOf(gates.slice(shown.length).map((one) => one.jobs));
    lines.push(
      ...section(
        'waits for you',
        style.yellow,
        count(jobs, 'job'),
        rows,
        more,
        `art jobs --state ${gates[0]?.state ?? ''}`,
      ),
    );
  }
  if (working > 0) {
    const rows = seen.working.map((one) => [formatJobId(one.id), one.state, bindingText(one.binding)]);
    const more = working - rows.length;
    lines.push(...section('in work', style.cyan, count(working, 'job'), rows, more, 'art jobs'));
  }
  if (waits.length > 0) {
    const rows = waits
      .slice(0, mostNamed)
      .map((one) => [formatJobId(one.first), `${count(one.jobs, 'job')}: ${waitText(one, now)}`]);
    const jobs = sumOf(waits.map((one) => one.jobs));
    const more = sumOf(waits.slice(mostNamed).map((one) => one.jobs));
    lines.push(...section('waits', style.yellow, count(jobs, 'job'), rows, more, 'art jobs --waiting'));
  }
  if (failures.length > 0) {
    const rows = failures
      .slice(0, mostNamed)
      .map((one) => [
        formatJobId(one.latest),
        printable(
          `${one.jobs > 1 ? `${one.jobs} jobs ` : ''}${one.class}: ${one.message ?? 'no more is known'}`,
        ),
      ]);
    const jobs = sumOf(failures.map((one) => one.jobs));
    const more = sumOf(failures.slice(mostNamed).map((one) => one.jobs));
    lines.push(...section('failed', style.red, count(jobs, 'job'), rows, more, 'art jobs --state Failed'));
  }
  if (open.jobs > 0) {
    const rows = open.newest.map(({ job }) => [formatJobId(job.id), bindingText(job.binding)]);
    const more = open.jobs - rows.length;
    lines.push(
      ...section(
        'approved, not promoted',
        style.green,
        count(open.jobs, 'job'),
        rows,
        more,
        'art jobs --state Approved',
      ),
    );
  }
  const promoted = (states.Approved ?? 0) - open.jobs;
  if (promoted > 0) lines.push(`${style.green('promoted')}  ${count(promoted, 'job')}`);
  if (seen.spentTodayMicroUsd > 0) lines.push(`spent today  ${usdText(seen.spentTodayMicroUsd)}`);
  lines.push(...restLines(seen, style, columns, now));
  lines.push(`${style.bold('next')}: ${nextLine(seen, working)}`);
  return lines;
}

/** What is one line each: folders without rows, the pack, the workers. */
function restLines(
  { incomplete, pack, workers }: Overview,
  style: Style,
  columns: number,
  now: Date,
): string[] {
  const folders = `incomplete  ${count(incomplete.length, 'run folder')} without jobs (art db rebuild)`;
  return [
    ...(incomplete.length === 0 ? [] : [folders]),
    pack === null
      ? 'nothing shipped yet'
      : cut(
          `shipped  dist/${printable(pack.name)}, ${localTime(pack.since, now)}, ${ago(pack.since, now)}`,
          columns,
        ),
    workers.length === 0
      ? style.yellow('no worker is alive: run `art up`')
      : `${count(workers.length, 'worker')} alive`,
  ];
}

function nextLine(
  { gates, toPromote: open, states, pack, failures, workers }: Overview,
  working: number,
): string {
  const [first] = open.newest;
  const [failed] = failures;
  if (gates.length > 0) return 'art review';
  if (first !== undefined) return promoteLine(first);
  if ((states.Approved ?? 0) > 0 && pack === null) return 'art ship';
  if (working > 0) return workers.length === 0 ? 'art up' : 'art log --follow';
  if (failed !== undefined) return `art job show ${formatJobId(failed.latest)}`;
  return 'art generate <recipe>';
}

export const promoteLine = ({ job, assetId }: NextPromotion): string =>
  `${promoteCommand(formatJobId(job.id), assetId)}, then art ship`;

/** Rows below a title, their cells in columns, the last one cut where it does not fit. */
function aligned(rows: readonly (readonly string[])[], columns: number): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell));
  }
  return rows.map((row) => {
    const cells = row.map((cell, i) => (i === row.length - 1 ? cell : pad(cell, widths[i] ?? 0)));
    return cut(`  ${cells.join('  ')}`, columns).trimEnd();
  });
}

/** A painted title is short and whole; what follows it may be long. */
const cut = (line: string, columns: number): string =>
  displayWidth(line) <= columns || line.includes('\u001b') ? line : truncate(line, columns);
