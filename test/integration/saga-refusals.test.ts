import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../rig/database.ts';
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

/** The SQLSTATE of what the statements meet, run as one transaction; `null` when they are let through. */
async function refusal(pool: pg.Pool, ...statements: string[]): Promise<string | null> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
    return null;
  } catch (error) {
    await client.query('rollback');
    return (error as { code?: string }).code ?? String(error);
  } finally {
    client.release();
  }
}

interface Gated {
  readonly saga: Saga;
  readonly id: string;
  readonly seq: number;
  readonly digest: string;
}

async function gated(): Promise<Gated> {
  const saga = await newSaga();
  const job = await saga.atConceptGate('a');
  const row = await saga.row(job.id);
  return { saga, id: String(row['id']), seq: Number(row['event_seq']), digest: job.concept?.digest ?? '' };
}

const eventSql = (g: Gated, seq: number, event: string, from: string, to: string): string =>
  `insert into art.art_job_events (project_id, job_id, seq, event, from_state, to_state)
   values ('${g.saga.projectId}', ${g.id}, ${seq}, '${event}', '${from}', '${to}')`;

describe('the worker login is refused', () => {
  test('an approval without the steps before it', async () => {
    const { id } = await gated();
    expect(
      await refusal(
        worker,
        `update art.art_jobs set state = 'Approved', event_seq = event_seq + 1 where id = ${id}`,
      ),
    ).toBe('AR003');
  });

  test('the way out of a gate without a decision', async () => {
    const g = await gated();
    const out = `update art.art_jobs set state = 'RotationGenerating', event_seq = event_seq + 1 where id = ${g.id}`;
    expect(await refusal(worker, out)).toBe('AR005');
    expect(
      await refusal(
        worker,
        eventSql(g, g.seq + 1, 'approve', 'AwaitingConceptApproval', 'RotationGenerating'),
      ),
    ).toBe('AR004');
  });

  test('decisions, their uses, transitions and the functions that move jobs', async () => {
    const g = await gated();
    const id = digestOf('forged');
    expect(
      await refusal(
        worker,
        `insert into art.art_decisions (project_id, id, gate, verdict, recipe_id, recipe_digest, bytes, key_id, reviewer, decided_at)
         values ('${g.saga.projectId}', '${id}', 'concept', 'approve', 'iron.character.jarl.v1', 'x', '${g.digest}', 'k', 'me', now())`,
      ),
    ).toBe('42501');
    expect(
      await refusal(
        worker,
        `insert into art.art_decision_uses (project_id, job_id, gate_seq, decision_id, is_carried_over)
         values ('${g.saga.projectId}', ${g.id}, ${g.seq}, '${id}', false)`,
      ),
    ).toBe('42501');
    expect(
      await refusal(
        worker,
        `insert into art.art_transitions values ('AwaitingReview', 'persisted', 'Approved', 'worker')`,
      ),
    ).toBe('42501');
    expect(await refusal(worker, `select art.pass_gate(${g.id}, 'RotationGenerating', '${id}')`)).toBe(
      '42501',
    );
    expect(await refusal(worker, `select art.restore_step(${g.id}, 'claimed', 'RotationGenerating')`)).toBe(
      '42501',
    );
    expect(await refusal(worker, `select art.restore_job('${g.saga.projectId}', 'x', 1, null, '[]')`)).toBe(
      '42501',
    );
    expect(await refusal(worker, `select art.grant_worker('art_worker')`)).toBe('42501');
  });

  test('another digest, another gate entry and a candidate of its own at a gate', async () => {
    const { id, saga } = await gated();
    expect(
      await refusal(worker, `update art.art_jobs set concept_digest = '${digestOf('b')}' where id = ${id}`),
    ).toBe('42501');
    expect(await refusal(worker, `update art.art_jobs set gate_seq = 1 where id = ${id}`)).toBe('42501');
    expect(await refusal(worker, `update art.art_jobs set asks_again = false where id = ${id}`)).toBe(
      '42501',
    );
    expect(
      await refusal(
        worker,
        `insert into art.art_candidates values ('${saga.projectId}', ${id}, 0, '${digestOf('c')}', '${digestOf('c')}', '${digestOf('c')}', 'x')`,
      ),
    ).toBe('42501');
  });

  test('a job of its own making', async () => {
    expect(await refusal(worker, `insert into art.art_jobs (project_id) values ('x')`)).toBe('42501');
  });

  test('the gate entered by hand', async () => {
    const saga = await newSaga();
    await saga.queue();
    const { lease } = await saga.claimOne();
    expect(
      await refusal(
        worker,
        `update art.art_jobs set state = 'AwaitingConceptApproval', event_seq = event_seq + 1 where id = ${lease.key}`,
      ),
    ).toBe('AR002');
  });

  test('what would disarm the guards', async () => {
    const { id } = await gated();
    expect(await refusal(worker, `alter table art.art_jobs disable trigger guard_job`)).toBe('42501');
    expect(await refusal(worker, `set session_replication_role = replica`)).toBe('42501');
    expect(await refusal(worker, `set role art_owner`)).toBe('42501');
    expect(await refusal(worker, `create temp table pg_class (oid oid, relowner oid)`)).toBe('42501');
    expect(await refusal(worker, `create function art.x() returns int language sql as 'select 1'`)).toBe(
      '42501',
    );
    expect(await refusal(worker, `delete from art.art_job_events`)).toBe('42501');
    expect(await refusal(worker, `update art.art_job_events set to_state = 'Approved'`)).toBe('42501');
    expect(await refusal(worker, `truncate art.art_jobs cascade`)).toBe('42501');
    expect(await refusal(worker, `delete from art.art_jobs where id = ${id}`)).toBe('42501');
    expect(await refusal(worker, `update art.art_projects set store_id = 'mine'`)).toBe('42501');
    expect(await refusal(worker, `update art.art_backends set is_paused = false`)).toBe('42501');
  });

  test('a state without its event, and an event without its step', async () => {
    const saga = await newSaga();
    await saga.queue();
    const { lease } = await saga.claimOne();
    const g: Gated = { saga, id: lease.key, seq: 2, digest: '' };
    expect(
      await refusal(
        worker,
        `update art.art_jobs set state = 'Failed', event_seq = event_seq + 1, lease_owner = null, lease_expires_at = null where id = ${g.id}`,
      ),
    ).toBe('AR007');
    expect(
      await refusal(worker, `update art.art_jobs set event_seq = event_seq + 1 where id = ${g.id}`),
    ).toBe('AR007');
    expect(await refusal(worker, eventSql(g, 3, 'released', 'ConceptGenerating', 'ConceptGenerating'))).toBe(
      'AR007',
    );
    expect(await refusal(worker, eventSql(g, 3, 'released', 'ConceptGenerating', 'Approved'))).toBe('23503');
  });

  test('a job taken out of a gate under the name of a worker event', async () => {
    const g = await gated();
    const cancelled = `update art.art_jobs set state = 'Failed', event_seq = event_seq + 1 where id = ${g.id}`;
    // The state has such an end, and the event is a worker's: only the chain of events gives the lie away.
    expect(await refusal(worker, cancelled, eventSql(g, g.seq + 1, 'failed', 'Persisting', 'Failed'))).toBe(
      'AR007',
    );
    expect(
      await refusal(worker, cancelled, eventSql(g, g.seq + 1, 'cancel', 'AwaitingConceptApproval', 'Failed')),
    ).toBe('AR004');
  });

  test('a change of state of a job of which it only tells the number', async () => {
    const g = await gated();
    expect(
      await refusal(worker, `update art.art_jobs set event_seq = event_seq + 2 where id = ${g.id}`),
    ).toBe('AR001');
    expect(await refusal(worker, `update art.art_jobs set run_id = 'x' where id = ${g.id}`)).toBe('42501');
  });
});

