import {
  type RejectReason,
  type ReviewFinding,
  type ReviewItem,
  type Verdict,
} from '../../../domain/review/item.ts';
import {
  currentItem,
  tally,
  verdictFor,
  type ReviewNote,
  type ReviewSession,
} from '../../../domain/review/session.ts';
import { printable } from '../../../domain/source/printable.ts';

export const noteTexts: { readonly [K in ReviewNote]: string } = {
  draft:
    'Made from a draft, which is never approved here. Take "draft" out of the recipe and generate again.',
  'not-on-screen': 'This picture was not on the screen yet when that key came. Press it again.',
  unreadable: 'A picture that cannot be read cannot be approved. X rejects it, Space goes on.',
  'nothing-decided': 'Nothing is decided yet: P approves, X rejects.',
  'nothing-to-undo': 'There is nothing to undo in this sitting.',
  'nothing-to-clear': 'This picture has no verdict.',
  'last-item': 'This is the last picture. Enter commits, Q quits and keeps the drafts.',
  'first-item': 'This is the first picture.',
  'reason-first': 'Rejected: give a reason first, 1-6 or T, or Enter for none.',
  'commit-first': 'Enter commits. Left looks again, Z takes the last verdict back.',
  'one-key-a-line': 'One key, then Enter.',
};

export const reasonText = (reason: RejectReason): string =>
  reason.kind === 'code' ? reason.code : `"${printable(reason.text)}"`;

export function verdictText(verdict: Verdict | null): string {
  if (verdict === null) return 'undecided';
  if (verdict.verdict === 'approve') return 'approve (draft)';
  return `reject${verdict.reason === null ? '' : `: ${reasonText(verdict.reason)}`} (draft)`;
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const dollars = (microUsd: number): string => `$${(microUsd / 1_000_000).toFixed(2)}`;

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

/** One letter for each picture, the present one in brackets: `AR[.]..`. Cut to a window where it is long. */
export function stripText(session: ReviewSession, columns: number): string {
  const signs = session.items.map((item) => {
    const verdict = verdictFor(session, item);
    return verdict === null ? '.' : verdict.verdict === 'approve' ? 'A' : 'R';
  });
  const room = Math.max(1, columns - 4);
  const from = Math.max(0, Math.min(session.cursor - Math.floor(room / 2), signs.length - room));
  const to = Math.min(signs.length, from + room);
  const shown = signs.slice(from, to).map((sign, i) => (from + i === session.cursor ? `[${sign}]` : sign));
  return `${from > 0 ? '…' : ''}${shown.join('')}${to < signs.length ? '…' : ''}`;
}

/** The words for the picture that is looked at: `sprite 3 of 8: w`, or how many there are. */
export function spriteText(session: ReviewSession, isDrawn: boolean): string {
  const sprites = currentItem(session)?.sprites ?? [];
  if (sprites.length === 0) return '';
  const name = sprites[session.sprite ?? -1]?.name;
  if (session.sprite === null || name === undefined) {
    return count(sprites.length, 'sprite', 'sprites') + (isDrawn ? ' (. shows one)' : '');
  }
  return `sprite ${session.sprite + 1} of ${sprites.length}: ${printable(name)}`;
}
