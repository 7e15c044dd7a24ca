import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commitVerdicts, type Committed } from '../../src/app/commit-verdicts.ts';
import { planVerdicts } from '../../src/app/decide-from-file.ts';
import { indexDecisions } from '../../src/app/index-decisions.ts';
import {
  planApprovalChange,
  signApprovalChange,
  type ApprovalChange,
  type PlannedChange,
  type WithdrawDeps,
} from '../../src/app/withdraw.ts';
import { composeShipping } from '../../src/compose-shipping.ts';
import { promote } from '../../src/app/promote.ts';
import type { Gate } from '../../src/domain/gate/gate.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { formatJobId } from '../../src/domain/job/job-id.ts';
import type { JobSummary } from '../../src/ports/run-queue.ts';
import type { Result } from '../../src/domain/result.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import { DecidedProject } from '../rig/decided-project.ts';
import { failureOf, signerOf } from '../rig/gate.ts';
import { removeProject } from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';

let database: TestDatabase;
let pools: { owner: pg.Pool; worker: pg.Pool };
let rig: DecidedProject;

beforeAll(async () => {
  database = await testDatabase();
  pools = { owner: database.pool('owner'), worker: database.pool('worker') };
});
afterAll(() => database.drop());
beforeEach(async () => {
  rig = await DecidedProject.make(await new Saga(database, pools).open(), database);
});
afterEach(() => removeProject(rig.root));

const bothGates: readonly Gate[] = ['concept', 'review'];
const entryOf = (job: JobSummary, more: object = {}): object => ({
  job: formatJobId(job.id),
  digest: job.candidates[0]?.digest.slice(0, 12),
  verdict: 'approve',
  ...more,
});
const plan = (entries: readonly object[], gates = bothGates) =>
  planVerdicts(rig.saga.runs, 'v.json', JSON.stringify(entries), gates);

/** What became of each verdict of a file, in order. */
async function commit(entries: readonly object[], by = 'Asa'): Promise<readonly string[]> {
  const { toSign } = must(await plan(entries));
  const told: Committed[] = [];
  must(await commitVerdicts(rig.deps, signerOf(by), toSign, (one) => told.push(one)));
  return told.map(({ kind, verdict }) => `${verdict.job.id.cell} ${kind}`);
}
async function faultsOf(entries: readonly object[]): Promise<readonly string[]> {
  const planned = await plan(entries);
  if (planned.ok || planned.failure.kind !== 'verdicts-invalid') throw new Error('the file was taken');
  return planned.failure.diagnostics.map(({ code }) => code);
}

describe('deciding from a file', () => {
  it('lets the verdicts that are still valid stand, and names the ones that moved', async () => {
    const run = await rig.statues([0, 1, 2]);
    const [first, second, third] = await rig.jobs(run);
    if (first === undefined || second === undefined || third === undefined) throw new Error('no jobs');
    const planned = must(
      await plan([entryOf(first), entryOf(second), entryOf(third, { verdict: 'reject' })]),
    );
    // Somebody decides one of them after it was read and before it is signed.
    must(await rig.decideAll((await rig.verdictsOn(run, 'reject')).slice(1, 2), 'Bryn'));
    const told: Committed[] = [];
    const outcome = must(
      await commitVerdicts(rig.deps, signerOf('Asa'), planned.toSign, (one) => told.push(one)),
    );
    expect(outcome).toEqual({ decided: 2, moved: [formatJobId(second.id)] });
    expect(told.map(({ kind }) => kind)).toEqual(['decided', 'moved', 'decided']);
    expect(await rig.states(run)).toEqual(['Approved', 'Rejected', 'Rejected']);
    const late = must(await plan([entryOf(first), entryOf(second)]));
    expect(late.toSign).toEqual([]);
    expect(late.moved).toMatchObject([{ decidedBy: 'Asa' }, { decidedBy: 'Bryn' }]);
  });

  it('by two people at once signs every job once', async () => {
    const run = await rig.statues([0, 1, 2, 3]);
    const jobs = await rig.jobs(run);
    const entries = jobs.map((job) => entryOf(job));
    const rejects = jobs.map((job) => entryOf(job, { verdict: 'reject' }));
    const told = await Promise.all([commit(entries, 'Asa'), commit(rejects, 'Bryn')]);
    for (const cell of [1, 2, 3, 4])
      expect(told.flat().filter((line) => line === `${cell} decided`)).toHaveLength(1);
    expect(await rig.decisions()).toHaveLength(4);
  });

  it('takes a verdict on a twin of what it has just decided for done', async () => {
    const [a, b] = [await rig.statues(), await rig.statues()];
    const jobs = [...(await rig.jobs(a)), ...(await rig.jobs(b))];
    const entries = jobs.map((job) => entryOf(job));
    expect((await commit(entries)).map((line) => line.split(' ')[1])).toEqual(['decided', 'carried']);
    expect(await rig.decisions()).toHaveLength(1);
  });

  it('finds a job by any of its names, and says when two verdicts mean the same one', async () => {
    const run = await rig.statues();
    const [job] = await rig.jobs(run);
    if (job === undefined) throw new Error('no job');
    const number = String(Number(run.split('_')[1]));
    for (const name of [`${number}/1`, `${number}/1.1`, `${run}/1`, `${run}/1.1`])
      expect(must(await plan([entryOf(job, { job: name })])).toSign).toHaveLength(1);
    expect(await faultsOf([entryOf(job), entryOf(job, { job: `${number}/1` })])).toEqual([
      'verdict-repeated',
    ]);
    expect(await faultsOf([entryOf(job, { job: '777/1' }), entryOf(job, { job: `${run}/9` })])).toEqual([
      'job-not-found',
      'job-not-found',
    ]);
  });

  it('takes no verdict for another gate than the one that was meant', async () => {
    const [job] = await rig.jobs(await rig.statues());
    if (job === undefined) throw new Error('no job');
    expect(must(await plan([entryOf(job, { gate: 'concept' })])).toSign).toEqual([]);
    expect(must(await plan([entryOf(job)], ['concept'])).toSign).toEqual([]);
    expect(must(await plan([entryOf(job, { gate: 'review' })])).toSign).toHaveLength(1);
  });

  it('signs nothing with a revoked key or a stranger’s', async () => {
    const run = await rig.statues();
    const { toSign } = must(await plan((await rig.jobs(run)).map((job) => entryOf(job))));
    await rig.revokeBryn();
    expect(failureOf(await rig.decideAll(toSign, 'Bryn'))).toBe('key-revoked');
    expect(failureOf(await rig.decideAll(toSign, 'Mallory'))).toBe('reviewer-unknown');
    expect(await rig.states(run)).toEqual(['AwaitingReview']);
  });
});

