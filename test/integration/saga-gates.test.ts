import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertDecisions } from '../../src/adapters/postgres/queries/insert-decisions.ts';
import { lockGates } from '../../src/adapters/postgres/queries/lock-gates.ts';
import { transaction } from '../../src/adapters/postgres/transaction.ts';
import { ok } from '../../src/domain/result.ts';
import type { DecisionRow } from '../../src/ports/run-queue.ts';
import { must, testDatabase, type TestDatabase } from '../rig/database.ts';
import {
  candidateOf,
  conceptOf,
  decisionRow,
  decisionsOn,
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

describe('a decision', () => {
  test('about the concept makes the final turn runnable, and the worker finds it at once', async () => {
    const saga = await newSaga();
    const job = await saga.atConceptGate('a');
    expect(await saga.claim(1, finalTurn)).toHaveLength(0);
    const outcome = must(await saga.decide(job, 'approve'));
    expect(outcome).toEqual({ state: 'RotationGenerating', alsoMoved: [] });
    const again = await saga.claimOne(finalTurn);
    expect(again).toMatchObject({
      state: 'RotationGenerating',
      attempt: 1,
      conceptDigest: conceptOf('a').digest,
    });
  });

  test('is kept in words: who, which verdict, which decision', async () => {
    const saga = await newSaga();
    const job = await saga.atConceptGate('a');
    must(await saga.decide(job, 'reject', undefined, { reviewer: 'Bo' }));
    const after = await saga.job(job.id);
    const events = await saga.events(job.id);
    expect(after).toMatchObject({ state: 'Rejected', decidedBy: { reviewer: 'Bo', verdict: 'reject' } });
    expect(events.at(-1)?.decision).toBe(after.decidedBy?.decisionId);
    expect(await saga.claim()).toHaveLength(0);
  });

  test('comes too late once the gate shows something else, and names who was first', async () => {
    const saga = await newSaga();
    const job = await saga.atConceptGate('a');
    must(await saga.decide(job, 'approve', undefined, { reviewer: 'Bo' }));
    let isWritten = false;
    const late = await saga.runs.decide(saga.ticket(job), () => {
      isWritten = true;
      return Promise.resolve(ok([]));
    });
    expect(late).toMatchObject({ ok: false, failure: { kind: 'decision-moved', decidedBy: 'Bo' } });
    expect(isWritten).toBe(false);
    const otherBytes = await saga.atConceptGate('b');
    expect(await saga.decide(otherBytes, 'approve', digestOf('elsewhere'))).toMatchObject({
      ok: false,
      failure: { kind: 'decision-moved' },
    });
    const oldEntry = await saga.runs.decide({ ...saga.ticket(otherBytes), gateSeq: 1 }, () =>
      Promise.resolve(ok([])),
    );
    expect(oldEntry).toMatchObject({ ok: false, failure: { kind: 'decision-moved' } });
  });

  test('whose file could not be written leaves no row and no move', async () => {
    const saga = await newSaga();
    const job = await saga.atConceptGate('a');
    const refused = await saga.runs.decide(saga.ticket(job), () =>
      Promise.resolve({ ok: false, failure: { kind: 'disk-full', path: 'content/decisions' } }),
    );
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'disk-full' } });
    expect((await saga.job(job.id)).state).toBe('AwaitingConceptApproval');
    expect(must(await saga.runs.knownDecisions()).size).toBe(0);
  });

  test('of two people at once lets one win and tells the other', async () => {
    const saga = await newSaga();
    const job = await saga.atConceptGate('a');
    const outcomes = await Promise.all([
      saga.decide(job, 'approve', undefined, { reviewer: 'Astrid' }),
      saga.decide(job, 'reject', undefined, { reviewer: 'Bo' }),
    ]);
    expect(outcomes.filter((o) => o.ok)).toHaveLength(1);
    const lost = outcomes.find((o) => !o.ok);
    const winner = outcomes[0].ok ? 'Astrid' : 'Bo';
    expect(lost).toMatchObject({ failure: { kind: 'decision-moved', decidedBy: winner } });
  });

  test('of two people about two jobs with the same concept does not wait in a circle', async () => {
    const saga = await newSaga();
    for (let round = 0; round < 5; round += 1) {
      const name = `twin ${round}`;
      const first = await saga.atConceptGate(name);
      const second = await saga.atConceptGate(name);
      const [a, b] = await Promise.all([saga.decide(first, 'approve'), saga.decide(second, 'approve')]);
      // Whoever comes second finds the job moved by the first one's decision.
      expect([a.ok, b.ok].filter(Boolean)).toHaveLength(1);
      expect((await saga.job(first.id)).state).toBe('RotationGenerating');
      expect((await saga.job(second.id)).state).toBe('RotationGenerating');
    }
  });

  test('with several candidates approves the chosen one and leaves its siblings undecided', async () => {
    const saga = await newSaga();
    const job = await saga.atReviewGate(['x', 'y', 'z']);
    must(await saga.decide(job, 'approve', candidateOf('y').digest));
    expect((await saga.job(job.id)).state).toBe('Approved');
    const known = must(await saga.runs.knownDecisions());
    expect(known.size).toBe(1);
  });

  test('that rejects a job must be about every candidate', async () => {
    const saga = await newSaga();
    const job = await saga.atReviewGate(['x', 'y']);
    const onlyFirst = saga.runs.decide(saga.ticket(job), (locked) =>
      Promise.resolve(ok(decisionsOn(locked, 'reject').slice(0, 1))),
    );
    await expect(onlyFirst).rejects.toMatchObject({ code: 'AR005' });
    must(await saga.decide(job, 'reject'));
    expect((await saga.job(job.id)).state).toBe('Rejected');
    expect(must(await saga.runs.knownDecisions()).size).toBe(2);
  });
});

