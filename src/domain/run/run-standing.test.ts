import { expect, it } from 'vitest';
import { standingOf } from './run-standing.ts';

it('tells what is ready, what goes on by itself and what waits for something', () => {
  const states = {
    Pending: 3,
    ConceptGenerating: 2,
    AwaitingConceptApproval: 4,
    AwaitingReview: 1,
    Failed: 1,
  };
  const waiting = [
    { reason: 'ceiling', jobs: 2 },
    { reason: 'retry', jobs: 1 },
  ];
  expect(standingOf({ states, waiting })).toEqual({
    cells: 11,
    ready: 5,
    atConceptGate: 4,
    atReviewGate: 1,
    failed: 1,
    waiting: 2,
    onTheWay: 3,
  });
  expect(standingOf({ states: { Approved: 2 }, waiting: [] })).toMatchObject({ ready: 2, onTheWay: 0 });
});

it('does not take another try, or the same stage in another run, for waiting', () => {
  const waiting = [
    { reason: 'retry', jobs: 1 },
    { reason: 'same-stage-elsewhere', jobs: 1 },
  ];
  expect(standingOf({ states: { ConceptGenerating: 2 }, waiting })).toMatchObject({
    waiting: 0,
    onTheWay: 2,
  });
});
