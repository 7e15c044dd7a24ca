import { describe, expect, it } from 'vitest';
import { failure } from '../domain/failure.ts';
import { fail, ok } from '../domain/result.ts';
import type { ClaimedJob, Lease, WorkerQueue } from '../ports/worker-queue.ts';
import { keepLeases, watchSleep } from './keep-leases.ts';

function clockAt() {
  const time = { monotonic: 0, wall: Date.parse('2025-06-01T10:00:00.000Z') };
  return {
    monotonicMs: () => time.monotonic,
    now: () => new Date(time.wall).toISOString(),
    pass(ms: number, wallMs = ms) {
      time.monotonic += ms;
      time.wall += wallMs;
    },
  };
}

const jobOf = (key: string) =>
  ({ lease: { key, token: key }, id: { runId: 'run_0001_abcd', cell: 1, try: 1 } }) as unknown as ClaimedJob;

function keeper(live: () => readonly Lease[] | null) {
  const clock = clockAt();
  const lost: string[] = [];
  const queue = {
    renew: () => {
      const answer = live();
      return Promise.resolve(
        answer === null ? fail(failure('database-unreachable', { place: 'x', why: 'y' })) : ok(answer),
      );
    },
  } as unknown as WorkerQueue;
  const log = {
    info: () => undefined,
    warn: (event: string) => void lost.push(event),
    error: () => undefined,
  };
  return { clock, lost, leases: keepLeases({ queue, log, clock }, 'w', 60_000) };
}

describe('keepLeases', () => {
  it('aborts what the database no longer counts as ours, once, and only that', async () => {
    const { leases, lost } = keeper(() => [{ key: 'a', token: 'a' }]);
    const a = leases.hold(jobOf('a'), 'paint', 0);
    const b = leases.hold(jobOf('b'), 'paint', 0);
    await leases.renew();
    await leases.renew();
    expect([a.abort.signal.aborted, b.abort.signal.aborted, lost]).toEqual([false, true, ['lease-lost']]);
  });

  it('goes by its own clock while the database is mute', async () => {
    const { leases, clock } = keeper(() => null);
    const a = leases.hold(jobOf('a'), 'paint', 0);
    clock.pass(59_000);
    await leases.renew();
    expect(a.abort.signal.aborted).toBe(false);
    clock.pass(1_000);
    await leases.renew();
    expect(a.abort.signal.aborted).toBe(true);
  });

  it('counts what is held by turn', () => {
    const { leases } = keeper(() => []);
    const a = leases.hold(jobOf('a'), 'paint', 0);
    leases.hold(jobOf('b'), 'local', 0);
    expect([leases.busy('paint'), leases.busy('local')]).toEqual([1, 1]);
    leases.drop(a);
    expect(leases.busy('paint')).toBe(0);
  });
});

describe('watchSleep', () => {
  const watched = () => {
    const clock = clockAt();
    return { clock, watch: watchSleep(clock, 40_000, 60_000) };
  };

  it('holds expired leases against their workers while everything runs', () => {
    const { clock, watch } = watched();
    for (let i = 0; i < 10; i += 1) {
      clock.pass(20_000);
      watch.look();
      expect(watch.isAwake()).toBe(true);
    }
  });

  it('notices a laptop that slept, whose monotonic clock stood still', () => {
    const { clock, watch } = watched();
    clock.pass(5_000, 3_600_000);
    watch.look();
    expect(watch.isAwake()).toBe(false);
    // A second look, by the heart or the loop, does not make it forget.
    watch.look();
    expect(watch.isAwake()).toBe(false);
    clock.pass(60_000, 60_000);
    expect(watch.isAwake()).toBe(true);
  });

  it('notices a process that was stopped', () => {
    const { clock, watch } = watched();
    clock.pass(50_000);
    watch.look();
    expect(watch.isAwake()).toBe(false);
  });

  it('is not misled by a wall clock that was set back', () => {
    const { clock, watch } = watched();
    clock.pass(5_000, -3_600_000);
    watch.look();
    expect(watch.isAwake()).toBe(true);
  });
});
