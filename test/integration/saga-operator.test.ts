import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import {
  candidateOf,
  conceptOf,
  decisionRow,
  digestOf,
  finalTurn,
  runRecord,
  Saga,
  ungated,
} from '../rig/saga.ts';

let database: TestDatabase;
let owner: pg.Pool;
let worker: pg.Pool;
beforeAll(async () => {
  database = await testDatabase();
  owner = database.pool('owner');
  worker = database.pool('worker');
});
afterAll(() => database.drop());

const newSaga = () => new Saga(database, { owner, worker }).open();

describe('an operator', () => {
  test('cancels a job from any state that is not final, and its worker loses the lease', async () => {
    const saga = await newSaga();
    await saga.queue();
    const job = await saga.claimOne();
    expect(must(await saga.runs.cancel(job.id))).toBe('Failed');
    expect(must(await saga.work.enterConceptGate(job.lease, conceptOf('a')))).toBeNull();
    expect(must(await saga.work.renew('w1', [job.lease], 1000))).toEqual([]);
    expect(await saga.job(job.id)).toMatchObject({ state: 'Failed', errorClass: 'cancelled' });
    expect(must(await saga.runs.cancel(job.id))).toBeNull();
    const gate = await saga.atConceptGate('a');
    expect(must(await saga.runs.cancel(gate.id))).toBe('Failed');
    const pending = await saga.queue();
    expect(must(await saga.runs.cancel({ runId: pending.run_id, cell: 1, try: 1 }))).toBe('Failed');
    expect(await saga.claim(5)).toHaveLength(0);
  });

  test('retries the latest failed or rejected job of a cell, once', async () => {
    const saga = await newSaga();
    const gate = await saga.atConceptGate('a');
    expect(must(await saga.runs.retry(gate.id, 't'))).toBeNull();
    must(await saga.decide(gate, 'reject'));
    const both = await Promise.all([saga.runs.retry(gate.id, 't1'), saga.runs.retry(gate.id, 't2')]);
    expect(both.map((b) => must(b)?.try ?? null).sort()).toEqual([2, null]);
    const second = { ...gate.id, try: 2 };
    expect(await saga.eventNames(second)).toEqual(['queued']);
    // What a person rejected is asked again, and does not reject itself.
    const again = await saga.claimOne();
    expect(must(await saga.work.enterConceptGate(again.lease, conceptOf('a')))).toBe(
      'AwaitingConceptApproval',
    );
    expect(must(await saga.runs.retry(gate.id, 't3'))).toBeNull();
  });

  test('keeps asking again in the retry of a failed job of a run that asks again', async () => {
    const saga = await newSaga();
    must(await saga.decide(await saga.atConceptGate('a'), 'approve'));
    const asked = await saga.atConceptGate('a', runRecord(saga.projectId, { asks_again: true }));
    must(await saga.runs.cancel(asked.id));
    must(await saga.runs.retry(asked.id, 't'));
    expect((await saga.row({ ...asked.id, try: 2 }))['asks_again']).toBe(true);
  });

  test('queues a run once, and never another record under its name', async () => {
    const saga = await newSaga();
    const record = runRecord(saga.projectId, {}, 3);
    expect(must(await saga.runs.queueRun(record, digestOf('record')))).toBe(true);
    expect(must(await saga.runs.queueRun(record, digestOf('record')))).toBe(false);
    expect(await saga.runs.queueRun(record, digestOf('changed'))).toMatchObject({
      ok: false,
      failure: { kind: 'run-record-differs' },
    });
    const foreign = runRecord((await newSaga()).projectId);
    expect(await saga.runs.queueRun(foreign, digestOf('x'))).toMatchObject({
      ok: false,
      failure: { kind: 'run-record-invalid' },
    });
    expect(await saga.claim(9)).toHaveLength(3);
  });

  test('is refused with another store folder, and paid backends of a new database begin paused', async () => {
    const saga = new Saga(database, { owner, worker });
    must(await saga.runs.openProject('store one', ['pixellab']));
    must(await saga.runs.openProject('store one', []));
    expect(await saga.runs.openProject('store two', [])).toMatchObject({
      ok: false,
      failure: { kind: 'store-differs' },
    });
    const { rows } = await owner.query(
      `select backend, is_paused from art.art_backends where project_id = $1`,
      [saga.projectId],
    );
    expect(rows).toEqual([{ backend: 'pixellab', is_paused: true }]);
  });

  test('finds runs by number, however large', async () => {
    const saga = await newSaga();
    const record = runRecord(saga.projectId, { run_id: 'run_98765432109_abcd' as never });
    await saga.queue(record);
    expect(must(await saga.runs.jobs({ run: { number: 42 } }))).toEqual([]);
    expect(must(await saga.runs.jobs({ run: { runId: record.run_id } }))).toHaveLength(1);
  });
});

describe('a rebuilt database', () => {
  test('puts jobs where the files prove that they are, by the ordinary edges', async () => {
    const saga = await newSaga();
    const yes = decisionRow({ gate: 'concept', verdict: 'approve', bytes: conceptOf('c').digest });
    const final = candidateOf('f');
    const kept = decisionRow({
      gate: 'review',
      verdict: 'approve',
      bytes: final.digest,
      pixels: final.pixels,
      sprites: final.sprites,
    });
    must(await saga.runs.indexDecisions([yes, kept]));
    const record = await saga.queue(runRecord(saga.projectId, {}, 5));
    const restored = must(
      await saga.runs.restoreJobs([
        { runId: record.run_id, cell: 1, concept: null, candidates: [] },
        { runId: record.run_id, cell: 2, concept: conceptOf('undecided'), candidates: [] },
        { runId: record.run_id, cell: 3, concept: conceptOf('c'), candidates: [] },
        { runId: record.run_id, cell: 4, concept: conceptOf('c'), candidates: [candidateOf('undecided')] },
        { runId: record.run_id, cell: 5, concept: conceptOf('c'), candidates: [final] },
      ]),
    );
    expect(restored).toBe(4);
    const states = must(await saga.runs.jobs({ run: { runId: record.run_id } })).map((j) => j.state);
    expect(states).toEqual([
      'Pending',
      'AwaitingConceptApproval',
      'RotationGenerating',
      'AwaitingReview',
      'Approved',
    ]);
    expect((await saga.claim(9)).map((j) => [j.id.cell, j.state])).toEqual([[1, 'ConceptGenerating']]);
    expect((await saga.claim(9, finalTurn)).map((j) => [j.id.cell, j.state])).toEqual([
      [3, 'RotationGenerating'],
    ]);
    // A second time nothing moves.
    expect(
      must(
        await saga.runs.restoreJobs([
          { runId: record.run_id, cell: 2, concept: conceptOf('x'), candidates: [] },
        ]),
      ),
    ).toBe(0);
  });

  test('restores the final of a recipe without a concept phase', async () => {
    const saga = await newSaga();
    const record = await saga.queue(ungated(runRecord(saga.projectId)));
    must(
      await saga.runs.restoreJobs([
        { runId: record.run_id, cell: 1, concept: null, candidates: [candidateOf('f')] },
      ]),
    );
    const [job] = must(await saga.runs.jobs({}));
    expect(job).toMatchObject({ state: 'AwaitingReview', candidates: [{ digest: candidateOf('f').digest }] });
    if (job !== undefined) must(await saga.decide(job, 'approve'));
    expect(must(await saga.runs.jobs({ states: ['Approved'] }))).toHaveLength(1);
  });
});
