import { itemKey, type ReasonCode, type ReviewItem, type Verdict } from './item.ts';
import {
  currentItem,
  distinct,
  verdictFor,
  type ModalAction,
  type ReviewAction,
  type ReviewMode,
  type ReviewSession,
} from './session.ts';

/** Longest typed reason, in code points. */
export const longestReason = 200;

const look: ReviewMode = { kind: 'look' };

/** One action, applied. What cannot be done now changes nothing and says so in `note`. */
export function review(session: ReviewSession, action: ReviewAction): ReviewSession {
  if (session.outcome !== 'open') return session;
  switch (action.kind) {
    case 'shown':
      return { ...session, seen: new Set(session.seen).add(action.key) };
    case 'failed-to-load':
      return { ...session, unreadable: new Set(session.unreadable).add(action.key) };
    case 'refresh':
      return refresh(session, action.items);
    case 'quit':
      return { ...session, mode: look, note: null, outcome: 'quit' };
    case 'note':
      return { ...session, note: action.note };
    case 'undo':
      return undo({ ...session, note: null });
    case 'help':
      return { ...session, note: null, mode: session.mode.kind === 'help' ? look : { kind: 'help' } };
    case 'approve':
    case 'reject':
    case 'clear':
    case 'reason':
    case 'text-begin':
    case 'text':
    case 'text-erase':
    case 'text-accept':
    case 'next':
    case 'previous':
    case 'first':
    case 'last':
    case 'next-sprite':
    case 'previous-sprite':
    case 'commit':
    case 'back':
      return inMode({ ...session, note: null }, action);
  }
}

function inMode(session: ReviewSession, action: ModalAction): ReviewSession {
  switch (session.mode.kind) {
    case 'help':
      return { ...session, mode: look };
    case 'look':
      return whileLooking(session, action);
    case 'reason':
      return whileReasoning(session, action);
    case 'text':
      return whileTyping(session, session.mode.text, action);
    case 'commit':
      return whileCommitting(session, action);
  }
}

function whileLooking(session: ReviewSession, action: ModalAction): ReviewSession {
  switch (action.kind) {
    case 'approve':
      return decide(session, { verdict: 'approve' }, advance);
    case 'reject':
      return decide(session, { verdict: 'reject', reason: null }, (decided) => ({
        ...decided,
        mode: { kind: 'reason' },
      }));
    case 'clear':
      return clear(session);
    case 'next':
      return move(session, session.cursor + 1);
    case 'previous':
      return move(session, session.cursor - 1);
    case 'first':
      return move(session, 0);
    case 'last':
      return move(session, session.items.length - 1);
    case 'next-sprite':
      return turn(session, 1);
    case 'previous-sprite':
      return turn(session, -1);
    case 'commit':
      return session.verdicts.size === 0
        ? { ...session, note: 'nothing-decided' }
        : { ...session, mode: { kind: 'commit' } };
    case 'back':
    case 'reason':
    case 'text-begin':
    case 'text':
    case 'text-erase':
    case 'text-accept':
      return session;
  }
}

/** After a rejection only its reason counts: a verdict key typed too soon must not hit this picture again. */
function whileReasoning(session: ReviewSession, action: ModalAction): ReviewSession {
  switch (action.kind) {
    case 'reason':
      return advance(action.code === null ? session : withReason(session, action.code));
    case 'commit':
    case 'next':
      return advance(session);
    case 'text-begin':
      return { ...session, mode: { kind: 'text', text: '' } };
    case 'back':
      return undo(session);
    case 'approve':
    case 'reject':
    case 'clear':
    case 'previous':
    case 'first':
    case 'last':
      return { ...session, note: 'reason-first' };
    case 'next-sprite':
      return turn(session, 1);
    case 'previous-sprite':
      return turn(session, -1);
    case 'text':
    case 'text-erase':
    case 'text-accept':
      return session;
  }
}

function whileTyping(session: ReviewSession, text: string, action: ModalAction): ReviewSession {
  if (action.kind === 'text') {
    return {
      ...session,
      mode: { kind: 'text', text: [...text, ...action.text].slice(0, longestReason).join('') },
    };
  }
  if (action.kind === 'text-erase') {
    return { ...session, mode: { kind: 'text', text: [...text].slice(0, -1).join('') } };
  }
  if (action.kind === 'back') return { ...session, mode: { kind: 'reason' } };
  if (action.kind !== 'text-accept') return session;
  const kept = text.trim();
  const item = currentItem(session);
  if (kept === '' || item === null) return advance(session);
  return advance(withVerdict(session, item, { verdict: 'reject', reason: { kind: 'text', text: kept } }));
}

function whileCommitting(session: ReviewSession, action: ModalAction): ReviewSession {
  switch (action.kind) {
    case 'commit':
      return { ...session, mode: look, outcome: 'commit' };
    case 'approve':
    case 'reject':
      return { ...session, note: 'commit-first' };
    case 'back':
      return { ...session, mode: look };
    case 'clear':
    case 'next':
    case 'previous':
    case 'first':
    case 'last':
    case 'next-sprite':
    case 'previous-sprite':
      return { ...whileLooking({ ...session, mode: look }, action), note: null };
    case 'reason':
    case 'text-begin':
    case 'text':
    case 'text-erase':
    case 'text-accept':
      return session;
  }
}

