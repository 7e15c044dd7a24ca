import { refresh } from './arrive.ts';
import { itemKey, type ItemKey } from './item.ts';
import { clear, explain, giveReason, judge, keepOfStack, undo } from './judge.ts';
import { mostStars, starsNow, type Remark } from './remark.ts';
import {
  currentItem,
  itemOf,
  remarksFor,
  type KeyAction,
  type ReviewAction,
  type ReviewMode,
  type ReviewSession,
} from './session.ts';
import { move, nextUndecided, play, stepReference, swap, tick, toUndecided, toView, turn } from './walk.ts';

/** Longest typed reason or note, in code points. */
export const longestText = 500;

const look: ReviewMode = { kind: 'look' };

/** One action, applied. What cannot be done now changes nothing and says so in `note`. */
export function review(session: ReviewSession, action: ReviewAction): ReviewSession {
  if (session.outcome !== 'open') return session;
  switch (action.kind) {
    case 'shown':
      return show(session, action.whole, action.part, action.isCommitLine);
    case 'failed-to-load':
      return { ...session, unreadable: new Set(session.unreadable).add(action.key) };
    case 'tick':
      return tick(session);
    case 'note':
      return { ...session, note: action.note };
    case 'remark-lost':
      return loseRemark(session, action.remark);
    case 'refresh':
      return refresh(session, action.items, action.remarks);
    default:
      return act({ ...session, note: null }, action);
  }
}

/** A person's key. Every key but a digit and T closes the offer of a reason. */
function act(session: ReviewSession, action: KeyAction): ReviewSession {
  switch (session.mode.kind) {
    case 'help':
      return action.kind === 'quit' ? quit(session) : { ...session, mode: look };
    case 'text':
      return whileTyping(session, session.mode, action);
    case 'look':
    case 'commit':
      break;
  }
  if (action.kind === 'digit') {
    return session.offer === null ? giveStars(session, action.digit) : giveReason(session, action.digit);
  }
  if (action.kind === 'text-begin') return beginText(session);
  const closed = session.offer === null ? session : { ...session, offer: null };
  return session.mode.kind === 'commit' ? whileCommitting(closed, action) : whileLooking(closed, action);
}

function whileLooking(session: ReviewSession, action: KeyAction): ReviewSession {
  switch (action.kind) {
    case 'approve':
      return judge(session, { verdict: 'approve' });
    case 'reject':
      return judge(session, { verdict: 'reject', reason: null });
    case 'keep-of-stack':
      return keepOfStack(session);
    case 'clear':
      return clear({ ...session, isPlaying: false });
    case 'undo':
      return undo(session);
    case 'next':
      return move(session, session.cursor + 1);
    case 'previous':
      return move(session, session.cursor - 1);
    case 'first':
      return move(session, 0);
    case 'last':
      return move(session, session.items.length - 1);
    case 'step': {
      const to = session.cursor + action.by;
      return to < 0 || to >= session.items.length ? session : move(session, to);
    }
    case 'next-undecided':
      return toUndecided(session, 1);
    case 'previous-undecided':
      return toUndecided(session, -1);
    case 'next-sprite':
      return turn(session, 1);
    case 'previous-sprite':
      return turn(session, -1);
    case 'play':
      return play(session);
    case 'view':
      return toView(session, action.view);
    case 'swap':
      return swap(session);
    case 'next-reference':
      return stepReference(session, 1);
    case 'previous-reference':
      return stepReference(session, -1);
    case 'difference':
      return session.view === 'compare' ? { ...session, isDifference: !session.isDifference } : session;
    case 'toggle-advance':
      return {
        ...session,
        isAdvancing: !session.isAdvancing,
        note: session.isAdvancing ? 'advance-off' : 'advance-on',
      };
    case 'commit':
      return session.verdicts.size === 0
        ? { ...session, note: 'nothing-decided' }
        : { ...session, mode: { kind: 'commit', isShown: false }, isPlaying: false };
    case 'help':
      return { ...session, mode: { kind: 'help' }, isPlaying: false };
    case 'back':
      return session.view === 'single' ? { ...session, isPlaying: false } : toView(session, 'single');
    case 'quit':
      return quit(session);
    case 'digit':
    case 'text-begin':
    case 'text':
    case 'text-erase':
    case 'text-accept':
      return session;
  }
}

