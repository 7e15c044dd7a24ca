import type { Json } from '../../domain/canonical-json.ts';
import { formatJobId } from '../../domain/job/job-id.ts';
import { count } from '../../domain/source/counted.ts';
import { printable } from '../../domain/source/printable.ts';
import type { SagaEvent } from '../../ports/listings.ts';
import type { Paint, Style } from './terminal/style.ts';
import { displayWidth, truncate } from './terminal/width.ts';
import { localSecond } from './words.ts';

/** Who does what; what is not here, workers do. */
const actors: { readonly [event: string]: string } = {
  queued: 'operator',
  cancel: 'operator',
  reclaimed: 'sweep',
  resumed: 'sweep',
  'timed-out': 'sweep',
};

/** The reviewer or the worker by name, else in which role somebody or something did it. */
export function actorOf({ event, decision, detail }: SagaEvent): string {
  if (decision !== null) return decision.reviewer;
  const worker = detail?.['worker'];
  return typeof worker === 'string' ? worker : (actors[event] ?? 'worker');
}

type Piece = readonly [text: string, paint: Paint | null];

/** What is narrower has no room for both states. */
const wideEnough = 110;

/**
 * One event as one line: local time, job, event, from -> to, detail, who. `columns` is the terminal's width, `null` in
 * a pipe, where a line is whole and tells the day too.
 */
export function eventLine(event: SagaEvent, style: Style, columns: number | null): string {
  const isNarrow = columns !== null && columns < wideEnough;
  const isMoved = event.from !== event.to;
  const before = isMoved && !isNarrow ? `${event.from} -> ` : isMoved ? '-> ' : '';
  const who: Piece = [`by ${printable(actorOf(event))}`, style.dim];
  const detail = detailWords(event).map((words): Piece => [printable(words), null]);
  const pieces: readonly Piece[] = [
    [columns === null ? localSecond(event.at) : localSecond(event.at).slice(11), style.dim],
    [formatJobId(event.job), null],
    [printable(event.event).padEnd(14), paintOf(event, style)],
    [`${before}${event.to}`, null],
    ...(isNarrow ? [who, ...detail] : [...detail, who]),
  ];
  let line = '';
  let room = columns ?? Number.MAX_SAFE_INTEGER;
  for (const [i, [text, paint]] of pieces.entries()) {
    const lead = i === 0 ? '' : '  ';
    if (room <= lead.length) break;
    const shown = truncate(text, room - lead.length);
    line += lead + (paint?.(shown) ?? shown);
    room -= lead.length + displayWidth(shown);
    if (shown !== text) break;
  }
  return line.trimEnd();
}

function paintOf({ event, to }: SagaEvent, style: Style): Paint | null {
  if (to === 'Failed') return style.red;
  if (event === 'approve') return style.green;
  return event === 'reject' || to === 'AwaitingReview' || to === 'AwaitingConceptApproval'
    ? style.yellow
    : null;
}

/** The cells of one event for `--plain`, in an order that stays. */
export const eventCells = (event: SagaEvent): readonly string[] => [
  event.at,
  formatJobId(event.job),
  String(event.seq),
  event.event,
  event.from,
  event.to,
  actorOf(event),
  detailWords(event).join(', '),
];

/** What the event says beside its move, in words. */
export function detailWords({ detail, decision }: SagaEvent): string[] {
  if (decision !== null) return decision.reason === null ? [] : [decision.reason];
  if (detail === null) return [];
  if (Array.isArray(detail)) return [count(detail.length, 'candidate')];
  return Object.entries(detail).flatMap(([name, value]) => {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return [];
    if (name === 'digest') return [String(value).slice(0, 12)];
    // The path says no more than the job and the digest do; the worker is who did it.
    return name === 'path' || name === 'worker' ? [] : [`${name}: ${String(value)}`];
  });
}

/** The event's own name, for `--before`: `run_0042_k3f9/3#5`. */
export const eventName = (event: Pick<SagaEvent, 'job' | 'seq'>): string =>
  `${formatJobId(event.job)}#${event.seq}`;

export const eventJson = (event: SagaEvent): { [key: string]: Json } => ({
  id: eventName(event),
  job: formatJobId(event.job),
  seq: event.seq,
  what: event.event,
  from: event.from,
  to: event.to,
  at: event.at,
  by: actorOf(event),
  login: event.login,
  decision: event.decision === null ? null : { ...event.decision },
  detail: event.detail as Json,
});
