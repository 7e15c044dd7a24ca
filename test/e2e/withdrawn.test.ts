/** What every look says of a picture whose approval was withdrawn: its job stays approved, and leads nowhere but back. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliRig, jobsOf, statue, statueLevers } from './rig.ts';

let rig: CliRig;
let project: string;
let job: string;
let digest: string;
const key = (): readonly string[] => ['--passphrase-file', rig.passphraseFile];
const told = (...args: readonly string[]) => rig.art(args, { cwd: project });

beforeAll(async () => {
  rig = new CliRig();
  project = await rig.sample();
  await rig.reviewer(project);
  await rig.data(project, 'generate', statue, ...statueLevers);
  await rig.data(project, 'worker', '--until-idle');
  const [made] = await jobsOf(rig, project);
  job = made?.job ?? '';
  digest = made?.candidates[0]?.digest ?? '';
  await rig.data(project, 'review', '--approve', job, '--digest', digest, ...key());
});
afterAll(() => rig.remove());

it('is not on the list of what can be promoted', async () => {
  expect((await told('status')).stdout).toContain('approved, not promoted');
  await rig.data(project, 'withdraw', digest, '--reason', 'off brief', '--yes', ...key());
  expect((await told('status')).stdout).not.toContain('approved, not promoted');
});

it('is followed by what undoes it, and by nothing that would be refused', async () => {
  const undo = `art withdraw --undo ${digest.slice(0, 12)}`;
  expect((await told('job', 'show', job)).stderr).toContain(`next: ${undo}\n`);
  const refused = await told('promote', job);
  expect([refused.code, refused.stderr]).toEqual([
    4,
    expect.stringMatching(/candidate-not-approved: [^]*next: To approve it again: art withdraw --undo /),
  ]);
});

it('is on the list again when that was undone', async () => {
  await rig.data(project, 'withdraw', '--undo', digest, '--yes', ...key());
  expect((await told('status')).stdout).toContain('approved, not promoted');
  expect((await told('job', 'show', job)).stderr).toContain(`next: art promote ${job}\n`);
});