function decide(
  session: ReviewSession,
  verdict: Verdict,
  then: (decided: ReviewSession) => ReviewSession,
): ReviewSession {
  const item = currentItem(session);
  if (item === null) return session;
  const key = itemKey(item);
  const isDraft = item.isDraft === true && item.gate === 'review';
  if (verdict.verdict === 'approve' && isDraft) return { ...session, note: 'draft' };
  if (verdict.verdict === 'approve' && session.unreadable.has(key)) return { ...session, note: 'unreadable' };
  if (!session.seen.has(key) && !session.unreadable.has(key)) return { ...session, note: 'not-on-screen' };
  return then(withVerdict(remember(session, item), item, verdict));
}

function clear(session: ReviewSession): ReviewSession {
  const item = currentItem(session);
  if (item === null || verdictFor(session, item) === null) return { ...session, note: 'nothing-to-clear' };
  return withVerdict(remember(session, item), item, null);
}

function undo(session: ReviewSession): ReviewSession {
  const last = session.history.at(-1);
  const at = session.items.findIndex((item) => itemKey(item) === last?.key);
  const item = session.items[at];
  if (last === undefined || item === undefined) return { ...session, note: 'nothing-to-undo' };
  const back = withVerdict(session, item, last.before);
  return {
    ...back,
    cursor: at,
    sprite: at === session.cursor ? session.sprite : null,
    history: session.history.slice(0, -1),
    mode: look,
  };
}

/** To the next undecided picture after this one, round the end; with none left, to the commit line. */
function advance(session: ReviewSession): ReviewSession {
  const { items, cursor } = session;
  for (let step = 1; step <= items.length; step += 1) {
    const at = (cursor + step) % items.length;
    const item = items[at];
    if (item !== undefined && verdictFor(session, item) === null) {
      return { ...session, cursor: at, sprite: null, mode: look };
    }
  }
  return { ...session, mode: { kind: 'commit' } };
}

function move(session: ReviewSession, to: number): ReviewSession {
  if (to < 0) return { ...session, note: 'first-item' };
  if (to >= session.items.length) return { ...session, note: 'last-item' };
  return to === session.cursor ? session : { ...session, cursor: to, sprite: null };
}

/** Whole picture, first sprite ... last sprite, whole picture. */
function turn(session: ReviewSession, by: 1 | -1): ReviewSession {
  const places = (currentItem(session)?.sprites.length ?? 0) + 1;
  const place = ((session.sprite ?? -1) + 1 + by + places) % places;
  return { ...session, sprite: place === 0 ? null : place - 1 };
}

/**
 * Takes in what waits now. Pictures that are still here keep their places; new ones come after them; the
 * verdicts and undo steps of those that are gone go with them.
 */
function refresh(session: ReviewSession, items: readonly ReviewItem[]): ReviewSession {
  const now = new Map(distinct(items).map((item) => [itemKey(item), item]));
  const before = new Set(session.items.map(itemKey));
  const kept = session.items.flatMap((item) => now.get(itemKey(item)) ?? []);
  const arrived = [...now].flatMap(([key, item]) => (before.has(key) ? [] : [item]));
  const stays = (item: ReviewItem): boolean => now.has(itemKey(item));
  const current = currentItem(session);
  const isCurrentHere = current !== null && stays(current);
  const place = session.items.slice(0, session.cursor).filter(stays).length;
  const all = [...kept, ...arrived];
  const verdicts = new Map([...session.verdicts].filter(([key]) => now.has(key)));
  const isModeKept =
    session.mode.kind === 'help' || (session.mode.kind === 'commit' ? verdicts.size > 0 : isCurrentHere);
  return {
    ...session,
    items: all,
    cursor: Math.max(0, Math.min(place, (kept.length > 0 ? kept.length : all.length) - 1)),
    sprite: isCurrentHere ? session.sprite : null,
    verdicts,
    seen: new Set([...session.seen].filter((key) => now.has(key))),
    unreadable: new Set([...session.unreadable].filter((key) => now.has(key))),
    history: session.history.filter(({ key }) => now.has(key)),
    mode: isModeKept ? session.mode : look,
  };
}

const remember = (session: ReviewSession, item: ReviewItem): ReviewSession => ({
  ...session,
  history: [...session.history, { key: itemKey(item), before: verdictFor(session, item) }],
});

function withVerdict(session: ReviewSession, item: ReviewItem, verdict: Verdict | null): ReviewSession {
  const verdicts = new Map(session.verdicts);
  if (verdict === null) verdicts.delete(itemKey(item));
  else verdicts.set(itemKey(item), verdict);
  return { ...session, verdicts };
}

function withReason(session: ReviewSession, code: ReasonCode): ReviewSession {
  const item = currentItem(session);
  if (item === null) return session;
  return withVerdict(session, item, { verdict: 'reject', reason: { kind: 'code', code } });
}
