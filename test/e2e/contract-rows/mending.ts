import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { draft, key, project, rig, second } from '../bad-input.ts';
import type { Rows } from '../contract-row.ts';
import { jobsOf, statue, statueLevers } from '../rig.ts';

/** A run that nobody has begun. */
const pendingRun = (): Promise<{ run_id: string; jobs: string[] }> =>
  rig.data(project, 'generate', statue, ...statueLevers);

async function pending(): Promise<string> {
  return (await pendingRun()).jobs[0] ?? '';
}

/** A run with nothing left to do. */
async function cancelledRun(): Promise<string> {
  const { run_id: run, jobs } = await pendingRun();
  await rig.data(project, 'cancel', ...jobs);
  return run;
}

async function sealedRun(): Promise<string> {
  const run = await cancelledRun();
  await rig.data(project, 'run', 'close', run, '--yes');
  return run;
}

/** A run that is made once and kept, for failures that leave it as it is. */
function kept(make: () => Promise<string>): { alter: () => Promise<() => void>; name: () => string } {
  let name: string | undefined;
  return {
    alter: async () => {
      name ??= await make();
      return () => undefined;
    },
    name: () => name ?? '',
  };
}
const sealed = kept(sealedRun);
/** More jobs than are cancelled without a question. */
const several = kept(
  async () =>
    (await rig.data<{ run_id: string }>(project, 'generate', statue, ...statueLevers, '--concepts', '5'))
      .run_id,
);
const unfinished = kept(async () => (await pendingRun()).run_id);

/** The digest of what is approved. */
async function approvedDigest(): Promise<string> {
  const job = (await jobsOf(rig, project)).find((one) => one.job === `${second}/1`);
  return job?.candidates[0]?.digest ?? '';
}

/** A run folder that nobody queued. */
const stray = 'run_0088_abcd';
let isWithdrawn = false;
let approved = '';

export const mendingRows: Rows = {
  withdraw: {
    isWriter: true,
    // By turns, so that what was approved is so in the end.
    ends: async () => {
      const digest = await approvedDigest();
      isWithdrawn = !isWithdrawn;
      return isWithdrawn
        ? [digest, '--reason', 'off brief', '--yes', ...key()]
        : ['--undo', digest, '--yes', ...key()];
    },
    nears: [[() => ['props/statue-foundr', '--reason', 'x', '--yes'], /props\/statue-founder/]],
    unprovoked: {
      'approval-ambiguous':
        'It takes two approvals of one asset: test/integration/change-mind.test.ts makes them.',
      'wrong-passphrase': 'The row of review has it.',
      'reviewer-unknown': 'It takes a key of another project: src/app/unlock-key.test.ts has one.',
    },
    fails: {
      'approval-not-found': { words: () => ['hero/skald', '--reason', 'x', '--yes'] },
      'approval-withdrawn': {
        alter: async () => {
          approved = await approvedDigest();
          await rig.data(project, 'withdraw', approved, '--reason', 'off brief', '--yes', ...key());
          return async () =>
            void (await rig.data(project, 'withdraw', '--undo', approved, '--yes', ...key()));
        },
        words: () => [approved, '--reason', 'x', '--yes', ...key()],
      },
      'approval-stands': {
        alter: async () => {
          approved = await approvedDigest();
          return () => undefined;
        },
        words: () => ['--undo', approved, '--yes', ...key()],
      },
      'digest-too-short': { words: () => ['--undo', `${second}/1`, '--yes', ...key()] },
      'needs-terminal': { words: () => [`${second}/1`, '--reason', 'off brief'] },
      'job-not-found': { words: () => ['99/1', '--reason', 'x', '--yes'] },
    },
  },
  cancel: {
    isWriter: true,
    ends: async () => [await pending()],
    fails: {
      'job-not-found': { words: () => ['99/1'] },
      'job-final': { words: () => [`${second}/1`] },
      'needs-terminal': { alter: several.alter, words: () => [several.name()] },
      'run-not-found': { words: () => ['99'] },
      'run-ambiguous': { words: () => ['1/1'] },
    },
  },
  retry: {
    isWriter: true,
    ends: async () => {
      const job = await pending();
      await rig.data(project, 'cancel', job);
      return [job];
    },
    fails: {
      'job-not-found': { words: () => ['99/1'] },
      'job-not-retryable': { words: () => [`${second}/1`] },
      'run-sealed': { alter: sealed.alter, words: () => [`${sealed.name()}/1`] },
    },
  },
  'run close': {
    isWriter: true,
    unprovoked: {
      'close-rejects-approved':
        'It takes a twin of an approved picture: test/integration/close-run.test.ts makes one.',
      'wrong-passphrase': 'The row of review has it.',
      'reviewer-unknown': 'It takes a key of another project: src/app/unlock-key.test.ts has one.',
    },
    ends: async () => [await cancelledRun(), '--yes'],
    fails: {
      'run-not-found': { words: () => ['99'] },
      'run-ambiguous': { words: () => ['1'] },
      'run-sealed': { alter: sealed.alter, words: () => [sealed.name(), '--yes'] },
      'run-not-done': {
        alter: unfinished.alter,
        words: () => [unfinished.name(), '--yes'],
      },
      'run-without-jobs': {
        alter: () => {
          const folder = join(project, 'runs', stray);
          cpSync(join(project, 'runs', second), folder, { recursive: true });
          rmSync(join(folder, 'SEAL.json'), { force: true });
          const record = join(folder, 'run.json');
          writeFileSync(record, readFileSync(record, 'utf8').replaceAll(second, stray));
          return () => rmSync(folder, { recursive: true });
        },
        words: () => [stray, '--yes'],
      },
      'needs-terminal': { words: () => [draft.job.split('/')[0] ?? ''] },
    },
  },
};
