/** Changing one's mind, from the command line: decisions from a file, other frames, withdrawals, closed runs. */
import { chmodSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asDigest } from '../../src/domain/ids.ts';
import {
  makePromotion,
  parsePromotion,
  promotionPath,
  promotionText,
} from '../../src/domain/manifest/promotion.ts';
import { decidingSchemas, verdictFile } from '../../src/entry/cli/schemas/deciding.ts';
import { mendingSchemas } from '../../src/entry/cli/schemas/mending.ts';
import { provingSchemas } from '../../src/entry/cli/schemas/proving.ts';
import { reviewerSchemas } from '../../src/entry/cli/schemas/reviewers.ts';
import { shippingSchemas } from '../../src/entry/cli/schemas/shipping.ts';
import type { CommandSchemas } from '../../src/entry/cli/schemas/schema.ts';
import {
  CliRig,
  isOfProject,
  jobsOf,
  levers,
  readJson,
  sha256,
  skald,
  snapshot,
  statue,
  statueLevers,
  type JobRow,
  type Told,
} from './rig.ts';

const asset = 'props/statue-founder';
const ajv = new Ajv2020({ allErrors: true, strict: false });
const schemas: CommandSchemas = {
  ...decidingSchemas,
  ...mendingSchemas,
  ...reviewerSchemas,
  ...shippingSchemas,
  ...provingSchemas,
};

let rig: CliRig;
let project: string;
let jobs: readonly JobRow[];
const key = () => ['--passphrase-file', rig.passphraseFile];

/** Runs a command with `--json`; every record of its own must be as published. */
async function art(...args: readonly string[]): Promise<Told> {
  const told = await rig.art([...args, '--json'], { cwd: project });
  for (const record of told.records) {
    const published = schemas[String(record['command'])];
    if (record.type === 'event') {
      const { type: _t, schema_version: _v, command: _c, event = '', ...facts } = record;
      expect(
        ajv.validate(published?.events?.[event] ?? false, facts),
        JSON.stringify([record, ajv.errors]),
      ).toBe(true);
    } else if (record.ok === true) {
      expect(ajv.validate(published?.data ?? false, record.data), JSON.stringify([record, ajv.errors])).toBe(
        true,
      );
    }
  }
  return told;
}
async function data<T>(...args: readonly string[]): Promise<T> {
  const told = await art(...args);
  const result = told.records.at(-1);
  if (told.code !== 0 || result?.ok !== true)
    throw new Error(`exit ${told.code}\n${told.stdout}\n${told.stderr}`);
  return result.data as T;
}
const digest = (text: string | Uint8Array) => asDigest(sha256(text));
const failureOf = (told: Told): string => told.records.at(-1)?.failure?.kind ?? 'none';
const work = () => rig.data(project, 'worker', '--until-idle');
const entry = () =>
  readJson<{
    entries: { asset_id: string; state: string; asset_path: string | null; bytes: string | null }[];
  }>(project, 'content/ages/iron/v1/manifest.json').entries.find((one) => one.asset_id === asset);
