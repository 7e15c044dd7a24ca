import { expect, test } from 'vitest';
import { standingOf } from '../../../domain/run/run-standing.ts';
import type { RunTally } from '../../../ports/listings.ts';
import { leftText, standingView } from './standing-view.ts';

const run = { runId: 'run_0042_k3f9', isGated: true, limitMicroUsd: null };
const tally = (change: Partial<RunTally>): RunTally => ({
  states: {},
  held: {},
  waiting: [],
  failed: [],
  spentMicroUsd: 0,
  ...change,
});
const viewOf = (given: RunTally, of: typeof run | { limitMicroUsd: number } = run, pace = null) =>
  standingView({ ...run, ...of }, given, standingOf(given), pace);

test('shows the stages that come before the next person from the start, so that no line moves', () => {
  const begun = viewOf(tally({ states: { Pending: 40 } }));
  const going = viewOf(
    tally({
      states: { Pending: 4, ConceptGenerating: 5, AwaitingConceptApproval: 31 },
      held: { ConceptGenerating: 2 },
    }),
  );
  expect(begun.rows.map(({ name }) => name)).toEqual(going.rows.map(({ name }) => name));
  expect(going.rows).toEqual([
    { name: 'queued', value: '4', detail: '' },
    { name: 'concept', value: '5', detail: '2 at work' },
    { name: 'concept gate', value: '31', detail: '' },
  ]);
  expect(going.headline).toBe('run_0042_k3f9  31 of 40 ready');
});

test('says what jobs wait for, and how much of the limit is spent', () => {
  const waiting = [{ reason: 'ceiling', jobs: 3, until: '2020-01-01T10:00:00.000Z' }];
  const given = tally({
    states: { RotationGenerating: 3, Failed: 1 },
    waiting,
    spentMicroUsd: 120_000,
  });
  const shown = viewOf(given, { limitMicroUsd: 5_000_000 });
  expect(shown.rows.at(-2)?.detail).toMatch(/^for ceiling until 2020-01-0/);
  expect(shown.rows.at(-1)).toEqual({ name: 'spent', value: '', detail: '$0.12 of $5.00' });
  expect(shown.summary).toBe(
    'run_0042_k3f9: 0 of 4 ready, 1 failed, 3 waiting for ceiling, spent $0.12 of $5.00',
  );
});

test('says nothing of money where none plays a part', () => {
  expect(JSON.stringify(viewOf(tally({ states: { Pending: 1 } })))).not.toContain('$');
});

test('gives the time that is left no more exactly than it is known', () => {
  expect([200, 89_000, 95_000, 3_000_000, 9_000_000].map(leftText)).toEqual([
    'about 1 s left',
    'about 89 s left',
    'about 2 min left',
    'about 50 min left',
    'about 2 h 30 min left',
  ]);
});
