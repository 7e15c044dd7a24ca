/** Commands whose output nobody can read any more: a closed pipe, a full disk behind `>`. */
import { closeSync, existsSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliRig, jobsOf, program, statue, statueLevers, type Told } from './rig.ts';

let rig: CliRig;
let project: string;
beforeAll(async () => {
  rig = new CliRig();
  project = await rig.sample();
  await rig.reviewer(project);
  await rig.data(project, 'generate', statue, ...statueLevers, '--concepts', '4');
});
afterAll(() => rig.remove());

/** Runs a command whose reader has gone before it writes a word. */
function unread(...args: readonly string[]): Promise<Told> {
  const { process: child, ended } = rig.start(args, { cwd: project });
  child.stdout?.destroy();
  return ended;
}

it('a worker that nobody listens to finishes the stage that it is in, and stops', async () => {
  expect(await unread('worker', '--json')).toMatchObject({ code: 0, signal: null });
  const leased = await rig.query(
    project,
    'select lease_owner from art.art_jobs where lease_owner is not null',
  );
  expect(leased).toEqual([]);
  await rig.data(project, 'worker', '--until-idle');
});

it('a person who waits for a run is not told that it is done', async () => {
  const levers = ['--material', 'ice', '--armor', 'robe', '--weapon', 'axe'];
  const told = await unread('generate', statue, ...levers, '--wait', '--json');
  expect(told.code).toBe(130);
  expect(told.stderr).toContain('failed wait-interrupted: ');
});

it('every verdict of a file is signed, and the exit code tells of the one that came too late', async () => {
  const jobs = (await jobsOf(rig, project)).filter(({ state }) => state === 'AwaitingReview');
  const verdicts = jobs.map(({ job, candidates }) => ({
    job,
    digest: candidates[0]?.digest,
    verdict: 'approve',
  }));
  const file = join(rig.folder, 'verdicts.json');
  writeFileSync(file, JSON.stringify(verdicts));
  const sign = ['review', '--from', file, '--yes', '--passphrase-file', rig.passphraseFile, '--json'];
  expect(await unread(...sign)).toMatchObject({ code: 0, signal: null });
  expect(readdirSync(join(project, 'content/decisions'))).toHaveLength(4);
  expect((await unread(...sign)).code).toBe(5);
});

it.skipIf(!existsSync('/dev/full'))('a result that the disk has no room for is no success', () => {
  const full = openSync('/dev/full', 'w');
  const told = spawnSync(process.execPath, [program, 'runs'], {
    cwd: project,
    env: rig.env,
    encoding: 'utf8',
    stdio: ['ignore', full, 'pipe'],
  });
  closeSync(full);
  expect(told.status).toBe(12);
  expect(told.stderr).toBe('failed file-unusable: the output cannot be written (ENOSPC).\n');
});
