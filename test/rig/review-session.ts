import { review } from '../../src/domain/review/act.ts';
import { itemKey, type ReviewItem, type ReviewSprite } from '../../src/domain/review/item.ts';
import {
  currentItem,
  type KeyAction,
  type ReviewAction,
  type ReviewSession,
} from '../../src/domain/review/session.ts';
import { comparedWith } from '../../src/domain/review/walk.ts';

export const gateItem = (jobId: string, more: Partial<ReviewItem> = {}): ReviewItem => ({
  gate: 'concept',
  jobId,
  recipeId: 'skerry.character.raider.v1',
  recipeTitle: 'Raider',
  levers: { hair: 'red' },
  backend: 'procedural',
  childIndex: 0,
  seed: 7,
  picturePath: `art_pool/${jobId}.png`,
  digest: 'a'.repeat(64),
  findings: [],
  candidates: 1,
  sprites: [],
  releasesMicroUsd: 0,
  ...more,
});

export const reviewItems = (...jobIds: readonly string[]): ReviewItem[] => jobIds.map((id) => gateItem(id));

export const aSprite = (name: string, more: Partial<ReviewSprite> = {}): ReviewSprite => ({
  name,
  rectangle: { x: 0, y: 0, w: 1, h: 1 },
  direction: null,
  animation: null,
  step: null,
  duration_ms: null,
  ...more,
});

/** The session once the person sees what it shows. */
export function atReview(session: ReviewSession): ReviewSession {
  const shown = [currentItem(session), session.view === 'compare' ? comparedWith(session) : null];
  const keys = shown.flatMap((item) => (item === null ? [] : [itemKey(item)]));
  const isCommitLine = session.mode.kind === 'commit';
  return review(session, { kind: 'shown', whole: keys, part: [], isCommitLine });
}

type Simple = Exclude<KeyAction['kind'], 'digit' | 'text' | 'step' | 'view'>;

/** Applies actions, each after the person has seen what the one before it brought to the screen. */
export const play = (session: ReviewSession, ...actions: readonly (ReviewAction | Simple)[]): ReviewSession =>
  actions.reduce<ReviewSession>(
    (now, action) =>
      review(atReview(now), typeof action === 'string' ? ({ kind: action } as ReviewAction) : action),
    session,
  );
