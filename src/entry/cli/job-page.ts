import type { Digest } from '../../domain/ids.ts';
import { formatJobId, type JobId } from '../../domain/job/job-id.ts';
import { gateOf } from '../../domain/job/transition.ts';
import { printable } from '../../domain/source/printable.ts';
import { usdText } from '../../domain/spend/usd.ts';
import type { DecisionSummary, JobFacts, SagaEvent } from '../../ports/listings.ts';
import type { Note } from '../../ports/notes.ts';
import type { GateCandidate, JobSummary } from '../../ports/run-queue.ts';
import { actorOf, detailWords } from './event-text.ts';
import { listingLines } from './listing.ts';
import type { Output } from './output.ts';
import { stageListing, type CommittedStage } from './stage-rows.ts';
import { waitText } from './wait-text.ts';
import { ago, bindingText, localSecond, localTime } from './words.ts';

/** All that is known of one job. */
export interface JobPage {
  readonly job: JobSummary;
  readonly facts: JobFacts;
  /** The last ones, in order. */
  readonly events: readonly SagaEvent[];
  /** Every try of its cell, the first one first. */
  readonly tries: readonly JobId[];
  readonly notes: readonly Note[];
  readonly stages: readonly CommittedStage[];
  /** Why the run folder could not be read; `null` where it was. */
  readonly folderFault: string | null;
  readonly promotedAs: readonly string[];
}

export interface ShownPicture {
  readonly what: 'concept' | 'candidate';
  readonly picture: GateCandidate;
  readonly decision: DecisionSummary | null;
}

/** The pictures that the job's gates show or showed, its concept first. */
export const picturesOf = ({ job, facts }: JobPage): readonly ShownPicture[] => {
  const shown = (what: ShownPicture['what']) => (picture: GateCandidate) => ({
    what,
    picture,
    decision: facts.decisions.get(picture.digest) ?? null,
  });
  return [
    ...(job.concept === null ? [] : [shown('concept')(job.concept)]),
    ...job.candidates.map(shown('candidate')),
  ];
};

/** Commands that make sense in the state that the job is in, the likeliest first. */
export function nextCommands({ job, tries, promotedAs, facts }: JobPage): string[] {
  const name = formatJobId(job.id);
  const latest = tries.at(-1);
  const isWithdrawn = (one: GateCandidate): boolean =>
    facts.decisions.get(one.digest)?.verdict === 'withdraw';
  // Its job stays Approved: what is promoted of it, if anything, fills nothing.
  const withdrawn = job.candidates.find(isWithdrawn);
  if (latest !== undefined && latest.try !== job.id.try) return [`art job show ${formatJobId(latest)}`];
  switch (job.state) {
    case 'AwaitingConceptApproval':
      return [`art review-concepts ${name}`];
    case 'AwaitingReview':
      return [`art review ${name}`];
    case 'Approved':
      if (withdrawn !== undefined) return [`art withdraw --undo ${withdrawn.digest.slice(0, 12)}`];
      return promotedAs.length === 0 ? [`art promote ${name}`] : ['art ship'];
    case 'Rejected':
    case 'Failed':
      return [`art retry ${name}`];
    case 'Pending':
    case 'ConceptGenerating':
    case 'RotationGenerating':
    case 'Persisting':
      return facts.lease === null ? ['art up', `art cancel ${name}`] : [`art log ${name} --follow`];
  }
}

