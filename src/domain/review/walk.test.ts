import { describe, expect, test } from 'vitest';
import { aSprite, gateItem, play, reviewItems } from '../../../test/rig/review-session.ts';
import { review } from './act.ts';
import { currentItem, openReview, verdictFor, type ReviewSession } from './session.ts';
import { comparedWith } from './walk.ts';

const four = reviewItems('a', 'b', 'c', 'd');
const pair = (session: ReviewSession) => [comparedWith(session)?.jobId, currentItem(session)?.jobId];
const view = (name: 'single' | 'grid' | 'compare') => ({ kind: 'view', view: name }) as const;

describe('a comparison', () => {
  test('is with the last approved picture, and the arrows change the right one', () => {
    const session = play(openReview(four), 'approve', 'reject', view('compare'));
    expect(pair(session)).toEqual(['a', 'c']);
    expect(pair(play(session, 'next'))).toEqual(['a', 'd']);
  });

  test('is with what an earlier sitting approved, where this one has approved nothing yet', () => {
    const drafts = (['approve', 'approve', 'reject'] as const).map((verdict, i) => ({
      ...gateItem(['a', 'b', 'c'][i] ?? ''),
      ...(verdict === 'approve' ? { verdict } : { verdict, reason: null }),
    }));
    expect(pair(play(openReview(four, { drafts }), view('compare')))).toEqual(['b', 'd']);
  });

  test('is with the picture before where nothing was approved, and with the one after at the start', () => {
    expect(pair(play(openReview(four), 'next', 'next', view('compare')))).toEqual(['b', 'c']);
    expect(pair(play(openReview(four), view('compare')))).toEqual(['b', 'a']);
  });

  test('judges the right picture; what is approved there is what the next is compared with', () => {
    const session = play(openReview(four), 'approve', view('compare'), 'approve');
    expect(pair(session)).toEqual(['b', 'c']);
    const rejected = play(session, 'reject');
    expect(pair(rejected)).toEqual(['b', 'd']);
  });

  test('swaps its two, and steps the left one past the right one', () => {
    const session = play(openReview(four), 'next', view('compare'));
    expect(pair(session)).toEqual(['a', 'b']);
    expect(pair(play(session, 'swap'))).toEqual(['b', 'a']);
    expect(pair(play(session, 'next-reference'))).toEqual(['c', 'b']);
    expect(play(session, 'previous-reference').note).toBe('first-item');
  });

  test('needs two pictures', () => {
    const one = play(openReview([gateItem('a')]), view('compare'));
    expect(one).toMatchObject({ view: 'single', note: 'nothing-to-compare' });
    const two = play(openReview(four.slice(0, 2)), view('compare'));
    expect(review(two, { kind: 'refresh', items: four.slice(0, 1) }).view).toBe('single');
  });

  test('shows the difference on D, and only there', () => {
    expect(play(openReview(four), 'difference').isDifference).toBe(false);
    expect(play(openReview(four), view('compare'), 'difference').isDifference).toBe(true);
  });
});

describe('moving', () => {
  test('Tab goes to the next undecided picture in both directions, and says when there is none', () => {
    const session = play(openReview(four), 'approve', 'approve', 'first');
    expect(play(session, 'next-undecided').cursor).toBe(2);
    expect(play(session, 'previous-undecided').cursor).toBe(3);
    const last = play(openReview(four.slice(0, 1)), 'next-undecided');
    expect(last.note).toBe('nothing-undecided');
  });

  test('a step beyond the ends goes nowhere', () => {
    expect(play(openReview(four), { kind: 'step', by: 5 }).cursor).toBe(0);
    expect(play(openReview(four), { kind: 'step', by: 3 }).cursor).toBe(3);
  });

  test('the key of the open view and Escape lead back to the single picture', () => {
    expect(play(openReview(four), view('grid'), view('grid')).view).toBe('single');
    expect(play(openReview(four), view('grid'), 'back').view).toBe('single');
    expect(play(openReview(four), view('grid'), view('compare')).view).toBe('compare');
  });

  test('verdict keys work in every view', () => {
    for (const name of ['single', 'grid', 'compare'] as const) {
      const [first] = four;
      if (first === undefined) throw new Error('no items');
      const session = play(openReview(four), view(name), 'approve');
      expect(verdictFor(session, first)?.verdict).toBe('approve');
      expect(session.cursor).toBe(1);
    }
  });

  test('sprites turn through and back to the whole picture', () => {
    const sheet = gateItem('a', { sprites: ['s', 'n'].map((name) => aSprite(name)) });
    const seen: (number | null)[] = [];
    let session = openReview([sheet]);
    for (let i = 0; i < 3; i += 1) {
      session = review(session, { kind: 'next-sprite' });
      seen.push(session.sprite);
    }
    expect(seen).toEqual([0, 1, null]);
    expect(review(session, { kind: 'previous-sprite' }).sprite).toBe(1);
  });
});
