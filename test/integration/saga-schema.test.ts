import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobStates, transition, type JobEvent } from '../../src/domain/job/transition.ts';
import { testDatabase, type TestDatabase } from '../rig/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const events: readonly JobEvent[] = [
  { type: 'claimed' },
  { type: 'concept-stored' },
  { type: 'final-stored' },
  { type: 'persisted' },
  { type: 'approve' },
  { type: 'reject' },
  { type: 'released' },
  { type: 'waiting', for: 'x' },
  { type: 'retry-later' },
  { type: 'reclaimed' },
  { type: 'resumed' },
  { type: 'failed' },
  { type: 'timed-out' },
  { type: 'cancel' },
];

test('the database holds the very transition table of the domain', async () => {
  const rows = new Set(['New queued Pending operator']);
  for (const state of jobStates) {
    for (const conceptBackend of [null, 'procedural']) {
      // Without a concept phase there is no way into its states.
      if (conceptBackend === null && (state === 'ConceptGenerating' || state === 'AwaitingConceptApproval'))
        continue;
      for (const event of events) {
        const step = transition({ state, conceptBackend, backend: 'procedural' }, event);
        if (step !== null) rows.add(`${state} ${event.type} ${step.state} ${step.actor}`);
      }
    }
  }
  const pool = database.pool('worker');
  const { rows: found } = await pool.query<{ row: string }>(
    `select concat_ws(' ', from_state, event, to_state, actor) as row from art.art_transitions`,
  );
  expect(found.map((r) => r.row).sort()).toEqual([...rows].sort());
});
