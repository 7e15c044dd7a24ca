import {
  type RejectReason,
  type ReviewFinding,
  type ReviewItem,
  type Verdict,
} from '../../../domain/review/item.ts';
import { starsNow, type Remark } from '../../../domain/review/remark.ts';
import { tally, verdictFor, type ReviewNote, type ReviewSession } from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { Size } from './picture.ts';

type PlainNote = Extract<ReviewNote, string>;

const plainNotes: { readonly [K in PlainNote]: string } = {
  draft:
    'Made from a draft, which is never approved here. Take "draft" out of the recipe and generate again.',
  'not-on-screen': 'This picture was not on the screen yet when that key came. Press it again.',
  'part-only': 'Only a part of it was on the screen so far. E shows the whole picture.',
  unreadable: 'A picture that cannot be read cannot be approved. X rejects it, Right goes on.',
  'nothing-decided': 'Nothing is decided yet: P approves, X rejects.',
  'nothing-to-undo': 'There is nothing to undo in this sitting.',
  'nothing-to-clear': 'This picture has no verdict.',
  'nothing-undecided': 'No other picture is undecided. Enter commits.',
  'nothing-to-compare': 'There is no other picture to compare this one with.',
  'last-item': 'This is the last picture. Enter commits, Q quits and keeps the drafts.',
  'first-item': 'This is the first picture.',
  'commit-first': 'All is decided. Enter commits, Z takes the last verdict back.',
  'one-key-a-line': 'One key, then Enter.',
  'advance-on': 'A verdict goes on to the next undecided picture.',
  'advance-off': 'A verdict stays on its picture. V goes on by itself again.',
  'draft-not-kept': 'NOT KEPT on disk: that verdict is lost if this program ends before the commit.',
  'remark-not-kept': 'Not kept: the database did not take those stars or that note.',
};

export function noteText(note: ReviewNote): string {
  if (typeof note === 'string') return plainNotes[note];
  if (note.kind === 'explained') return `Rejected ${shortJob(note.jobId)}: ${reasonText(note.reason)}.`;
  const unseen = note.unseen === 0 ? '' : ` ${note.unseen} that you have not looked at stay undecided.`;
  if (note.rejected === 0) return `Kept; nothing else of its stack was rejected.${unseen}`;
  return `Kept; ${count(note.rejected, 'other', 'others')} of its stack rejected as duplicate.${unseen} Z undoes.`;
}

/** A job as a person types it: `42/3` for `run_0042_k3f9/3`. */
export function shortJob(jobId: string): string {
  const match = /^run_0*([0-9]+)_[a-z0-9]+\/([0-9.]+)$/.exec(jobId);
  return match === null ? printable(jobId) : `${match[1]}/${match[2]}`;
}

/** What a verdict is in one sign: `P`, `X`, and `.` for none. */
export const verdictSign = (verdict: Verdict | null): 'P' | 'X' | '.' =>
  verdict === null ? '.' : verdict.verdict === 'approve' ? 'P' : 'X';

/** The stars of everybody: `***  (kari **)`; empty without any. */
export function starsText(remarks: readonly Remark[], author: string): string {
  const stars = starsNow(remarks);
  const own = stars.get(author);
  const others = [...stars].flatMap(([name, given]) =>
    name === author ? [] : [`${printable(name)} ${'*'.repeat(given)}`],
  );
  return [own === undefined ? '' : '*'.repeat(own), others.length === 0 ? '' : `(${others.join(', ')})`]
    .filter((part) => part !== '')
    .join(' ');
}

export const reasonText = (reason: RejectReason): string =>
  reason.kind === 'code' ? reason.code : `"${printable(reason.text)}"`;

