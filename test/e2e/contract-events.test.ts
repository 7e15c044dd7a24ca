/** Every event that is published is printed by its command, as it is published. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { draft, key, project, rig, setUp } from './bad-input.ts';
import { expectRecords, publishedEvents } from './cli-schema.ts';
import { jobsOf, statue, statueLevers, write, type CliRecord, type Running, type Told } from './rig.ts';

/** Such as `generate.event.queued`. */
const seen = new Set<string>();
beforeAll(setUp);
afterAll(() => rig.remove());

const start = (...words: readonly string[]): Running => rig.start([...words, '--json'], { cwd: project });
const is = (event: string) => (record: CliRecord) => record.event === event;

/** Waits for a command's end, and for nothing on stdout but what is published. */
async function ended(running: Running): Promise<Told> {
  const told = await running.ended;
  expectRecords(told);
  for (const { type, command, event } of told.records)
    if (type === 'event') seen.add(`${String(command).replaceAll(' ', '-')}.event.${event ?? ''}`);
  return told;
}
const art = (...words: readonly string[]): Promise<Told> => ended(start(...words));

let lastChild = 0;
/** Words that ask for so many pictures that nobody has asked for. */
function fresh(count = 1): readonly string[] {
  const from = lastChild + 1;
  lastChild += count;
  return ['generate', statue, ...statueLevers, '--children', `${from}-${lastChild}`];
}

/** Waits with a command for jobs that fail, since the record of their run is not what was queued meanwhile. */
async function waitsInVain(waiting: Running, begun: string): Promise<string> {
  const { run_id: run } = await waiting.until(is(begun));
  const record = `runs/${String(run)}/run.json`;
  const before = readFileSync(join(project, record), 'utf8');
  write(project, record, before.replace(/"actor": "[^"]*"/, '"actor": "intruder"'));
  await art('worker', '--until-idle');
  expect(await ended(waiting)).toMatchObject({ code: 6 });
  write(project, record, before);
  return String(run);
}

it('a run that is waited for tells its queue, its progress and each job that fails; so do those after it', async () => {
  const run = await waitsInVain(start(...fresh(), '--wait'), 'queued');
  await waitsInVain(start('run', 'resume', run, '--wait'), 'resumed');
  await waitsInVain(start('run', 'recover', run, '--continue', '--wait'), 'queued');
});

it('a worker tells what it begins, what moves, and what it takes over from one that is gone', async () => {
  const held = () =>
    rig.query<{ n: number }>(
      project,
      'select count(*)::int n from art.art_jobs where lease_owner is not null',
    );
  do {
    await art(...fresh(8));
    const worker = start('worker');
    await worker.until(is('job-claimed'));
    worker.process.kill('SIGKILL');
    await worker.ended;
  } while ((await held())[0]?.n === 0);
  const past = `clock_timestamp() - interval '1 second'`;
  await rig.query(
    project,
    `update art.art_jobs set lease_expires_at = ${past} where lease_owner is not null`,
  );
  await rig.query(project, `update art.art_stage_rights set expires_at = ${past}`);
  await art('worker', '--until-idle');
});

it('a worker tells that the database has gone, and that it is back', async () => {
  const worker = start('worker');
  await worker.until(is('worker-started'));
  // A server that stands still: its connections end, and none begins.
  const connections = await rig.query<{ pid: number }>(
    project,
    `select pid from pg_stat_activity where datname = 'art' and pid <> pg_backend_pid()`,
  );
  const server = rig.serverPid(project);
  process.kill(server, 'SIGSTOP');
  try {
    for (const { pid } of connections) process.kill(pid, 'SIGTERM');
    await worker.until(is('database-lost'));
  } finally {
    process.kill(server, 'SIGCONT');
  }
  await worker.until(is('database-back'));
  worker.process.kill('SIGTERM');
  expect(await ended(worker)).toMatchObject({ code: 0 });
});

it('art up tells its address, and art log --follow what happens', async () => {
  const [up, log] = [start('up'), start('log', '--follow')];
  await up.until(is('up'));
  await art(...fresh());
  await up.until(is('job-moved'));
  await log.until(is('happened'));
  for (const one of [up, log]) one.process.kill('SIGINT');
  for (const one of [up, log]) expect(await ended(one)).toMatchObject({ code: 0 });
});

it('a file of verdicts tells what was decided and what had moved, and a closed run what it rejects', async () => {
  const waiting = (await jobsOf(rig, project)).filter(
    (one) => one.state === 'AwaitingReview' && one.job !== draft.job,
  );
  const [first, second] = waiting;
  const run = String(first?.job.split('/')[0]);
  expect(waiting.filter(({ job }) => job.startsWith(`${run}/`)).length).toBeGreaterThan(1);
  const verdicts = [
    { job: first?.job, digest: first?.candidates[0]?.digest, verdict: 'reject' },
    { job: second?.job, digest: 'f'.repeat(12), verdict: 'reject' },
  ];
  write(project, '../verdicts.json', JSON.stringify(verdicts));
  const decided = await art('review', '--from', `${rig.folder}/verdicts.json`, '--yes', ...key());
  expect(decided).toMatchObject({ code: 5 });
  expect(await art('run', 'close', run, '--yes', ...key())).toMatchObject({ code: 0 });
});

it('a reroll that is waited for tells the same', async () => {
  const rejected = (await jobsOf(rig, project)).find(({ state }) => state === 'Rejected');
  const run = String(rejected?.job.split('/')[0]);
  await waitsInVain(start('reroll', run, '--rejected', '--wait'), 'queued');
});

/** What no command line brings about, and where it is tested. */
const elsewhere: { readonly [event: string]: string } = {
  'job-broke': 'a fault of Artkiln itself: test/integration/worker.test.ts',
  'worker-broke': 'a fault of Artkiln itself, in the worker',
  'run-not-sealed': 'a run folder that cannot be read: test/integration/seal-run.test.ts',
  'lease-lost': 'a worker that stood still while another took over: test/integration/worker.test.ts',
};

it('no published event was left out', () => {
  const unseen = publishedEvents.filter((event) => {
    // A worker of `art up` is a worker like any other.
    const ofWorker = event.replace(/^up\./, 'worker.');
    return !seen.has(event) && !seen.has(ofWorker) && !((event.split('.').at(-1) ?? '') in elsewhere);
  });
  expect(unseen).toEqual([]);
});
