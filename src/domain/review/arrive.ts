import { itemKey, type ItemKey, type ReviewItem } from './item.ts';
import type { Remarks } from './remark.ts';
import { currentItem, distinct, itemOf, type ReviewSession } from './session.ts';

/**
 * Takes in what waits now. Pictures that are still here keep their places; new ones come after them; the
 * verdicts and undo steps of those that are gone go with them.
 */
export function refresh(
  session: ReviewSession,
  items: readonly ReviewItem[],
  remarks: Remarks = new Map(),
): ReviewSession {
  const now = new Map(distinct(items).map((item) => [itemKey(item), item]));
  const before = new Set(session.items.map(itemKey));
  const isUnchanged =
    now.size === before.size && session.items.every((item) => now.get(itemKey(item)) === item);
  if (isUnchanged) return session;
  const kept = session.items.flatMap((item) => now.get(itemKey(item)) ?? []);
  const arrived = [...now].flatMap(([key, item]) => (before.has(key) ? [] : [item]));
  const stays = (item: ReviewItem): boolean => now.has(itemKey(item));
  const isHere = (key: ItemKey | null): boolean => key !== null && now.has(key);
  const current = currentItem(session);
  const isCurrentHere = current !== null && stays(current);
  const place = session.items.slice(0, session.cursor).filter(stays).length;
  const all = [...kept, ...arrived];
  const verdicts = new Map([...session.verdicts].filter(([key]) => now.has(key)));
  const known = new Map(session.remarks);
  for (const [digest, said] of remarks) if (!known.has(digest)) known.set(digest, said);
  return {
    ...session,
    items: all,
    cursor: Math.max(0, Math.min(place, (kept.length > 0 ? kept.length : all.length) - 1)),
    sprite: isCurrentHere ? session.sprite : null,
    isPlaying: isCurrentHere && session.isPlaying,
    reference: isHere(session.reference) ? session.reference : null,
    verdicts,
    seen: new Map([...session.seen].filter(([key]) => now.has(key))),
    onScreen: new Set([...session.onScreen].filter((key) => now.has(key))),
    unreadable: new Set([...session.unreadable].filter((key) => now.has(key))),
    arrivals: new Set([...[...session.arrivals].filter((key) => now.has(key)), ...arrived.map(itemKey)]),
    // A step whose own picture is gone cannot be shown any more; what it did to others of its stack stands.
    history: session.history.flatMap((step) => {
      const [first] = step;
      return first !== undefined && now.has(first.key) ? [step.filter(({ key }) => now.has(key))] : [];
    }),
    mode: modeAfter(session, verdicts.size, isCurrentHere, isHere),
    offer: isHere(session.offer) ? session.offer : null,
    remarks: known,
    view: session.view === 'compare' && all.length < 2 ? 'single' : session.view,
  };
}

function modeAfter(
  session: ReviewSession,
  verdicts: number,
  isCurrentHere: boolean,
  isHere: (key: ItemKey | null) => boolean,
): ReviewSession['mode'] {
  const { mode } = session;
  switch (mode.kind) {
    case 'help':
      return mode;
    case 'commit':
      if (verdicts === 0) return { kind: 'look' };
      // What was said on the commit line is not so any more: it has to be read again.
      return verdicts === session.verdicts.size ? mode : { kind: 'commit', isShown: false };
    case 'text':
      return isHere(mode.about) && itemOf(session, mode.about) !== null ? mode : { kind: 'look' };
    case 'look':
      return isCurrentHere ? mode : { kind: 'look' };
  }
}
