import { altered, concept, draft, key, project, rig, second } from '../bad-input.ts';
import type { Failing, Rows } from '../contract-row.ts';
import { jobsOf, statue, statueLevers } from '../rig.ts';

/** A new picture at a gate, and the words that approve it. */
async function waiting(): Promise<readonly string[]> {
  const asked = await rig.data<{ run_id: string }>(project, 'generate', statue, ...statueLevers, '--regate');
  await rig.data(project, 'worker', '--until-idle');
  const job = (await jobsOf(rig, project)).find((one) => one.job.startsWith(`${asked.run_id}/`));
  return ['--approve', job?.job ?? '', '--digest', job?.candidates[0]?.digest ?? '', ...key()];
}

const approve =
  (...more: readonly string[]) =>
  (): readonly string[] => [
    ...['--approve', concept.job, '--digest', concept.concept?.digest ?? ''],
    ...more,
  ];

const wrongPassphrase: Failing = {
  alter: () => altered('../wrong', () => 'not this one\n'),
  words: () => [...approve('--passphrase-file')(), `${rig.folder}/wrong`],
};

/** Names of what is not there. */
const unknownNames: Rows[string]['fails'] = {
  'run-not-found': { words: () => ['99', '--list'] },
  'run-ambiguous': { words: () => ['1', '--list'] },
  'recipe-not-found': { words: () => [second, 'iron.object.none.v1', '--list'] },
};
/** A slip in a name, alone and beside a name that is right. */
const nearNames: Rows[string]['nears'] = [
  [() => ['iron.object.statu.v1', '--list'], /iron\.object\.statue\.v1/],
  [() => [second, 'iron.object.statu.v1', '--list'], /iron\.object\.statue\.v1/],
];

/** A file of verdicts, beside the project. */
const verdicts = (text: () => string): Failing => ({
  alter: () => altered('../verdicts.json', text),
  words: () => ['--from', `${rig.folder}/verdicts.json`, '--yes', ...key()],
});

let sheets = 0;

export const decidingRows: Rows = {
  review: {
    isWriter: true,
    ends: waiting,
    nears: nearNames,
    fails: {
      ...unknownNames,
      'verdicts-invalid': verdicts(() => '{}'),
      'decisions-moved': verdicts(() =>
        JSON.stringify([{ job: concept.job, digest: 'a'.repeat(64), verdict: 'approve' }]),
      ),
      'needs-terminal': { words: () => [] },
      'digest-too-short': { words: () => ['--approve', concept.job, '--digest', 'abc', ...key()] },
      'decision-moved': { words: () => ['--approve', concept.job, '--digest', 'a'.repeat(64), ...key()] },
      'job-not-found': { words: () => ['--approve', '99/1', '--digest', 'a'.repeat(64), ...key()] },
      'wrong-passphrase': wrongPassphrase,
      'key-not-found': { words: () => [...approve('--as', 'Bob')(), ...key()] },
      'draft-not-approvable': {
        words: () => ['--approve', draft.job, '--digest', draft.candidates[0]?.digest ?? '', ...key()],
      },
      'reviewers-invalid': {
        alter: () => altered('content/reviewers.json', (text) => text.replace('"Ada"', '"Eve"')),
        words: () => [...approve()(), ...key()],
      },
      'file-unusable': { words: () => [...approve('--passphrase-file')(), `${rig.folder}/nowhere`] },
    },
  },
  'review-concepts': {
    // The sitting itself: test/e2e/contract-screens.test.ts.
    ends: () => ['--list'],
    isListing: true,
    nears: nearNames,
    fails: {
      ...unknownNames,
      'needs-terminal': { words: () => [] },
      'job-not-found': { words: () => ['99/1', '--list'] },
    },
  },
  sheet: {
    isWriter: true,
    ends: () => [second, '--approved', '-o', `sheet-${(sheets += 1)}.png`],
    nears: [
      [() => ['--state', 'AwaitingReviw'], /AwaitingReview/],
      [() => ['iron.object.statu.v1'], /iron\.object\.statue\.v1/],
    ],
    fails: {
      'run-not-found': { words: () => ['99'] },
      'run-ambiguous': { words: () => ['1'] },
      'job-not-found': { words: () => ['99/1'] },
      'recipe-not-found': { words: () => ['iron.object.none.v1'] },
      'output-exists': {
        alter: () => altered('there.png', () => ''),
        words: () => [second, '--approved', '-o', 'there.png'],
      },
      'file-unusable': { words: () => [second, '--approved', '-o', `${rig.passphraseFile}/below.png`] },
    },
  },
};
