import { concept, second } from '../bad-input.ts';
import { withFile, type Failing, type Rows } from '../contract-row.ts';
import { statue } from '../rig.ts';

/** The gated run, which was made before. */
const first = (): string => concept.job.split('/')[0] ?? '';
const missing: Failing = { words: () => ['99'] };
const missingJob: Failing = { words: () => [`${second}/99`] };
const ambiguous: Failing = { words: () => ['1'] };
const nearRecipe = [() => ['--recipe', 'iron.object.statu.v1'], /iron\.object\.statue\.v1/] as const;
const noRecipe: Failing = { words: () => ['--recipe', 'iron.object.none.v1'] };

export const lookingRows: Rows = {
  runs: {
    ends: () => ['--limit', '20'],
    isListing: true,
    nears: [nearRecipe, [() => ['--state', 'AwaitingReviw'], /AwaitingReview/]],
    fails: {
      'run-not-found': { words: () => ['--after', '99'] },
      'run-ambiguous': { words: () => ['--after', '1'] },
      'recipe-not-found': noRecipe,
    },
  },
  'run show': {
    ends: () => [second],
    isListing: true,
    fails: {
      'run-not-found': missing,
      'run-ambiguous': ambiguous,
      'job-not-found': { words: () => [second, '--after', `${second}/99`] },
      'run-record-invalid': withFile(
        () => `runs/${second}/run.json`,
        () => '{}',
        () => [second],
      ),
    },
  },
  'run diff': {
    ends: () => [first(), second],
    isListing: true,
    fails: {
      'run-not-found': { words: () => [second, '99'] },
      'run-ambiguous': { words: () => ['1', second] },
      'run-record-invalid': withFile(
        () => `runs/${second}/run.json`,
        () => '{}',
        () => [first(), second],
      ),
    },
  },
  why: {
    ends: () => [second],
    isListing: true,
    nears: [[() => [second, 'palete'], /palette/]],
    fails: {
      'run-not-found': { words: () => [second, '--against', '99'] },
      'run-ambiguous': ambiguous,
      'job-not-found': missingJob,
      'stage-not-found': { words: () => [second, 'grid'] },
      'run-record-invalid': withFile(
        () => `runs/${second}/run.json`,
        () => '{}',
        () => [second],
      ),
    },
  },
  jobs: {
    ends: () => [],
    isListing: true,
    nears: [nearRecipe, [() => ['--state', 'AwaitingReviw'], /AwaitingReview/]],
    fails: {
      'run-not-found': missing,
      'run-ambiguous': ambiguous,
      'job-not-found': { words: () => ['--after', `${second}/99`] },
      'recipe-not-found': noRecipe,
    },
  },
  'job show': {
    ends: () => [`${second}/1`],
    // Seconds and the name of a worker; goldens of made-up ones: test/integration/listing-screens.test.ts.
    isListing: 'unsteady',
    fails: { 'job-not-found': missingJob, 'run-ambiguous': { words: () => ['1/1'] } },
  },
  log: {
    ends: () => [second],
    // Seconds and the name of a worker; goldens of made-up ones: test/integration/listing-screens.test.ts.
    isListing: 'unsteady',
    fails: {
      'run-not-found': missing,
      'run-ambiguous': ambiguous,
      'job-not-found': missingJob,
    },
  },
  'list-candidates': {
    ends: () => [statue],
    isListing: true,
    nears: [[() => ['iron.object.statu.v1'], /iron\.object\.statue\.v1/]],
    fails: {
      'recipe-not-found': { words: () => ['iron.object.none.v1'] },
      'job-not-found': { words: () => [statue, '--after', `${second}/99@${'a'.repeat(12)}`] },
      'run-ambiguous': { words: () => [statue, '--after', `1/1@${'a'.repeat(12)}`] },
    },
  },
};