const digestOf = (job: JobRow | undefined): string => job?.candidates[0]?.digest ?? '';
const findings = async (): Promise<readonly string[]> => {
  const told = await art('verify');
  const result = told.records.at(-1)?.data as { findings: { kind: string; path: string }[] } | undefined;
  const found = result?.findings ?? [];
  expect(told.code).toBe(found.length === 0 ? 0 : 10);
  return found.map(({ kind, path }) => `${kind} ${path}`);
};
const file = (name: string, content: unknown): string => {
  const path = join(rig.folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  return path;
};

beforeAll(async () => {
  rig = new CliRig();
  project = await rig.sample();
  await rig.reviewer(project);
  await rig.data(project, 'generate', statue, ...statueLevers, '--concepts', '4');
  await rig.data(project, 'generate', skald, ...levers, '--concepts', '2');
  await work();
  jobs = (await jobsOf(rig, project)).filter((job) => job.concept === null);
});
afterAll(() => rig.remove());

/** The tests of this file are one story, in order. */
describe('deciding from a file', () => {
  interface Waiting {
    readonly job: string;
    readonly gate: string;
    readonly digest: string;
  }

  it('begins with a list of what waits, of which the file is made', async () => {
    const { waiting } = await data<{ waiting: Waiting[] }>('review', '--list');
    expect(waiting.map(({ gate }) => gate).sort()).toEqual([
      'concept',
      'concept',
      'review',
      'review',
      'review',
      'review',
    ]);
    const concepts = await data<{ waiting: Waiting[] }>('review-concepts', '--list');
    expect(concepts.waiting.map(({ gate }) => gate)).toEqual(['concept', 'concept']);
    const told = await rig.art(['review'], { cwd: project });
    expect(told.code).toBe(2);
    expect(told.stderr).toMatch(/needs-terminal[^]*--list/);
    // Another form is no other command.
    for (const form of ['--json', '--plain'])
      expect(await rig.art(['review', form], { cwd: project })).toMatchObject({ code: 2 });
  });

  it('shows what would be signed, and writes nothing', async () => {
    const before = [...snapshot(project, isOfProject)];
    const verdicts = jobs.map(({ job }, i) => ({ job, digest: digestOf(jobs[i]), verdict: 'approve' }));
    expect(ajv.validate(verdictFile, verdicts)).toBe(true);
    const would = await data<{ would_sign: unknown[]; moved: unknown[] }>(
      ...['review', '--from', file('v.json', verdicts), '--dry-run'],
    );
    expect(would.would_sign).toHaveLength(4);
    expect([...snapshot(project, isOfProject)]).toEqual(before);
  });

  it('is refused with a wrong passphrase, and nothing is signed', async () => {
    const wrong = file('wrong', 'not this one\n');
    const told = await art(
      'review',
      '--from',
      join(rig.folder, 'v.json'),
      '--yes',
      '--passphrase-file',
      wrong,
    );
    expect([told.code, failureOf(told)]).toEqual([4, 'wrong-passphrase']);
    expect(await data('review', '--list')).toMatchObject({ waiting: { length: 6 } });
  });

  it('signs what is in time, names what moved, and leaves with 5', async () => {
    const lines = [
      { job: jobs[0]?.job, digest: digestOf(jobs[0]).slice(0, 12), verdict: 'approve' },
      { job: jobs[1]?.job, digest: digestOf(jobs[1]), verdict: 'approve', gate: 'review', reason: null },
      { job: jobs[2]?.job, digest: 'f'.repeat(12), verdict: 'approve' },
      { job: jobs[3]?.job, digest: digestOf(jobs[3]), verdict: 'reject', reason: 'off \u001b[31mbrief' },
    ];
    const path = file('v.ndjson', lines.map((line) => JSON.stringify(line)).join('\n'));
    const told = await art('review', '--from', path, '--yes', ...key());
    expect([told.code, failureOf(told)]).toEqual([5, 'decisions-moved']);
    expect(told.records.slice(0, -1).map(({ event, ...one }) => [event, one['job']])).toEqual([
      ['moved', jobs[2]?.job],
      ['decided', jobs[0]?.job],
      ['decided', jobs[1]?.job],
      ['decided', jobs[3]?.job],
    ]);
    const after = (await jobsOf(rig, project)).filter((job) => job.concept === null);
    expect(after.map(({ state }) => state)).toEqual(['Approved', 'Approved', 'AwaitingReview', 'Rejected']);
  });

  it('reads the file from stdin too', async () => {
    const line = JSON.stringify({ job: jobs[2]?.job, digest: digestOf(jobs[2]), verdict: 'approve' });
    const told = await rig.art(['review', '--from', '-', '--yes', ...key()], { cwd: project, input: line });
    expect(told.stdout).toBe('1 decision signed.\n');
  });
});

describe('promoting and shipping', () => {
  it('names the commands that go on from work that is approved and promoted nowhere', async () => {
    const told = await rig.art(['ship'], { cwd: project });
    expect(told.code).toBe(9);
    expect(told.stderr).toContain(`art promote ${jobs[0]?.job}`);
    await data('promote', jobs[0]?.job ?? '', '--as', asset);
    expect(await data('ship', '--dry-run')).toMatchObject({ folder: 'dist/1', new: true, dry_run: true });
    expect(await data('ship')).toMatchObject({ folder: 'dist/1', new: true });
  });

  it('asks before another frame takes the place of one, by the asset’s name', async () => {
    const before = [...snapshot(project, isOfProject)];
    const other = ['promote', jobs[1]?.job ?? '', '--as', asset];
    expect(await data(...other, '--dry-run')).toMatchObject({ replaces: { length: 1 }, dry_run: true });
    expect(failureOf(await art(...other))).toBe('needs-terminal');
    expect(failureOf(await art(...other, '--confirm=hero/skald'))).toBe('usage');
    expect([...snapshot(project, isOfProject)]).toEqual(before);
    expect(await data(...other, `--confirm=${asset}`)).toMatchObject({ new: true });
  });

  it('goes back and forth between frames by number, stem, digest and job', async () => {
    const second = digestOf(jobs[1]);
    for (const frame of [
      '0',
      second.slice(0, 12),
      '000',
      jobs[1]?.job ?? '',
      `002-${digestOf(jobs[2]).slice(0, 8)}`,
    ]) {
      const told = await art('promote', asset, '--use', frame);
      // The third was never frozen: only its candidate has that number.
      expect(told.code, frame).toBe(frame.startsWith('002-') ? 3 : 0);
    }
    expect(await data('promote', asset, '--use', '2')).toMatchObject({ bytes: digestOf(jobs[2]), new: true });
    expect(await data('promote', asset, '--use', '001')).toMatchObject({ bytes: second, new: true });
    expect(await data('promote', asset, '--use', '001')).toMatchObject({ new: false });
    await data('ship');
    expect(entry()?.bytes).toBe(second);
    expect(await findings()).toEqual([]);
  });

  it('chooses between promotions that know nothing of each other', async () => {
    const current = readlinkSync(join(project, 'dist/current'));
    forkPromotion();
    const told = await art('ship');
    expect([told.code, failureOf(told)]).toEqual([5, 'ambiguous-promotion']);
    expect(told.stderr).toContain(`art promote ${asset} --use <frame>`);
    await data('promote', asset, '--use', '001');
    expect(await data('ship')).toMatchObject({ folder: `dist/${current}`, new: false });
    expect(await findings()).toEqual([]);
  });

  /** Adds a promotion of the third frame that supersedes nothing, as a branch that had none would make it. */
  function forkPromotion(): void {
    const folder = join(project, 'content/promotions');
    for (const name of readdirSync(folder)) {
      const parsed = parsePromotion(readFileSync(join(folder, name), 'utf8'));
      if (!parsed.ok || parsed.value.bytes !== digestOf(jobs[2])) continue;
      const { id: _, ...payload } = parsed.value;
      const fork = makePromotion(
        { ...payload, supersedes: [], promoted_at: '2025-01-01T00:00:00.000Z' },
        digest,
      );
      writeFileSync(join(project, promotionPath(fork.id)), promotionText(fork));
      return;
    }
    throw new Error('the third frame was never promoted');
  }
});

describe('withdrawing', () => {
  it('shows what it does and writes nothing when that is all that is asked', async () => {
    const before = [...snapshot(project, isOfProject)];
    const shown = await data<{ decision: null; assets: { from: string; to: string }[] }>(
      ...['withdraw', asset, '--dry-run'],
    );
    expect(shown.decision).toBeNull();
    expect(shown.assets).toHaveLength(1);
    expect([...snapshot(project, isOfProject)]).toEqual(before);
  });

  it('puts the entry back to the previous frame, and then to its placeholder, and all stays verified', async () => {
    const frames: (string | null)[] = [];
    while (frames.length < 3) {
      await data('withdraw', asset, '--reason', 'not any more', '--yes', ...key());
      expect((await findings()).every((one) => one.startsWith('UNSIGNED content/ages/'))).toBe(true);
      await data('ship');
      frames.push(entry()?.bytes ?? null);
      expect(await findings()).toEqual([]);
    }
    expect(frames).toEqual([digestOf(jobs[2]), digestOf(jobs[0]), null]);
    expect(entry()?.state).toBe('placeholder');
    expect(failureOf(await art('withdraw', asset, '--reason', 'x', '--yes', ...key()))).toBe(
      'approval-withdrawn',
    );
  });

  it('is known to the database at once: the same picture is asked about again', async () => {
    await rig.data(project, 'generate', statue, ...statueLevers);
    await work();
    const again = (await jobsOf(rig, project)).findLast((job) => job.concept === null);
    expect([digestOf(again), again?.state]).toEqual([digestOf(jobs[0]), 'AwaitingReview']);
  });

  it('is undone with the digest, and the asset is filled again', async () => {
    await data('withdraw', '--undo', digestOf(jobs[1]).slice(0, 12), '--yes', ...key());
    await data('ship');
    expect(entry()?.bytes).toBe(digestOf(jobs[1]));
    expect(await findings()).toEqual([]);
  });

  it('ships an earlier pack again, without what was withdrawn since', async () => {
    const back = await data<{ not_restored: string[] }>('ship', '--rollback', '1');
    expect(back.not_restored).toEqual([asset]);
    expect(await data('ship')).toMatchObject({ new: true });
    expect(entry()?.bytes).toBe(digestOf(jobs[1]));
  });

  it('works without a database, from a job’s name', async () => {
    await rig.data(project, 'db', 'stop', '--force');
    expect(await data('withdraw', jobs[1]?.job ?? '', '--dry-run')).toMatchObject({
      digest: digestOf(jobs[1]),
    });
    expect(await rig.data<{ state: string }>(project, 'db', 'status')).toMatchObject({ state: 'stopped' });
  });
});

describe('cancelling, trying again and closing', () => {
  let run: string;
  const names = () => [1, 2, 3, 4, 5].map((n) => `${run}/${n}`);

  it('cancels many only when that is confirmed, and says what it keeps', async () => {
    run = (
      await rig.data<{ run_id: string }>(
        project,
        ...['generate', statue, '--material', 'ice', '--armor', 'robe', '--weapon', 'axe', '--concepts', '5'],
      )
    ).run_id;
    expect(await data('cancel', run, '--dry-run')).toEqual({ cancelled: names(), kept: 0, dry_run: true });
    expect(failureOf(await art('cancel', run))).toBe('needs-terminal');
    expect(await data('cancel', `${run}/1`, `${run}/2`)).toMatchObject({ cancelled: names().slice(0, 2) });
    const twice = await rig.art(['cancel', `${run}/1`], { cwd: project });
    expect(twice.code).toBe(5);
    expect(twice.stderr).toContain('was cancelled already');
    expect(await data('cancel', run, '--yes')).toMatchObject({ cancelled: names().slice(2), kept: 2 });
  });

  it('tries again what was cancelled, and says that a rejected picture comes back the same', async () => {
    expect(await data('retry', `${run}/1`, `${run}/2`, '--dry-run')).toMatchObject({ dry_run: true });
    expect(await data('retry', `${run}/1`, `${run}/2`)).toMatchObject({
      queued: [{ job: `${run}/1.2` }, { job: `${run}/2.2` }],
    });
    // All of the run of the rejected picture is decided, so the worker has sealed it.
    const late = await rig.art(['retry', jobs[3]?.job ?? ''], { cwd: project });
    expect([late.code, late.stderr]).toEqual([5, expect.stringContaining('run-sealed')]);
  });

  it('does not close a run in work, and seals it when everything waits or has ended', async () => {
    expect(failureOf(await art('run', 'close', run, '--yes', ...key()))).toBe('run-not-done');
    await work();
    expect(await data('run', 'close', run, '--dry-run')).toMatchObject({
      sealed: false,
      cells: { approved: 0, rejected: 2, failed: 3 },
    });
    expect(failureOf(await art('run', 'close', run))).toBe('needs-terminal');
    expect(await data('run', 'close', run, '--yes', ...key())).toMatchObject({ sealed: true, decisions: 2 });
    expect(await findings()).toEqual([]);
    for (const told of [
      await art('run', 'close', run, '--yes', ...key()),
      await art('retry', `${run}/3`),
      await art('retry', `${run}/1`),
    ])
      expect([told.code, failureOf(told)]).toEqual([5, 'run-sealed']);
    expect((await rig.art(['run', 'show', run], { cwd: project })).stdout).toContain('sealed');
  });

  it('lets nothing of a sealed run change unnoticed', async () => {
    const record = join(project, 'runs', run, 'run.json');
    const before = readFileSync(record);
    chmodSync(record, 0o644);
    writeFileSync(record, `${before.toString('utf8')}\n`);
    writeFileSync(join(project, 'runs', run, 'more.png'), 'x');
    expect(await findings()).toEqual([`UNEXPECTED runs/${run}/more.png`, `MODIFIED runs/${run}/run.json`]);
    writeFileSync(record, before);
    rmSync(join(project, 'runs', run, 'more.png'));
  });

  it('names a run record that was cut short', async () => {
    const record = join(project, 'runs', jobs[0]?.job.split('/')[0] ?? '', 'run.json');
    const before = readFileSync(record);
    chmodSync(record, 0o644);
    writeFileSync(record, before.subarray(0, 200));
    expect(await findings()).toEqual([`MODIFIED runs/${jobs[0]?.job.split('/')[0]}/run.json`]);
    writeFileSync(record, before);
  });

  it('has a rebuilt database leave sealed failures failed', async () => {
    await rig.data(project, 'db', 'stop', '--force');
    rmSync(join(project, '.art'), { recursive: true });
    await rig.data(project, 'db', 'rebuild');
    const rebuilt = (await jobsOf(rig, project)).filter(({ job }) => job.startsWith(run));
    expect(rebuilt.map(({ state }) => state)).toEqual(['Rejected', 'Rejected', 'Failed', 'Failed', 'Failed']);
    await work();
    expect(await findings()).toEqual([]);
  });
});
