import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  isFinal,
  transition,
  type JobEvent,
  type JobState,
  type JobView,
} from '../../src/domain/job/transition.ts';
import type { ClaimedJob } from '../../src/ports/worker-queue.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { candidateOf, conceptOf, conceptTurn, finalTurn, runRecord, Saga, ungated } from '../rig/saga.ts';

let database: TestDatabase;
let owner: pg.Pool;
let worker: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  owner = database.pool('owner');
  worker = database.pool('worker');
});
afterAll(() => database.drop());

type Move = JobEvent['type'];
const moves: readonly Move[] = [
  'claimed',
  'concept-stored',
  'final-stored',
  'persisted',
  'approve',
  'reject',
  'released',
  'waiting',
  'retry-later',
  'reclaimed',
  'resumed',
  'failed',
  'cancel',
];

/** What the pure function does not know: who holds the job, and whether it waits. */
interface Model {
  readonly view: JobView;
  readonly isHeld: boolean;
  readonly isRunnable: boolean;
  readonly isWaiting: boolean;
  readonly reclaims: number;
  readonly turn: string | null;
  readonly rank: number;
  readonly events: readonly string[];
}

const fromLease = new Set<Move>([
  'concept-stored',
  'final-stored',
  'persisted',
  'released',
  'waiting',
  'retry-later',
  'failed',
  'reclaimed',
]);

/** What would carry the job on: without it a random walk hardly ever reaches the review. */
function onward(model: Model): Move {
  if (model.isWaiting) return 'resumed';
  if (model.isRunnable) return 'claimed';
  const ahead: Partial<Record<JobState, Move>> = {
    ConceptGenerating: 'concept-stored',
    RotationGenerating: 'final-stored',
    Persisting: 'persisted',
  };
  return ahead[model.view.state] ?? 'approve';
}

/** What an attempt makes of the model: the domain says which steps there are, the rest says whether it is ours to take. */
function attempted(model: Model, move: Move): Model {
  const counted = move === 'reclaimed' && model.reclaims === 2 ? 'timed-out' : move;
  const step = transition(model.view, { type: counted, for: 'x' } as JobEvent);
  const mayHappen =
    move === 'claimed'
      ? model.isRunnable
      : move === 'resumed'
        ? model.isWaiting
        : !fromLease.has(move) || model.isHeld;
  if (step === null || !mayHappen) return model;
  const isHeld = step.lease === 'taken' || (step.lease === 'kept' && model.isHeld);
  const isNew = step.state !== model.view.state && move !== 'claimed';
  return {
    view: { ...model.view, state: step.state },
    isHeld,
    isRunnable: step.isRunnable,
    isWaiting: move === 'waiting' || move === 'retry-later',
    reclaims:
      move === 'reclaimed' ? model.reclaims + 1 : isNew || move === 'retry-later' ? 0 : model.reclaims,
    turn: step.turn ?? model.turn,
    rank: step.turn === null ? model.rank : step.rank,
    events: [...model.events, counted],
  };
}

const attemptOf = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Move | 'onward'>('onward') },
  { weight: 1, arbitrary: fc.constantFrom<Move | 'onward'>(...moves) },
);

test('any sequence of attempts leaves the database where the domain says, and every event in its chain', async () => {
  const ending = new Map<JobState, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(attemptOf, { minLength: 1, maxLength: 24 }),
      async (hasConcept, attempts) => {
        const saga = await new Saga(database, { owner, worker }).open();
        const record = runRecord(saga.projectId);
        await saga.queue(hasConcept ? record : ungated(record));
        const id = { runId: record.run_id, cell: 1, try: 1 };
        let lease: ClaimedJob | null = null;
        const view: JobView = {
          state: 'Pending',
          conceptBackend: hasConcept ? conceptTurn : null,
          backend: finalTurn,
        };
        let model: Model = {
          view,
          isHeld: false,
          isRunnable: true,
          isWaiting: false,
          reclaims: 0,
          turn: hasConcept ? conceptTurn : finalTurn,
          rank: 0,
          events: ['queued'],
        };

        for (const chosen of attempts) {
          const move = chosen === 'onward' ? onward(model) : chosen;
          lease = await attempt(saga, id, lease, move);
          model = attempted(model, move);
        }

        const row = await saga.row(id);
        ending.set(model.view.state, (ending.get(model.view.state) ?? 0) + 1);
        expect({
          state: row['state'],
          isHeld: row['lease_owner'] !== null,
          isRunnable: row['runnable'],
          isWaiting: row['waiting_for'] !== null,
          events: await saga.eventNames(id),
        }).toEqual({
          state: model.view.state,
          isHeld: model.isHeld,
          isRunnable: model.isRunnable,
          isWaiting: model.isWaiting,
          events: model.events,
        });
        // Where nothing is left to do, turn and rank say nothing.
        if (['Pending', 'ConceptGenerating', 'RotationGenerating', 'Persisting'].includes(model.view.state)) {
          expect([row['turn'], row['rank'], row['reclaims']]).toEqual([
            model.turn,
            model.rank,
            model.reclaims,
          ]);
        }
        const chain = await saga.events(id);
        expect(chain.map((e) => e.from)).toEqual(['New', ...chain.slice(0, -1).map((e) => e.to)]);
        expect(row['event_seq']).toBe(chain.length);
      },
    ),
    { numRuns: 120, seed: 20_250_601 },
  );
  // A sample that never gets anywhere would prove little.
  for (const state of [
    'AwaitingConceptApproval',
    'AwaitingReview',
    'Approved',
    'Rejected',
    'Failed',
  ] as const) {
    expect([...ending.keys()]).toContain(state);
    expect(isFinal(state) || state.startsWith('Awaiting')).toBe(true);
  }
});

async function attempt(
  saga: Saga,
  id: ClaimedJob['id'],
  held: ClaimedJob | null,
  move: Move,
): Promise<ClaimedJob | null> {
  const { work, runs } = saga;
  // Without a lease the worker tries with one that was never given.
  const lease = held?.lease ?? { key: String((await saga.row(id))['id']), token: '0' };
  switch (move) {
    case 'claimed': {
      const slots = [conceptTurn, finalTurn, 'local'].map((turn) => ({ turn, free: 1 }));
      const [job] = must(await work.claim('w', slots, { leaseMs: 60_000, deadlineMs: 60_000 }));
      return job ?? held;
    }
    case 'concept-stored':
      must(await work.enterConceptGate(lease, conceptOf('a')));
      return held;
    case 'final-stored':
      must(await work.finalStored(lease));
      return held;
    case 'persisted':
      must(await work.enterReviewGate(lease, [candidateOf('a')]));
      return held;
    case 'approve':
    case 'reject': {
      const job = await saga.job(id);
      // Refused with `decision-moved` where the job stands at no gate.
      const decided = await saga.decide(job, move);
      if (!decided.ok) expect(decided.failure.kind).toBe('decision-moved');
      return held;
    }
    case 'released':
      must(await work.release(lease));
      return held;
    case 'waiting':
      must(await work.wait(lease, 'x', 60_000));
      return held;
    case 'retry-later':
      must(await work.retryLater(lease, 60_000, 'disk-full'));
      return held;
    case 'reclaimed':
      await saga.expireLeases();
      must(await work.sweep(true));
      return held;
    case 'resumed':
      await saga.endWaits();
      must(await work.sweep(true));
      return held;
    case 'failed':
      must(await work.failJob(lease, 'stage-failed', 'x'));
      return held;
    case 'cancel':
      must(await runs.cancel(id));
      return held;
    case 'timed-out':
      throw new Error('comes of itself');
  }
}