const assetId = 'props/statue-founder';
const deps = (): WithdrawDeps => ({
  world: rig.project,
  decisions: rig.project.decisions,
  clock: rig.project.clock,
});
const change = (typed: string, what: ApprovalChange = 'withdraw'): Promise<Result<PlannedChange>> =>
  planApprovalChange(deps(), { typed, cell: null }, what);
async function sign(typed: string, what: ApprovalChange = 'withdraw', by = 'Asa') {
  const planned = await change(typed, what);
  return planned.ok ? signApprovalChange(deps(), planned.value, signerOf(by), 'why') : planned;
}
const digestsOf = async (run: RunId): Promise<readonly string[]> =>
  (await rig.jobs(run)).map(({ candidates }) => candidates[0]?.digest ?? '');
const promoteAs = async (digest: string) =>
  must(
    await promote(composeShipping(rig.project), {
      candidate: { by: 'digest', prefix: digest },
      assetId,
    }),
  );

describe('withdrawing an approval', () => {
  let run: RunId;
  let first: string;
  let second: string;
  beforeEach(async () => {
    run = await rig.statues([0, 1]);
    await rig.approve(run);
    [first = '', second = ''] = await digestsOf(run);
  });

  it('says which frame comes back, and supersedes exactly the approval that was shown', async () => {
    await promoteAs(first);
    await promoteAs(second);
    const planned = must(await change(assetId));
    expect(planned.standing.decision.payload.bytes).toBe(second);
    expect(planned.assets.map((one) => [one.assetId, one.ages, one.from?.bytes, one.to?.bytes])).toEqual([
      [assetId, ['iron v1'], second, first],
    ]);
    const signed = must(await sign(assetId));
    expect(signed.payload).toMatchObject({
      verdict: 'withdraw',
      gate: 'review',
      reason: 'why',
      bytes: second,
    });
    expect(signed.payload.supersedes).toEqual([planned.standing.decision.payload.id]);
    const next = must(await change(assetId));
    expect(next.assets.map(({ from, to }) => [from?.bytes, to])).toEqual([[first, null]]);
  });

  it('is undone by approving the same bytes again', async () => {
    await promoteAs(first);
    must(await sign(assetId));
    expect(failureOf(await change(assetId))).toBe('approval-withdrawn');
    const back = must(await change(first.slice(0, 12), 'restore'));
    expect(back.assets.map(({ from, to }) => [from, to?.bytes])).toEqual([[null, first]]);
    must(await sign(first.slice(0, 12), 'restore'));
    expect(failureOf(await change(first.slice(0, 12), 'restore'))).toBe('approval-stands');
    expect((await change(assetId)).ok).toBe(true);
  });

  it('lets a rejection that somebody made meanwhile stand against the undo', async () => {
    must(await sign(first));
    const planned = must(await change(first, 'restore'));
    must(await sign(first, 'restore', 'Bryn'));
    must(await sign(first, 'withdraw', 'Bryn'));
    must(await signApprovalChange(deps(), planned, signerOf('Asa'), null));
    expect(failureOf(await change(first))).toBe('approval-withdrawn');
  });

  it('refuses what may mean two pictures, and names both', async () => {
    const planned = await planApprovalChange(deps(), { typed: '1', cell: null }, 'withdraw');
    expect(failureOf(planned)).toBe('approval-not-found');
    await promoteAs(first);
    await promoteAs(second);
    must(await sign(first));
    must(await sign(second));
    const undo = await change(assetId, 'restore');
    expect(undo).toMatchObject({ ok: false, failure: { kind: 'approval-ambiguous' } });
    if (!undo.ok && undo.failure.kind === 'approval-ambiguous')
      expect(undo.failure.choices.map((choice) => choice.slice(0, 12)).sort()).toEqual(
        [first, second].map((digest) => digest.slice(0, 12)).sort(),
      );
  });

  it('is refused with a revoked key and beside a decision that cannot be read', async () => {
    await rig.revokeBryn();
    expect(failureOf(await sign(first, 'withdraw', 'Bryn'))).toBe('key-revoked');
    const [decision] = await rig.decisions();
    await writeFile(join(rig.root, `content/decisions/${decision?.id ?? ''}.json`), '{}');
    expect(failureOf(await change(first))).toBe('decision-invalid');
  });

  it('has the same picture asked about again, once its row is there', async () => {
    must(await sign(first));
    expect(must(await indexDecisions(rig.deps))).toBe(1);
    expect(await rig.states(await rig.statues([0, 1]))).toEqual(['AwaitingReview', 'Approved']);
    must(await sign(first, 'restore'));
    must(await indexDecisions(rig.deps));
    expect(await rig.states(await rig.statues([0, 1]))).toEqual(['Approved', 'Approved']);
  });
});