describe('an earlier decision', () => {
  test('about the concept carries over to later jobs, rejections too', async () => {
    const saga = await newSaga();
    must(await saga.decide(await saga.atConceptGate('good'), 'approve'));
    must(await saga.decide(await saga.atConceptGate('bad'), 'reject'));
    const good = await saga.atConceptGate('good');
    const bad = await saga.atConceptGate('bad');
    expect(good).toMatchObject({
      state: 'RotationGenerating',
      decidedBy: { reviewer: 'Astrid', verdict: 'approve' },
    });
    expect(bad).toMatchObject({ state: 'Rejected', decidedBy: { verdict: 'reject' } });
    expect(await saga.eventNames(good.id)).toEqual(['queued', 'claimed', 'concept-stored', 'approve']);
    const { rows } = await owner.query(
      `select is_carried_over from art.art_decision_uses where project_id = $1 order by is_carried_over`,
      [saga.projectId],
    );
    expect(rows.map((r: { is_carried_over: boolean }) => r.is_carried_over)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  test('moves what waits with the same concept, and says so', async () => {
    const saga = await newSaga();
    const first = await saga.atConceptGate('same');
    const second = await saga.atConceptGate('same');
    const other = await saga.atConceptGate('other');
    const outcome = must(await saga.decide(first, 'reject'));
    expect(outcome.alsoMoved).toEqual([second.id]);
    expect((await saga.job(other.id)).state).toBe('AwaitingConceptApproval');
  });

  test('is not applied to a run that asks again', async () => {
    const saga = await newSaga();
    must(await saga.decide(await saga.atConceptGate('a'), 'approve'));
    const asked = await saga.atConceptGate('a', runRecord(saga.projectId, { asks_again: true }));
    expect(asked.state).toBe('AwaitingConceptApproval');
    must(await saga.decide(asked, 'reject'));
    expect((await saga.job(asked.id)).state).toBe('Rejected');
  });

  test('of another recipe or another project says nothing here', async () => {
    const saga = await newSaga();
    must(await saga.decide(await saga.atConceptGate('a'), 'approve'));
    const other = await newSaga();
    expect((await other.atConceptGate('a')).state).toBe('AwaitingConceptApproval');
    const record = runRecord(saga.projectId);
    const skald = {
      ...record.recipe,
      recipe_id: 'iron.character.skald.v1' as typeof record.recipe.recipe_id,
    };
    expect((await saga.atConceptGate('a', { ...record, recipe: skald })).state).toBe(
      'AwaitingConceptApproval',
    );
  });

  test('that was withdrawn leaves the job at the gate', async () => {
    const saga = await newSaga();
    const first = await saga.atConceptGate('a');
    must(await saga.decide(first, 'approve', undefined, { id: digestOf('approval') }));
    const withdrawn = decisionRow({
      gate: 'concept',
      verdict: 'withdraw',
      bytes: conceptOf('a').digest,
      supersedes: [digestOf('approval')],
    });
    must(await saga.runs.indexDecisions([withdrawn]));
    expect((await saga.atConceptGate('a')).state).toBe('AwaitingConceptApproval');
  });

  test('that another supersedes gives way to it; of two that stand, the one that refuses is heard', async () => {
    const saga = await newSaga();
    const about = (name: string) => ({ gate: 'concept' as const, bytes: conceptOf(name).digest });
    const no = decisionRow({ ...about('a'), verdict: 'reject' });
    const yes = decisionRow({ ...about('a'), verdict: 'approve', supersedes: [no.id] });
    const both: DecisionRow[] = [
      decisionRow({ ...about('b'), verdict: 'approve' }),
      decisionRow({ ...about('b'), verdict: 'reject' }),
    ];
    must(await saga.runs.indexDecisions([no, yes, ...both]));
    expect((await saga.atConceptGate('a')).state).toBe('RotationGenerating');
    expect((await saga.atConceptGate('b')).state).toBe('Rejected');
  });

  test('from a file that came later is indexed once and moves what waits', async () => {
    const saga = await newSaga();
    const job = await saga.atConceptGate('a');
    const row = decisionRow({ gate: 'concept', verdict: 'approve', bytes: conceptOf('a').digest });
    expect(must(await saga.runs.indexDecisions([row]))).toBe(1);
    expect(must(await saga.runs.indexDecisions([row]))).toBe(0);
    expect((await saga.job(job.id)).state).toBe('RotationGenerating');
  });

  const sameBytes = candidateOf('x');
  const different = [
    {
      what: 'bytes',
      candidate: { ...sameBytes, digest: digestOf('other bytes') },
      recipe: digestOf('recipe'),
    },
    {
      what: 'pixels',
      candidate: { ...sameBytes, pixels: digestOf('other pixels') },
      recipe: digestOf('recipe'),
    },
    {
      what: 'sprite table',
      candidate: { ...sameBytes, sprites: digestOf('other sprites') },
      recipe: digestOf('recipe'),
    },
    { what: 'recipe', candidate: sameBytes, recipe: digestOf('other recipe') },
  ];
  for (const { what, candidate, recipe } of different) {
    for (const verdict of ['approve', 'reject'] as const) {
      test(`of the review does not ${verdict} a candidate with another ${what}`, async () => {
        const saga = await newSaga();
        must(await saga.decide(await saga.atReviewGate(['x']), verdict));
        const record = runRecord(saga.projectId);
        await saga.queue(ungated({ ...record, recipe: { ...record.recipe, digest: recipe } }));
        const job = await saga.claimOne(finalTurn);
        must(await saga.work.finalStored(job.lease));
        expect(must(await saga.work.enterReviewGate(job.lease, [candidate]))).toBe('AwaitingReview');
      });
    }
  }

  test('of the review carries over where candidate, sprites and recipe are all equal', async () => {
    const saga = await newSaga();
    must(await saga.decide(await saga.atReviewGate(['x']), 'approve'));
    must(await saga.decide(await saga.atReviewGate(['y']), 'reject'));
    expect((await saga.atReviewGate(['x'])).state).toBe('Approved');
    expect((await saga.atReviewGate(['y'])).state).toBe('Rejected');
    // One approved candidate approves the job; one rejected of two decides nothing.
    expect((await saga.atReviewGate(['x', 'y'])).state).toBe('Approved');
    expect((await saga.atReviewGate(['y', 'z'])).state).toBe('AwaitingReview');
  });

  test('made while a job enters the gate is seen by one of the two', async () => {
    const saga = await newSaga();
    for (let round = 0; round < 8; round += 1) {
      const name = `meeting ${round}`;
      const shown = await saga.atConceptGate(name);
      await saga.queue();
      const coming = await saga.claimOne();
      await Promise.all([
        saga.decide(shown, 'approve'),
        saga.work.enterConceptGate(coming.lease, conceptOf(name)),
      ]);
      expect((await saga.job(coming.id)).state).toBe('RotationGenerating');
      must(await saga.runs.cancel(shown.id));
      must(await saga.runs.cancel(coming.id));
    }
  });

  test('made in a transaction that is still open is waited for by who enters the gate', async () => {
    const saga = await newSaga();
    await saga.queue();
    const coming = await saga.claimOne();
    const row = decisionRow({ gate: 'concept', verdict: 'approve', bytes: conceptOf('slow').digest });
    const entered = await transaction(owner, async (client) => {
      await lockGates(client, saga.projectId, [row.recipeId]);
      await insertDecisions(client, saga.projectId, [row]);
      const entering = saga.work.enterConceptGate(coming.lease, conceptOf('slow'));
      // Not over before we commit: until then the decision is in sight of nobody.
      await untilWaiting(owner);
      return { entering };
    });
    expect(must(await entered.entering)).toBe('RotationGenerating');
  });
});

/** Until a statement of the worker's waits for an advisory lock. */
async function untilWaiting(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `select from pg_locks l join pg_database d on d.oid = l.database
       where l.locktype = 'advisory' and not l.granted and d.datname = current_database()`,
    );
    if (rowCount === 1) return;
  }
}