export function verdictText(verdict: Verdict | null): string {
  if (verdict === null) return 'undecided';
  if (verdict.verdict === 'approve') return 'approve (draft)';
  return `reject${verdict.reason === null ? '' : `: ${reasonText(verdict.reason)}`} (draft)`;
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

export const dollars = (microUsd: number): string => `$${(microUsd / 1_000_000).toFixed(2)}`;

/** What Enter will sign, and what that lets be spent. */
export function commitText(session: ReviewSession): string {
  const { approve, reject, undecided, releasesMicroUsd } = tally(session);
  const decisions = count(approve + reject, 'decision', 'decisions');
  const rest = undecided === 0 ? '' : ` ${count(undecided, 'stays', 'stay')} undecided.`;
  const spend = releasesMicroUsd === 0 ? '' : ` Releases ${dollars(releasesMicroUsd)}.`;
  return `Commit ${decisions}: ${approve} approve, ${reject} reject.${rest}${spend}`;
}

const findingOrder: { readonly [K in ReviewFinding['outcome']]: number } = {
  failed: 0,
  warning: 1,
  passed: 2,
};
const findingSign = { failed: 'FAIL', warning: 'warn', passed: 'pass' } as const;

export interface FindingText {
  readonly outcome: ReviewFinding['outcome'];
  readonly text: string;
}

/** What the checks said: a summary, then each that did not pass, failures first; `null` where none was run. */
export function findingTexts(
  findings: readonly ReviewFinding[],
): { summary: string; lines: FindingText[] } | null {
  if (findings.length === 0) return null;
  const of = (outcome: ReviewFinding['outcome']): number =>
    findings.filter((finding) => finding.outcome === outcome).length;
  const [failed, warning, passed] = [of('failed'), of('warning'), of('passed')];
  const parts = [
    failed > 0 ? `${failed} failed` : '',
    warning > 0 ? count(warning, 'warning', 'warnings') : '',
    `${passed} passed`,
  ];
  const summary =
    failed + warning === 0 ? `${passed} passed, none failed` : parts.filter((part) => part !== '').join(', ');
  const lines = findings
    .filter(({ outcome }) => outcome !== 'passed')
    .sort((a, b) => findingOrder[a.outcome] - findingOrder[b.outcome])
    .map(({ outcome, validator, message }) => ({
      outcome,
      text: `${findingSign[outcome]} ${printable(validator)}: ${printable(message)}`,
    }));
  return { summary, lines };
}

/** Every lever and its value, in canonical order. */
export const leverText = (item: ReviewItem): string =>
  Object.keys(item.levers)
    .sort()
    .map((name) => `${printable(name)} ${printable(item.levers[name] ?? '')}`)
    .join(', ');

/** One sign for each picture, `>` for the present one: `PX>..`. Cut to a window where it is long. */
export function stripText(session: ReviewSession, columns: number): string {
  const signs = session.items.map((item, i) =>
    i === session.cursor ? '>' : verdictSign(verdictFor(session, item)),
  );
  if (signs.length <= columns) return signs.join('');
  const room = Math.max(1, columns - 2);
  const from = Math.max(0, Math.min(session.cursor - Math.floor(room / 2), signs.length - room));
  const to = Math.min(signs.length, from + room);
  return `${from > 0 ? '…' : ''}${signs.slice(from, to).join('')}${to < signs.length ? '…' : ''}`;
}

/** The words for the picture that is looked at: `sprite 3 of 8: w`, or how many there are. */
export function spriteText(session: ReviewSession, item: ReviewItem, isDrawn: boolean): string {
  const { sprites } = item;
  if (sprites.length === 0) return '';
  const name = sprites[session.sprite ?? -1]?.name;
  if (session.sprite === null || name === undefined) {
    const hint = sprites.length === 1 ? ' (. shows it)' : ' (. shows one)';
    return count(sprites.length, 'sprite', 'sprites') + (isDrawn ? hint : '');
  }
  return `sprite ${session.sprite + 1} of ${sprites.length}: ${printable(name)}`;
}

/** Where no picture is drawn: its size, and how to see it. */
export function undrawnText({ width, height }: Size, sprites: string): string {
  const how = 'not drawn here: open the file or an `art sheet`';
  return `${width} x ${height}${sprites === '' ? '' : `, ${sprites}`}; ${how}`;
}
