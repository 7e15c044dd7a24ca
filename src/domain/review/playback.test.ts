import { describe, expect, test } from 'vitest';
import { aSprite, gateItem, play } from '../../../test/rig/review-session.ts';
import { directions } from '../candidate/sprite.ts';
import { review } from './act.ts';
import type { ReviewSprite } from './item.ts';
import { playbackOf } from './playback.ts';
import { openReview } from './session.ts';
import { playedMs } from './walk.ts';

const name = (text: string) => text as NonNullable<ReviewSprite['animation']>;
const walk = (direction: 's' | 'e', step: number, ms: number | null): ReviewSprite =>
  aSprite(`walk/${direction}/${step}`, { direction, animation: name('walk'), step, duration_ms: ms });
const sheet = [
  aSprite('s', { direction: 's' }),
  walk('s', 1, 80),
  walk('s', 0, 120),
  walk('e', 0, 50),
  walk('e', 1, null),
];
const sides = directions.map((direction) => aSprite(direction, { direction }));

describe('playback', () => {
  test('plays the first animation of a sheet in one direction, in the order of its steps and at their durations', () => {
    expect(playbackOf(sheet, null)).toEqual([
      { sprite: 2, durationMs: 120 },
      { sprite: 1, durationMs: 80 },
    ]);
  });

  test('plays the animation and the direction of the sprite that is shown', () => {
    expect(playbackOf(sheet, 4)).toEqual([
      { sprite: 3, durationMs: 50 },
      { sprite: 4, durationMs: 100 },
    ]);
  });

  test('turns a figure that has directions and no steps', () => {
    expect(playbackOf(sides, null)?.map(({ sprite }) => sprite)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('has nothing to play for stills, a single step or two sides', () => {
    expect(playbackOf([], null)).toBeNull();
    expect(playbackOf([aSprite('a'), aSprite('b')], null)).toBeNull();
    expect(playbackOf([walk('s', 0, 80)], null)).toBeNull();
    expect(playbackOf(sides.slice(0, 2), null)).toBeNull();
  });

  test('is never faster than a terminal can draw', () => {
    expect(playbackOf([walk('s', 0, 1), walk('s', 1, 1)], null)?.[0]?.durationMs).toBe(20);
  });
});

describe('Space', () => {
  const items = [gateItem('a', { sprites: sides }), gateItem('b')];

  test('plays, steps round the end with the time, and stops', () => {
    let session = play(openReview(items), 'play');
    expect([session.isPlaying, session.sprite, playedMs(session)]).toEqual([true, 0, 250]);
    for (let i = 0; i < 9; i += 1) session = review(session, { kind: 'tick' });
    expect(session.sprite).toBe(1);
    const stopped = play(session, 'play');
    expect([stopped.isPlaying, stopped.sprite, playedMs(stopped)]).toEqual([false, 1, null]);
  });

  test('is stopped by every verdict, by a step and by leaving', () => {
    for (const kind of [
      'approve',
      'reject',
      'keep-of-stack',
      'next-sprite',
      'previous-sprite',
      'next',
    ] as const) {
      expect(play(openReview(items), 'play', kind).isPlaying).toBe(false);
    }
    expect(play(openReview(items), 'toggle-advance', 'play', 'approve').isPlaying).toBe(false);
  });

  test('goes on to the next picture where nothing moves', () => {
    expect(play(openReview(items), 'next', 'previous', 'next').cursor).toBe(1);
    expect(play(openReview([...items].reverse()), 'play')).toMatchObject({ cursor: 1, isPlaying: false });
  });

  test('starts nothing by itself', () => {
    expect(review(openReview(items), { kind: 'tick' })).toMatchObject({ isPlaying: false, sprite: null });
  });
});
