import { itemKey, type ReviewItem } from './item.ts';
import { playbackOf } from './playback.ts';
import { currentItem, itemOf, verdictFor, type ReviewSession, type ReviewViewName } from './session.ts';

/** To another picture; a place that there is not says where the end is. */
export function move(session: ReviewSession, to: number): ReviewSession {
  if (to < 0) return { ...session, note: 'first-item' };
  if (to >= session.items.length) return { ...session, note: 'last-item' };
  return to === session.cursor ? session : { ...session, cursor: to, sprite: null, isPlaying: false };
}

/**
 * The place of the next undecided picture from the cursor, round the end. `known`: a picture that arrived in this
 * sitting only from another such one, so that no verdict jumps to it.
 */
export function nextUndecided(session: ReviewSession, by: 1 | -1, among: 'known' | 'all'): number | null {
  const { items, cursor, arrivals } = session;
  const here = items[cursor];
  const isAmongArrivals = here !== undefined && arrivals.has(itemKey(here));
  for (let step = 1; step <= items.length; step += 1) {
    const at = (cursor + by * step + items.length) % items.length;
    const item = items[at];
    if (item === undefined || verdictFor(session, item) !== null) continue;
    if (among === 'known' && !isAmongArrivals && arrivals.has(itemKey(item))) continue;
    return at;
  }
  return null;
}

export function toUndecided(session: ReviewSession, by: 1 | -1): ReviewSession {
  const at = nextUndecided(session, by, 'all');
  if (at === null || (at === session.cursor && session.items.length > 0)) {
    return { ...session, note: 'nothing-undecided' };
  }
  return move(session, at);
}

/** Whole picture, first sprite ... last sprite, whole picture. Stops what plays. */
export function turn(session: ReviewSession, by: 1 | -1): ReviewSession {
  const places = (currentItem(session)?.sprites.length ?? 0) + 1;
  const place = ((session.sprite ?? -1) + 1 + by + places) % places;
  return { ...session, sprite: place === 0 ? null : place - 1, isPlaying: false };
}

/** Starts and stops what can be played; goes on to the next picture where nothing can. */
export function play(session: ReviewSession): ReviewSession {
  if (session.isPlaying) return { ...session, isPlaying: false };
  const track = session.view === 'grid' ? null : trackOf(session);
  const first = track?.[0];
  if (track === null || first === undefined) return move(session, session.cursor + 1);
  const isOnTrack = track.some(({ sprite }) => sprite === session.sprite);
  return { ...session, isPlaying: true, sprite: isOnTrack ? session.sprite : first.sprite };
}

const trackOf = (session: ReviewSession) => playbackOf(currentItem(session)?.sprites ?? [], session.sprite);

/** How long the sprite on the screen stays while it is played, in ms; `null` while nothing plays. */
export function playedMs(session: ReviewSession): number | null {
  if (!session.isPlaying) return null;
  return trackOf(session)?.find(({ sprite }) => sprite === session.sprite)?.durationMs ?? null;
}

/** The next step of what plays. */
export function tick(session: ReviewSession): ReviewSession {
  const track = session.isPlaying ? trackOf(session) : null;
  if (track === null) return { ...session, isPlaying: false };
  const at = track.findIndex(({ sprite }) => sprite === session.sprite);
  const next = track[(at + 1) % track.length];
  return next === undefined ? session : { ...session, sprite: next.sprite };
}

/** Another view of the same picture; the view that is open already goes back to the single one. */
export function toView(session: ReviewSession, asked: ReviewViewName): ReviewSession {
  const view = session.view === asked ? 'single' : asked;
  const rested = { ...session, mode: { kind: 'look' } as const, isPlaying: false };
  if (view === session.view) return rested;
  if (view === 'grid') return { ...rested, view, gridFor: session.items.length, sprite: null };
  if (view === 'single') return { ...rested, view };
  const usual = usualReference(session);
  if (usual === null) return { ...rested, note: 'nothing-to-compare' };
  return { ...rested, view, reference: itemKey(usual), isDifference: false };
}

/** What the present picture is compared with: the reference, else what `usualReference` gives. */
export function comparedWith(session: ReviewSession): ReviewItem | null {
  const reference = itemOf(session, session.reference);
  return reference !== null && reference !== currentItem(session) ? reference : usualReference(session);
}

/** The last picture that was approved, in this sitting or an earlier one, else the one before this, else the one after. */
function usualReference(session: ReviewSession): ReviewItem | null {
  const current = currentItem(session);
  for (const step of [...session.history].reverse()) {
    const item = itemOf(session, step[0]?.key ?? null);
    if (item !== null && item !== current && verdictFor(session, item)?.verdict === 'approve') return item;
  }
  const before = session.items.slice(0, session.cursor).reverse();
  const kept = before.find((item) => verdictFor(session, item)?.verdict === 'approve');
  return kept ?? session.items[session.cursor - 1] ?? session.items[session.cursor + 1] ?? null;
}

/** The two pictures of a comparison change places. */
export function swap(session: ReviewSession): ReviewSession {
  const [current, other] = [currentItem(session), comparedWith(session)];
  if (session.view !== 'compare' || current === null || other === null) return session;
  return {
    ...session,
    cursor: session.items.indexOf(other),
    reference: itemKey(current),
    sprite: null,
    isPlaying: false,
  };
}

/** Another picture to compare the present one with. */
export function stepReference(session: ReviewSession, by: 1 | -1): ReviewSession {
  const other = comparedWith(session);
  if (session.view !== 'compare' || other === null) return move(session, session.cursor + by);
  let at = session.items.indexOf(other) + by;
  if (at === session.cursor) at += by;
  const item = session.items[at];
  if (item === undefined) return { ...session, note: at < 0 ? 'first-item' : 'last-item' };
  return { ...session, reference: itemKey(item) };
}
