import {
  itemKey,
  reasonCodes,
  stackKey,
  type ItemKey,
  type RejectReason,
  type ReviewItem,
  type Verdict,
} from './item.ts';
import { currentItem, itemOf, verdictFor, type ReviewNote, type ReviewSession } from './session.ts';
import { nextUndecided } from './walk.ts';

/** Why a picture cannot be judged now, or `null`. */
function obstacle(session: ReviewSession, item: ReviewItem, verdict: Verdict): ReviewNote | null {
  const key = itemKey(item);
  if (!session.onScreen.has(key)) return 'not-on-screen';
  if (verdict.verdict === 'reject') return null;
  if (item.isDraft === true && item.gate === 'review') return 'draft';
  if (session.unreadable.has(key)) return 'unreadable';
  return session.seen.get(key) === 'whole' ? null : 'part-only';
}

/** The verdict of the present picture, and on to the next. */
export function judge(session: ReviewSession, verdict: Verdict): ReviewSession {
  const item = currentItem(session);
  if (item === null) return session;
  const note = obstacle(session, item, verdict);
  if (note !== null) return { ...session, note };
  const key = itemKey(item);
  const judged = withVerdicts(session, [[item, verdict]]);
  const isApproved = verdict.verdict === 'approve';
  return advance({
    ...judged,
    offer: isApproved ? null : key,
    // In a comparison the approved one is what the next is measured against.
    reference: isApproved && session.view === 'compare' ? key : session.reference,
  });
}

/** Approves the present picture, and rejects the others of its stack that were looked at as duplicates of it. */
export function keepOfStack(session: ReviewSession): ReviewSession {
  const item = currentItem(session);
  if (item === null) return session;
  const note = obstacle(session, item, { verdict: 'approve' });
  if (note !== null) return { ...session, note };
  const stack = stackKey(item);
  const rest = session.items.filter(
    (other) =>
      other !== item && stackKey(other) === stack && verdictFor(session, other)?.verdict !== 'reject',
  );
  const looked = rest.filter((other) => session.seen.has(itemKey(other)));
  const duplicate: Verdict = { verdict: 'reject', reason: { kind: 'code', code: 'duplicate' } };
  const judged = withVerdicts(session, [
    [item, { verdict: 'approve' }],
    ...looked.map((other): [ReviewItem, Verdict] => [other, duplicate]),
  ]);
  const unseen = rest.length - looked.length;
  return { ...advance(judged), note: { kind: 'stack', rejected: looked.length, unseen } };
}

export function clear(session: ReviewSession): ReviewSession {
  const item = currentItem(session);
  if (item === null || verdictFor(session, item) === null) return { ...session, note: 'nothing-to-clear' };
  if (!session.onScreen.has(itemKey(item))) return { ...session, note: 'not-on-screen' };
  return withVerdicts(session, [[item, null]]);
}

/** Takes back what the last verdict key did, and shows its picture. */
export function undo(session: ReviewSession): ReviewSession {
  const last = session.history.at(-1);
  const at = session.items.findIndex((item) => itemKey(item) === last?.[0]?.key);
  if (last === undefined || at < 0) return { ...session, note: 'nothing-to-undo' };
  const verdicts = new Map(session.verdicts);
  for (const { key, before } of last) {
    if (before === null) verdicts.delete(key);
    else verdicts.set(key, before);
  }
  return {
    ...session,
    verdicts,
    cursor: at,
    sprite: at === session.cursor ? session.sprite : null,
    isPlaying: false,
    history: session.history.slice(0, -1),
    mode: { kind: 'look' },
  };
}

/** The reason of the rejection that was just made. It belongs to that verdict, so one undo takes both back. */
export function giveReason(session: ReviewSession, digit: number): ReviewSession {
  const item = itemOf(session, session.offer);
  const code = reasonCodes[digit - 1];
  if (item === null || code === undefined) return { ...session, offer: null };
  const explained = explain(session, itemKey(item), { kind: 'code', code });
  // The commit line says what will be signed; nothing takes its place.
  return { ...explained, offer: null, note: session.mode.kind === 'commit' ? null : explained.note };
}

/** Puts a reason to a rejection, where it still stands. */
export function explain(session: ReviewSession, key: ItemKey, reason: RejectReason): ReviewSession {
  const item = itemOf(session, key);
  if (item === null || session.verdicts.get(key)?.verdict !== 'reject') return session;
  const verdicts = new Map(session.verdicts).set(key, { verdict: 'reject', reason });
  return { ...session, verdicts, note: { kind: 'explained', jobId: item.jobId, reason } };
}

/** On to the next undecided picture; with none left, to the commit line. */
function advance(session: ReviewSession): ReviewSession {
  if (!session.isAdvancing) return { ...session, isPlaying: false };
  const at = nextUndecided(session, 1, 'known');
  const rested = { ...session, isPlaying: false };
  if (at !== null) return { ...rested, cursor: at, sprite: null, mode: { kind: 'look' } };
  return { ...rested, mode: { kind: 'commit', isShown: false } };
}

function withVerdicts(
  session: ReviewSession,
  changes: readonly (readonly [ReviewItem, Verdict | null])[],
): ReviewSession {
  const verdicts = new Map(session.verdicts);
  const step = changes.map(([item, verdict]) => {
    const key = itemKey(item);
    if (verdict === null) verdicts.delete(key);
    else verdicts.set(key, verdict);
    return { key, before: verdictFor(session, item) };
  });
  return { ...session, verdicts, history: [...session.history, step] };
}