describe('even the owner is refused', () => {
  test('a gate passed without the use of a decision', async () => {
    const g = await gated();
    expect(
      await refusal(owner, `select art.pass_gate(${g.id}, 'RotationGenerating', '${digestOf('none')}')`),
    ).toBe('AR005');
  });

  test('a gate passed by a decision about another digest, another recipe, another gate entry or the other verdict', async () => {
    const g = await gated();
    const right = decisionRow({ gate: 'concept', verdict: 'approve', bytes: digestOf('bytes of a') });
    const wrong = [
      { ...right, id: digestOf(`1${g.id}`), bytes: digestOf('bytes of b') },
      { ...right, id: digestOf(`2${g.id}`), recipeId: 'iron.character.skald.v1' },
      { ...right, id: digestOf(`3${g.id}`), verdict: 'reject' as const },
      { ...right, id: digestOf(`4${g.id}`), gate: 'review' as const },
    ];
    const insert = (d: typeof right): string =>
      `insert into art.art_decisions (project_id, id, gate, verdict, recipe_id, recipe_digest, bytes, key_id, reviewer, decided_at)
       values ('${g.saga.projectId}', '${d.id}', '${d.gate}', '${d.verdict}', '${d.recipeId}', '${d.recipeDigest}', '${d.bytes}', 'k', 'A', now())`;
    const use = (d: typeof right, seq: number): string =>
      `insert into art.art_decision_uses (project_id, job_id, gate_seq, decision_id, is_carried_over)
       values ('${g.saga.projectId}', ${g.id}, ${seq}, '${d.id}', false)`;
    const pass = (d: typeof right): string =>
      `select art.pass_gate(${g.id}, 'RotationGenerating', '${d.id}')`;
    for (const d of wrong) expect(await refusal(owner, insert(d), use(d, g.seq), pass(d))).toBe('AR005');
    expect(await refusal(owner, insert(right), use(right, g.seq - 1), pass(right))).toBe('AR005');
    // Superseded by another about the same bytes: it stands no more.
    const later = `insert into art.art_decisions (project_id, id, gate, verdict, recipe_id, recipe_digest, bytes, key_id, reviewer, decided_at, supersedes)
       values ('${g.saga.projectId}', '${digestOf(`5${g.id}`)}', 'concept', 'withdraw', '${right.recipeId}', 'x', '${right.bytes}', 'k', 'A', now(), '{${right.id}}')`;
    expect(await refusal(owner, insert(right), later, use(right, g.seq), pass(right))).toBe('AR005');
    expect(await refusal(owner, insert(right), use(right, g.seq), pass(right))).toBeNull();
  });

  test('an approval of a draft', async () => {
    const saga = await newSaga();
    const record = runRecord(saga.projectId);
    const job = await saga.atReviewGate(['x'], { ...record, recipe: { ...record.recipe, is_draft: true } });
    await expect(saga.decide(job, 'approve')).rejects.toMatchObject({ code: 'AR004' });
    expect((await saga.job(job.id)).state).toBe('AwaitingReview');
  });

  test('a job that starts elsewhere than at the beginning', async () => {
    const saga = await newSaga();
    const record = await saga.queue();
    const start = (column: string, value: string): Promise<string | null> =>
      refusal(
        owner,
        `insert into art.art_jobs (project_id, run_id, cell, recipe_id, recipe_digest, is_draft, kind, binding, binding_hash,
           backend, turn, child_index, seed, trace_id, ${column})
         values ('${saga.projectId}', '${record.run_id}', 9, 'r', 'd', false, 'k', '{}', '${digestOf('b')}', 'procedural', 'procedural', 0, 1, 't', ${value})`,
      );
    expect(await start('state', `'Approved'`)).toBe('AR001');
    expect(await start('event_seq', `4`)).toBe('AR001');
    expect(await start('concept_digest', `'${digestOf('c')}'`)).toBe('AR001');
    expect(await start('priority', `0`)).toBe('AR007');
  });

  test('another digest at a gate and after it, and another identity', async () => {
    const g = await gated();
    const change = (set: string): Promise<string | null> =>
      refusal(owner, `update art.art_jobs set ${set} where id = ${g.id}`);
    expect(await change(`concept_digest = '${digestOf('b')}'`)).toBe('AR002');
    expect(await change(`gate_seq = gate_seq + 1`)).toBe('AR002');
    expect(await change(`seed = seed + 1`)).toBe('AR001');
    expect(await change(`binding = '{}'`)).toBe('AR001');
    expect(await change(`is_draft = true`)).toBe('AR001');
    const job = (await g.saga.runs.jobs({})) as { ok: true; value: Awaited<ReturnType<Saga['job']>>[] };
    const first = job.value[0];
    if (first === undefined) throw new Error('no job');
    await g.saga.decide(first, 'approve');
    // The final is made from the approved concept, so that stays what was approved.
    expect(await change(`concept_digest = '${digestOf('b')}'`)).toBe('AR002');
    expect(await change(`concept_path = 'elsewhere'`)).toBe('AR002');
  });

  test('changes of what has happened', async () => {
    const saga = await newSaga();
    const job = await saga.atReviewGate(['x']);
    const { id } = await saga.row(job.id);
    await saga.decide(job, 'approve');
    for (const table of ['art_job_events', 'art_decisions', 'art_decision_uses', 'art_candidates']) {
      expect([table, await refusal(owner, `update art.${table} set project_id = project_id`)]).toEqual([
        table,
        'AR006',
      ]);
      expect([table, await refusal(owner, `delete from art.${table}`)]).toEqual([table, 'AR006']);
      expect([table, await refusal(owner, `truncate art.${table} cascade`)]).toEqual([table, 'AR006']);
    }
    expect(await refusal(owner, `delete from art.art_jobs`)).toBe('AR006');
    expect(await refusal(owner, `truncate art.art_jobs cascade`)).toBe('AR006');
    const late = candidateOf('late');
    expect(
      await refusal(
        owner,
        `insert into art.art_candidates values ('${saga.projectId}', ${String(id)}, 0, '${late.digest}', '${late.pixels}', '${late.sprites}', 'x')`,
      ),
    ).toBe('AR002');
  });

  test('a review without a candidate', async () => {
    const saga = await newSaga();
    await saga.queue(ungated(runRecord(saga.projectId)));
    const job = await saga.claimOne(finalTurn);
    await saga.work.finalStored(job.lease);
    await expect(saga.work.enterReviewGate(job.lease, [])).rejects.toMatchObject({ code: 'AR002' });
    expect((await saga.job(job.id)).state).toBe('Persisting');
  });
});

test('the event of a worker names its login, that of a decision the owner', async () => {
  const saga = await newSaga();
  const job = await saga.atConceptGate('a');
  await saga.decide(job, 'approve');
  expect((await saga.events(job.id)).map((e) => [e.event, e.role])).toEqual([
    ['queued', 'art_owner'],
    ['claimed', 'art_worker'],
    ['concept-stored', 'art_worker'],
    ['approve', 'art_owner'],
  ]);
  expect(conceptOf('a').digest).toBe(job.concept?.digest);
});
