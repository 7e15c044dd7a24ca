import { concept, second } from '../bad-input.ts';
import type { Rows } from '../contract-row.ts';
import { statue } from '../rig.ts';

export const lookingRows: Rows = {
  runs: { ends: () => ['--limit', '20'], isListing: true },
  'run show': {
    ends: () => [second],
    isListing: true,
    fails: { 'run-not-found': { words: () => ['99'] }, 'run-ambiguous': { words: () => ['1'] } },
  },
  jobs: {
    ends: () => [],
    isListing: true,
    nears: [[() => ['--state', 'AwaitingReviw'], /AwaitingReview/]],
    fails: { 'run-not-found': { words: () => ['99'] }, 'run-ambiguous': { words: () => ['1'] } },
  },
  'list-candidates': {
    ends: () => [statue],
    isListing: true,
    nears: [[() => ['iron.object.statu.v1'], /iron\.object\.statue\.v1/]],
    fails: { 'recipe-not-found': { words: () => ['iron.object.none.v1'] } },
  },
};

export const conceptRun = (): string => concept.job.split('/')[0] ?? '';