/** The page of a job for a person. */
export function jobPageLines(output: Output, page: JobPage, now: Date): string[] {
  const { job, facts, tries } = page;
  const style = output.style('stdout');
  const since = page.events.findLast((event) => event.from !== event.to)?.at ?? job.createdAt;
  const others = tries.filter((id) => id.try !== job.id.try).map(formatJobId);
  const backends = job.conceptBackend === null ? '' : `, concept by ${printable(job.conceptBackend)}`;
  const said: readonly (readonly [string, string | null])[] = [
    [
      'recipe',
      `${printable(job.recipeId)}${job.isDraft ? ' (draft)' : ''}  ${job.recipeDigest.slice(0, 12)}`,
    ],
    ['levers', bindingText(job.binding)],
    ['seed', `${job.seed}, child ${job.childIndex}`],
    ['backend', `${printable(job.backend)}${backends}`],
    ['made', localTime(job.createdAt, now)],
    ['tries', others.length === 0 ? null : `this is try ${job.id.try}; also ${others.join(' ')}`],
    ['attempt', facts.attempt > 1 ? String(facts.attempt) : null],
    ['worker', facts.lease === null ? null : leaseText(facts.lease, now)],
    [
      'waits for',
      job.waitingFor === null
        ? null
        : waitText({ for: job.waitingFor, until: job.runAt, first: job.id }, now),
    ],
    ['gate', gateOf(job.state) === null ? null : `${gateOf(job.state)}, entry ${job.gateSeq}`],
    ['error', errorText(job)],
    ['to do', errorText(job) === null || job.state !== 'Failed' ? null : adviceFor(job)],
    ['cost', facts.costMicroUsd === 0 ? null : usdText(facts.costMicroUsd)],
    ['promoted as', page.promotedAs.length === 0 ? null : page.promotedAs.map(printable).join(' ')],
  ];
  const shown = said.filter((fact): fact is readonly [string, string] => fact[1] !== null);
  const width = Math.max(...shown.map(([title]) => title.length));
  return [
    `${style.bold(formatJobId(job.id))}  ${job.state} since ${localTime(since, now)}, ${ago(since, now)}`,
    ...shown.map(([title, text]) => `${style.dim(title.padEnd(width))}  ${text}`),
    ...titled('pictures', pictureLines(page, now)),
    ...titled('stages', stageLines(output, page)),
    ...titled(
      'notes',
      page.notes.map((note) => noteLine(note, now)),
    ),
    ...titled('events', eventLines(output, page.events)),
  ];

  function titled(title: string, lines: readonly string[]): string[] {
    return lines.length === 0 ? [] : ['', style.bold(title), ...lines];
  }
}

const leaseText = ({ worker, expiresAt }: NonNullable<JobFacts['lease']>, now: Date): string =>
  Date.parse(expiresAt) < now.getTime()
    ? `${printable(worker)}, whose lease ran out; another worker takes the job over`
    : printable(worker);

const errorText = ({ errorClass, errorMessage }: JobSummary): string | null =>
  errorClass === null ? null : printable(`${errorClass}${errorMessage === null ? '' : `: ${errorMessage}`}`);

/** What a person does about a failed job, by the class of its error. */
function adviceFor({ id, errorClass }: JobSummary): string {
  const retry = `art retry ${formatJobId(id)}`;
  switch (errorClass) {
    case 'cancelled':
      return `it was cancelled; to make it after all: ${retry}`;
    case 'internal-error':
      return 'a fault of Artkiln itself; report it with the log in .art/logs';
    case 'recipe-drift':
    case 'run-record-differs':
    case 'run-record-invalid':
      return `put the files back from version control, then ${retry}`;
    case 'run-recipe-unreadable':
      return `end the worker, start it again with \`art up\`, then ${retry}`;
    default:
      return `mend the cause (finished stages are not made again), then ${retry}`;
  }
}

function pictureLines(page: JobPage, now: Date): string[] {
  return picturesOf(page).flatMap(({ what, picture, decision }) => [
    `${what.padEnd(9)}  ${picture.digest.slice(0, 12)}  ${decision === null ? 'undecided' : decisionText(decision, now)}`,
    `  ${printable(picture.path)}`,
  ]);
}

const decisionText = ({ verdict, reviewer, reason, at }: DecisionSummary, now: Date): string =>
  printable(`${verdict} by ${reviewer}, ${localTime(at, now)}${reason === null ? '' : `: ${reason}`}`);

function stageLines(output: Output, { stages, folderFault }: JobPage): string[] {
  const fault =
    folderFault === null
      ? []
      : [`the run folder cannot be read (${folderFault}); \`art verify\` names what is wrong`];
  return [
    ...(stages.length === 0 ? [] : listingLines(output, stageListing(stages, output.flags.plain))),
    ...fault,
  ];
}

const noteLine = (
  { author, stars, label, text, at, digest }: Note & { readonly digest: Digest },
  now: Date,
): string =>
  [
    digest.slice(0, 12),
    printable(author),
    stars === null ? '' : stars === 0 ? 'no stars' : '*'.repeat(stars),
    label === null ? '' : printable(`[${label}]`),
    text === null ? '' : printable(text),
    localTime(at, now),
  ]
    .filter((piece) => piece !== '')
    .join('  ');

function eventLines(output: Output, events: readonly SagaEvent[]): string[] {
  const columns = [
    { title: '#', align: 'right' as const },
    { title: 'when', isWhole: true },
    { title: 'event', isWhole: true },
    { title: 'to', isWhole: true },
    { title: 'by', isCuttable: true },
  ];
  const rows = events.map((event) => [
    String(event.seq),
    localSecond(event.at),
    event.event,
    event.to,
    [actorOf(event), ...detailWords(event)].join(', '),
  ]);
  return events.length === 0 ? [] : listingLines(output, { title: [], columns, rows });
}
