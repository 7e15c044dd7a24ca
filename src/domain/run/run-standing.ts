import { gateOf, isFinal, type JobState } from '../job/transition.ts';

/** What jobs wait for that passes by itself within moments: another try, or the same stage in another run. */
const passing: ReadonlySet<string> = new Set(['retry', 'same-stage-elsewhere']);

/** Where a run stands, of what a person who waits for it wants to know. */
export interface RunStanding {
  readonly cells: number;
  /** Jobs with something to show: at a gate, or decided there. A failed one has come to its end, and to nothing. */
  readonly ready: number;
  readonly atConceptGate: number;
  readonly atReviewGate: number;
  readonly failed: number;
  /** Jobs that wait for something outside, and not just for a moment. */
  readonly waiting: number;
  /** Jobs that go on by themselves while there is a worker. */
  readonly onTheWay: number;
}

export function standingOf(tally: {
  readonly states: Readonly<Partial<Record<JobState, number>>>;
  readonly waiting: readonly { readonly reason: string; readonly jobs: number }[];
}): RunStanding {
  const states = Object.entries(tally.states) as [JobState, number][];
  const count = (isMeant: (state: JobState) => boolean): number =>
    states.reduce((sum, [state, jobs]) => sum + (isMeant(state) ? jobs : 0), 0);
  const cells = count(() => true);
  const failed = count((state) => state === 'Failed');
  const ready = count((state) => isFinal(state) || gateOf(state) !== null) - failed;
  const waiting = tally.waiting
    .filter(({ reason }) => !passing.has(reason))
    .reduce((sum, { jobs }) => sum + jobs, 0);
  return {
    cells,
    ready,
    atConceptGate: count((state) => gateOf(state) === 'concept'),
    atReviewGate: count((state) => gateOf(state) === 'review'),
    failed,
    waiting,
    onTheWay: Math.max(0, cells - ready - failed - waiting),
  };
}