/** On the commit line no verdict is taken: a key too many must not change the last picture. */
function whileCommitting(session: ReviewSession, action: KeyAction): ReviewSession {
  switch (action.kind) {
    case 'commit':
      return session.mode.kind === 'commit' && session.mode.isShown
        ? { ...session, mode: look, outcome: 'commit' }
        : session;
    case 'approve':
    case 'reject':
    case 'keep-of-stack':
      return { ...session, note: 'commit-first' };
    case 'back':
      return { ...session, mode: look };
    case 'toggle-advance':
      return { ...whileLooking(session, action), mode: session.mode };
    default: {
      const looked = whileLooking({ ...session, mode: look }, action);
      return { ...looked, note: looked.note === 'nothing-undecided' ? looked.note : null };
    }
  }
}

const quit = (session: ReviewSession): ReviewSession => ({ ...session, mode: look, outcome: 'quit' });

/** Words for the rejection that was just made, else a note about the picture on the screen. */
function beginText(session: ReviewSession): ReviewSession {
  const item = itemOf(session, session.offer);
  if (item !== null) {
    const mode: ReviewMode = { kind: 'text', text: '', purpose: 'reason', about: itemKey(item) };
    return { ...session, mode, offer: null, isPlaying: false };
  }
  const current = currentItem(session);
  if (current === null) return session;
  if (!session.onScreen.has(itemKey(current))) return { ...session, note: 'not-on-screen' };
  const mode: ReviewMode = { kind: 'text', text: '', purpose: 'note', about: itemKey(current) };
  return { ...session, mode, offer: null, isPlaying: false };
}

function whileTyping(
  session: ReviewSession,
  mode: ReviewMode & { kind: 'text' },
  action: KeyAction,
): ReviewSession {
  switch (action.kind) {
    case 'text': {
      const text = [...mode.text, ...action.text].slice(0, longestText).join('');
      return { ...session, mode: { ...mode, text } };
    }
    case 'text-erase':
      return { ...session, mode: { ...mode, text: [...mode.text].slice(0, -1).join('') } };
    case 'text-accept':
      return acceptText(session, mode, mode.text.trim());
    case 'back':
      return closeText(session);
    case 'quit':
      return quit(session);
    default:
      return session;
  }
}

function acceptText(
  session: ReviewSession,
  { purpose, about }: ReviewMode & { kind: 'text' },
  text: string,
): ReviewSession {
  if (text === '') return closeText(session);
  const item = itemOf(session, about);
  if (item === null) return closeText(session);
  if (purpose === 'reason') return closeText(explain(session, about, { kind: 'text', text }));
  const said = { digest: item.digest, author: session.author, stars: null, label: null, text };
  return closeText(addRemark(session, said));
}

/** After the reason of the last rejection the commit line comes back. */
function closeText(session: ReviewSession): ReviewSession {
  const wasReason = session.mode.kind === 'text' && session.mode.purpose === 'reason';
  const isDone = wasReason && session.isAdvancing && nextUndecided(session, 1, 'known') === null;
  return isDone
    ? { ...session, mode: { kind: 'commit', isShown: false }, note: null }
    : { ...session, mode: look };
}

function giveStars(session: ReviewSession, stars: number): ReviewSession {
  const item = currentItem(session);
  if (item === null || stars > mostStars) return session;
  if (!session.onScreen.has(itemKey(item))) return { ...session, note: 'not-on-screen' };
  const now = starsNow(remarksFor(session, item)).get(session.author) ?? 0;
  if (now === stars) return session;
  return addRemark(session, { digest: item.digest, author: session.author, stars, label: null, text: null });
}

function addRemark(session: ReviewSession, remark: Remark): ReviewSession {
  const said = [...(session.remarks.get(remark.digest) ?? []), remark];
  return {
    ...session,
    remarks: new Map(session.remarks).set(remark.digest, said),
    made: [...session.made, remark],
  };
}

/** A remark that could not be kept must not look as if it were. */
function loseRemark(session: ReviewSession, remark: Remark): ReviewSession {
  const said = (session.remarks.get(remark.digest) ?? []).filter((one) => one !== remark);
  return {
    ...session,
    remarks: new Map(session.remarks).set(remark.digest, said),
    note: 'remark-not-kept',
  };
}

function show(
  session: ReviewSession,
  whole: readonly ItemKey[],
  part: readonly ItemKey[],
  isCommitLine: boolean,
): ReviewSession {
  const here = new Set(session.items.map(itemKey));
  const seen = new Map(session.seen);
  const onScreen = new Set<ItemKey>();
  for (const key of [...part, ...whole]) {
    if (!here.has(key)) continue;
    onScreen.add(key);
    if (seen.get(key) !== 'whole') seen.set(key, whole.includes(key) ? 'whole' : 'part');
  }
  const { mode } = session;
  return {
    ...session,
    seen,
    onScreen,
    mode: isCommitLine && mode.kind === 'commit' ? { kind: 'commit', isShown: true } : mode,
  };
}
