import { describe, expect, test } from 'vitest';
import type { Digest, RunId } from '../../domain/ids.ts';
import type { JobState } from '../../domain/job/transition.ts';
import { failure } from '../../domain/failure.ts';
import { fail, ok } from '../../domain/result.ts';
import type { JobFilter, JobSummary } from '../../ports/run-queue.ts';
import type { OnlineProject } from './context.ts';
import { waitingRoom, type Asked } from './review-waiting.ts';

const digest = (n: number): Digest => String(n).padStart(64, '0') as Digest;

function job(n: number, state: JobState, more: Partial<JobSummary> = {}): JobSummary {
  const candidate = { digest: digest(n), pixels: digest(n), sprites: digest(n), path: `art_pool/${n}.png` };
  return {
    id: { runId: 'run_0042_k3f9' as RunId, cell: n, try: 1 },
    recipeId: 'skerry.character.raider.v1',
    recipeDigest: digest(0),
    isDraft: false,
    kind: 'character',
    binding: { hair: 'red' },
    bindingHash: digest(0),
    backend: 'procedural',
    conceptBackend: 'procedural',
    childIndex: n,
    seed: 7 + n,
    state,
    waitingFor: null,
    runAt: '',
    errorClass: null,
    errorMessage: null,
    concept: candidate,
    candidates: [candidate],
    gateSeq: 1,
    decidedBy: null,
    createdAt: '2025-01-31T09:30:00.000Z',
    ...more,
  };
}

/** A project whose queue and files count what is asked of them. */
function project(all: readonly JobSummary[]) {
  const asked: JobFilter[] = [];
  const read: string[] = [];
  let atOnce = 0;
  let most = 0;
  const online = {
    queue: {
      jobs: (filter: JobFilter) => {
        asked.push(filter);
        return Promise.resolve(ok(all.filter(({ state }) => filter.states?.includes(state) ?? true)));
      },
    },
    notes: { about: () => Promise.resolve(ok([])) },
    project: {
      files: {
        readText: async (path: string) => {
          read.push(path);
          atOnce += 1;
          most = Math.max(most, atOnce);
          await new Promise(setImmediate);
          atOnce -= 1;
          return ok(null);
        },
      },
      runs: {
        read: (run: RunId) => {
          read.push(run);
          return Promise.resolve(fail(failure('run-not-found', { run })));
        },
      },
    },
  } as unknown as OnlineProject;
  return { online, asked, read, mostAtOnce: () => most };
}

const both: Asked = { filters: [{ latestOnly: true }], gates: ['concept', 'review'] };
const jobsOf = (result: Awaited<ReturnType<ReturnType<typeof waitingRoom>['read']>>): string[] =>
  result.ok ? result.value.map(({ item }) => item.jobId) : [];

describe('what waits', () => {
  test('is asked for by its states, so that ten thousand jobs that are done are not read', async () => {
    const { online, asked } = project([job(1, 'AwaitingReview'), job(2, 'Approved'), job(3, 'Pending')]);
    expect(jobsOf(await waitingRoom(online, both).read())).toEqual(['run_0042_k3f9/1']);
    expect(asked).toMatchObject([
      { latestOnly: true, states: ['AwaitingConceptApproval', 'AwaitingReview'] },
    ]);
  });

  test('is nearest to done first, then in the order in which it was asked for', async () => {
    const { online } = project([
      job(1, 'AwaitingConceptApproval'),
      job(3, 'AwaitingReview'),
      job(2, 'AwaitingReview'),
    ]);
    expect(jobsOf(await waitingRoom(online, both).read())).toEqual(
      ['2', '3', '1'].map((cell) => `run_0042_k3f9/${cell}`),
    );
  });

  test('at one gate leaves the other out', async () => {
    const { online } = project([job(1, 'AwaitingConceptApproval'), job(2, 'AwaitingReview')]);
    const concepts = waitingRoom(online, { ...both, gates: ['concept'] });
    expect(jobsOf(await concepts.read())).toEqual(['run_0042_k3f9/1']);
  });

  test('five hundred pictures are read a few files at once', async () => {
    const many = Array.from({ length: 500 }, (_, i) => job(i + 1, 'AwaitingReview'));
    const { online, mostAtOnce } = project(many);
    expect(jobsOf(await waitingRoom(online, both).read())).toHaveLength(500);
    expect(mostAtOnce()).toBeGreaterThan(1);
    expect(mostAtOnce()).toBeLessThanOrEqual(16);
  });

  test('a title or a side record that could not be read is asked for again, and stops nothing', async () => {
    const { online, read } = project([job(1, 'AwaitingReview')]);
    const room = waitingRoom(online, both);
    const first = await room.read();
    expect(first.ok && first.value[0]?.item).toMatchObject({
      recipeTitle: 'skerry.character.raider.v1',
      sprites: [],
    });
    await room.read();
    expect(read).toEqual(['run_0042_k3f9', 'art_pool/1.json', 'run_0042_k3f9', 'art_pool/1.json']);
  });

  test('on the way is what comes to a gate by itself', async () => {
    const all = [
      job(1, 'Pending'),
      job(2, 'RotationGenerating'),
      job(3, 'Pending', { waitingFor: 'backend-paused' }),
      job(4, 'Approved'),
    ];
    const coming = async (asked: Asked) => waitingRoom(project(all).online, asked).onTheWay();
    expect(await coming(both)).toEqual(ok(2));
    expect(await coming({ ...both, gates: ['concept'] })).toEqual(ok(1));
  });
});
