import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseListings } from '../../src/adapters/postgres/listings.ts';
import type { BindingHash } from '../../src/domain/ids.ts';
import type { SignedSubject } from '../../src/ports/listings.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { decisionRow, digestOf, recipeId, runRecord, Saga, ungated } from '../rig/saga.ts';

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
const coverageOf = async (saga: Saga, digest = digestOf('recipe')) =>
  must(await databaseListings(owner, database.owner, saga.projectId).coverage(recipeId, digest));

/** A run of one cell for each hair, so that its jobs are told apart by their binding. */
const runOf = (saga: Saga, ...hairs: readonly string[]) => {
  const record = ungated(runRecord(saga.projectId, {}, hairs.length));
  const cells = record.cells.map((cell, i) => ({
    ...cell,
    binding: { hair: hairs[i] ?? '' },
    binding_hash: digestOf(hairs[i] ?? '') as string as BindingHash,
  }));
  return { ...record, cells };
};

describe('the coverage of a recipe', () => {
  test('counts jobs by binding, backend and state, by the latest try of each cell', async () => {
    const saga = await newSaga();
    const job = await saga.atReviewGate(['a']);
    must(await saga.decide(job, 'reject'));
    must(await saga.runs.retry(job.id, 't'));
    await saga.queue(runOf(saga, 'black', 'black', 'white'));
    const rows = await coverageOf(saga);
    expect(rows.map(({ binding, state, jobs }) => [binding['hair'], state, jobs]).sort()).toEqual([
      ['black', 'Pending', 2],
      ['red', 'Pending', 1],
      ['white', 'Pending', 1],
    ]);
    expect(rows[0]).toMatchObject({ backend: 'pixellab', isWithdrawn: false });
  });

  test('leaves out what another text of the recipe made, and other projects', async () => {
    const saga = await newSaga();
    await saga.queue();
    expect(await coverageOf(saga, digestOf('another text'))).toEqual([]);
    expect(await coverageOf(await newSaga())).toEqual([]);
  });

  test('tells an approval that stands from one that was withdrawn, superseded or contradicted', async () => {
    const saga = await newSaga();
    const job = await saga.atReviewGate(['a', 'b']);
    const approval = decisionRow({ gate: 'review', verdict: 'approve', bytes: digestOf('bytes of a') });
    must(await saga.decide(job, 'approve', digestOf('bytes of a'), { id: approval.id }));
    expect(await coverageOf(saga)).toMatchObject([{ state: 'Approved', isWithdrawn: false, jobs: 1 }]);
    const about = {
      gate: 'review',
      bytes: digestOf('bytes of a'),
      pixels: digestOf('pixels of a'),
      sprites: digestOf('sprites of a'),
    } as const;
    // About the same bytes with other sprites: it says nothing of these.
    const other = decisionRow({ ...about, verdict: 'withdraw', sprites: digestOf('others') });
    must(await saga.runs.indexDecisions([other]));
    expect(await coverageOf(saga)).toMatchObject([{ isWithdrawn: false }]);
    const withdrawal = decisionRow({ ...about, verdict: 'withdraw', supersedes: [approval.id] });
    must(await saga.runs.indexDecisions([withdrawal]));
    expect(await coverageOf(saga)).toMatchObject([{ state: 'Approved', isWithdrawn: true, jobs: 1 }]);
    const again = decisionRow({ ...about, verdict: 'approve', supersedes: [withdrawal.id] });
    must(await saga.runs.indexDecisions([again]));
    expect(await coverageOf(saga)).toMatchObject([{ isWithdrawn: false }]);
    // On another branch somebody rejected it, and knew of nothing: no beats yes.
    must(await saga.runs.indexDecisions([decisionRow({ ...about, verdict: 'reject' })]));
    expect(await coverageOf(saga)).toMatchObject([{ isWithdrawn: true }]);
  });
});

test('the verdicts on subjects come in their order, and none where nothing was decided about exactly that', async () => {
  const saga = await newSaga();
  const about = { gate: 'review', verdict: 'approve' } as const;
  const approval = decisionRow({ ...about, bytes: digestOf('a') });
  const taken = decisionRow({ ...about, bytes: digestOf('b') });
  const withdrawal = decisionRow({
    ...taken,
    verdict: 'withdraw',
    id: digestOf('w'),
    supersedes: [taken.id],
  });
  must(await saga.runs.indexDecisions([approval, taken, withdrawal]));
  const subject = ({ recipeId: recipe_id, recipeDigest, bytes, pixels, sprites }: typeof approval) =>
    ({ recipe_id, recipe_digest: recipeDigest, bytes, pixels, sprites }) as SignedSubject;
  const listings = databaseListings(owner, database.owner, saga.projectId);
  const asked = [
    subject(taken),
    subject(approval),
    subject({ ...approval, sprites: digestOf('other sprites') }),
    subject({ ...approval, recipeDigest: digestOf('another text') }),
  ];
  expect(must(await listings.verdicts(asked))).toEqual(['withdraw', 'approve', null, null]);
  expect(must(await listings.verdicts([]))).toEqual([]);
});
