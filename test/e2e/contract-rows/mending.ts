import { key, project, rig, second } from '../bad-input.ts';
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
const unfinished = kept(async () => (await pendingRun()).run_id);

/** The digest of what is approved. */
async function approvedDigest(): Promise<string> {
  const job = (await jobsOf(rig, project)).find((one) => one.job === `${second}/1`);
  return job?.candidates[0]?.digest ?? '';
}

export const mendingRows: Rows = {
  withdraw: {
    isWriter: true,
    ends: async () => {
      // What the run before withdrew is approved again first.
      const digest = await approvedDigest();
      await rig.art(['withdraw', '--undo', digest, '--yes', ...key()], { cwd: project });
      return [digest, '--reason', 'off brief', '--yes', ...key()];
    },
  },
  cancel: {
    isWriter: true,
    ends: async () => [await pending()],
    fails: {
      'job-not-found': { words: () => ['99/1'] },
      'job-final': { words: () => [`${second}/1`] },
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
    ends: async () => [await cancelledRun(), '--yes'],
    fails: {
      'run-not-found': { words: () => ['99'] },
      'run-ambiguous': { words: () => ['1'] },
      'run-sealed': { alter: sealed.alter, words: () => [sealed.name(), '--yes'] },
      'run-not-done': {
        alter: unfinished.alter,
        words: () => [unfinished.name(), '--yes'],
      },
      'needs-terminal': { words: () => [second] },
    },
  },
};
