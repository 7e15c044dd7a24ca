import { project, rig, second } from '../bad-input.ts';
import type { Rows } from '../contract-row.ts';
import { statue, statueLevers } from '../rig.ts';

/** A job that nobody has begun. */
async function pending(): Promise<string> {
  const { jobs } = await rig.data<{ jobs: string[] }>(project, 'generate', statue, ...statueLevers);
  return jobs[0] ?? '';
}

export const mendingRows: Rows = {
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
    },
  },
};
