import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gateOf,
  isFinal,
  jobStates,
  transition,
  type JobEvent,
  type JobState,
  type JobView,
} from './transition.ts';

const types = [
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
  'timed-out',
  'cancel',
] as const;
const eventOf = (type: JobEvent['type']): JobEvent => (type === 'waiting' ? { type, for: 'x' } : { type });
const viewOf = (state: JobState, conceptBackend: string | null = 'sketch'): JobView => ({
  state,
  conceptBackend,
  backend: 'paint',
});
const anyEvent = fc.constantFrom(...types).map(eventOf);

/** Where a job is after events, those that cannot happen passed over. */
function walk(
  job: JobView,
  events: readonly JobEvent[],
  look: (before: JobState, event: JobEvent, after: JobState) => void,
): JobState {
  return events.reduce((state, event) => {
    const next = transition({ ...job, state }, event)?.state;
    if (next === undefined) return state;
    look(state, event, next);
    return next;
  }, job.state);
}

describe('transition', () => {
  it('goes from the first claim to the approval by two gates', () => {
    const path: [JobEvent['type'], JobState, string | null][] = [
      ['claimed', 'ConceptGenerating', 'sketch'],
      ['concept-stored', 'AwaitingConceptApproval', null],
      ['approve', 'RotationGenerating', 'paint'],
      ['claimed', 'RotationGenerating', 'paint'],
      ['final-stored', 'Persisting', 'local'],
      ['persisted', 'AwaitingReview', null],
      ['approve', 'Approved', null],
    ];
    let state: JobState = 'Pending';
    for (const [type, next, turn] of path) {
      const step = transition(viewOf(state), eventOf(type));
      expect(step).toMatchObject({ state: next, turn });
      state = next;
    }
  });

  it('goes to the final turn at once where there is no concept phase', () => {
    expect(transition(viewOf('Pending', null), { type: 'claimed' })).toMatchObject({
      state: 'RotationGenerating',
      turn: 'paint',
    });
  });

  it('leaves a final state by no event', () => {
    for (const state of jobStates.filter(isFinal)) {
      for (const type of types) expect(transition(viewOf(state), eventOf(type))).toBeNull();
    }
  });

  it('opens a gate to a reviewer and to nobody else, except to cancel', () => {
    for (const state of jobStates.filter((s) => gateOf(s) !== null)) {
      for (const type of types) {
        const step = transition(viewOf(state), eventOf(type));
        if (step === null) continue;
        expect([step.actor, step.state]).toSatisfy(
          ([actor, next]) => actor === 'reviewer' || (actor === 'operator' && next === 'Failed'),
        );
      }
    }
  });

  it('never reaches a paid final turn of a gated job, nor an approval, without a reviewer', () => {
    fc.assert(
      fc.property(
        fc.array(
          anyEvent.filter((e) => e.type !== 'approve'),
          { maxLength: 40 },
        ),
        (events) => {
          const visited: JobState[] = [];
          walk(viewOf('Pending'), events, (_, __, after) => visited.push(after));
          expect(visited).not.toContain('RotationGenerating');
          expect(visited).not.toContain('Approved');
        },
      ),
    );
  });

  it('drops the lease of whatever is not being worked on', () => {
    for (const state of jobStates) {
      for (const type of types) {
        const step = transition(viewOf(state), eventOf(type));
        if (step === null) continue;
        const isHeld = step.lease === 'taken' || step.lease === 'kept';
        if (isHeld) expect(step.isRunnable).toBe(false);
        if (step.isRunnable) expect(step.turn).not.toBeNull();
        if (isFinal(step.state) || gateOf(step.state) !== null)
          expect([isHeld, step.isRunnable]).toEqual([false, false]);
      }
    }
  });

  it('stays where it is when a job is set back', () => {
    for (const type of ['released', 'waiting', 'retry-later', 'reclaimed', 'resumed'] as const) {
      for (const state of ['ConceptGenerating', 'RotationGenerating', 'Persisting'] as const) {
        expect(transition(viewOf(state), eventOf(type))?.state).toBe(state);
      }
      expect(transition(viewOf('Pending'), eventOf(type))).toBeNull();
    }
  });
});
