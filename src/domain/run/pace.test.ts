import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paceOf, withSample, type PaceSample } from './pace.ts';

const steady = (jobs: number, everyMs: number): PaceSample[] =>
  Array.from({ length: jobs + 1 }, (_, ready) => ({ atMs: ready * everyMs, ready }));

it('is what was ready in the time that it took', () => {
  expect(paceOf(steady(10, 500), 40, 5_000)).toEqual({ perSecond: 2, leftMs: 15_000 });
  expect(paceOf(steady(40, 500), 40, 20_000)).toEqual({ perSecond: 2, leftMs: 0 });
});

it('is not guessed from too little', () => {
  expect(paceOf([], 40, 0)).toBeNull();
  expect(paceOf(steady(1, 5_000), 40, 5_000)).toBeNull();
  expect(paceOf(steady(10, 10), 40, 100)).toBeNull();
});

it('does not run down by itself, and is given up when nothing moves any more', () => {
  const samples = steady(10, 500);
  expect(paceOf(samples, 40, 9_000)).toEqual(paceOf(samples, 40, 5_000));
  expect(paceOf(samples, 40, 10_001)).toBeNull();
  // One job in ten seconds: half a minute without one says nothing.
  expect(paceOf(steady(3, 10_000), 10, 60_000)).toMatchObject({ leftMs: 70_000 });
});

it('is that of the last minute: an hour of waiting before the first worker does not count', () => {
  let samples: readonly PaceSample[] = [{ atMs: 0, ready: 0 }];
  for (let ready = 1; ready <= 200; ready += 1)
    samples = withSample(samples, { atMs: 3_600_000 + ready * 1_000, ready });
  expect(samples.length).toBeLessThanOrEqual(62);
  expect(paceOf(samples, 300, 3_800_000)?.perSecond).toBeCloseTo(1);
});

it('is never negative and always finite, whatever the history', () => {
  const history = fc.array(fc.tuple(fc.nat({ max: 100_000 }), fc.nat({ max: 5 })), { maxLength: 40 });
  fc.assert(
    fc.property(history, fc.nat({ max: 300_000 }), (steps, afterMs) => {
      let samples: readonly PaceSample[] = [];
      let last = { atMs: 0, ready: 0 };
      for (const [ms, more] of steps) {
        last = { atMs: last.atMs + ms, ready: last.ready + more };
        samples = withSample(samples, last);
      }
      const pace = paceOf(samples, 200, last.atMs + afterMs);
      if (pace === null) return;
      expect(pace.perSecond).toBeGreaterThan(0);
      expect(Number.isFinite(pace.perSecond) && Number.isFinite(pace.leftMs)).toBe(true);
      expect(pace.leftMs).toBeGreaterThanOrEqual(0);
    }),
  );
});
