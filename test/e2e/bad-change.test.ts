/** Files of verdicts, withdrawals, promotions and closings that are refused, and write nothing. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import {
  altered,
  approvedFile,
  concept,
  draft,
  hostile,
  key,
  project,
  refuses,
  rig,
  second,
  setUp,
  type Row,
} from './bad-input.ts';
import { sha256, write, type JobRow } from './rig.ts';

beforeAll(setUp);
afterAll(() => rig.remove());

const verdictOn = ({ job, concept: shown, candidates }: JobRow) => ({
  job,
  digest: shown?.digest ?? candidates[0]?.digest,
  verdict: 'approve',
});
const shippedDigest = (): string => sha256(readFileSync(join(project, approvedFile('png')))).slice(0, 12);

/** A run folder as a clone brings it: no row of it is in the database. */
function runWithoutJobs(): () => void {
  const [first = ''] = concept.job.split('/');
  const record = readFileSync(join(project, 'runs', first, 'run.json'), 'utf8');
  write(project, 'runs/run_0555_aaaa/run.json', record.replaceAll(first, 'run_0555_aaaa'));
  return () => rmSync(join(project, 'runs/run_0555_aaaa'), { recursive: true });
}

const rows: readonly Row[] = [
  {
    title: 'verdicts that nobody confirmed',
    alter: () => altered('../verdicts.json', () => JSON.stringify([verdictOn(concept)])),
    args: () => ['review', '--from', join(rig.folder, 'verdicts.json')],
    code: 2,
    kind: 'needs-terminal',
    says: /--yes/,
  },
  {
    title: 'a file of verdicts with faults',
    alter: () =>
      altered('../verdicts.json', () =>
        JSON.stringify([{ ...verdictOn(concept), verdict: `${hostile}$(id)` }, { job: hostile }], null, 1),
      ),
    args: () => ['review', '--from', join(rig.folder, 'verdicts.json'), '--yes', ...key()],
    code: 6,
    kind: 'verdicts-invalid',
    says: /verdicts\.json:5:14 error verdict-value [^]*\\u001b[^]*missing-key/,
  },
  {
    title: 'a verdict about a job that is not there',
    alter: () =>
      altered('../verdicts.json', () =>
        [verdictOn(concept), { ...verdictOn(concept), job: '777/1' }]
          .map((one) => JSON.stringify(one))
          .join('\n'),
      ),
    args: () => ['review', '--from', join(rig.folder, 'verdicts.json'), '--yes', ...key()],
    code: 6,
    kind: 'verdicts-invalid',
    says: /verdicts\.json:2:8 error job-not-found/,
  },
  {
    title: 'an approval of a draft in a file of verdicts',
    alter: () => altered('../verdicts.json', () => JSON.stringify([verdictOn(concept), verdictOn(draft)])),
    args: () => ['review', '--from', join(rig.folder, 'verdicts.json'), '--yes', ...key()],
    code: 6,
    kind: 'verdicts-invalid',
    says: /error draft-not-approvable/,
  },
  {
    title: 'verdicts of which every one is too late',
    alter: () =>
      altered('../verdicts.json', () =>
        JSON.stringify([{ ...verdictOn(concept), digest: sha256('another picture') }]),
      ),
    args: () => ['review', '--from', join(rig.folder, 'verdicts.json'), '--yes', ...key()],
    code: 5,
    kind: 'decisions-moved',
    says: /1 of 1 verdicts? came too late/,
  },
  {
    title: 'a file of verdicts without an end',
    args: () => ['review', '--from', '/dev/zero', '--yes', ...key()],
    code: 12,
    kind: 'file-unusable',
    says: /\/dev\/zero cannot be used: it is too long/,
  },
  {
    title: 'a file of verdicts that is a folder',
    args: () => ['review', '--from', project, '--yes', ...key()],
    code: 12,
    kind: 'file-unusable',
    says: /it is a folder/,
  },
  {
    title: 'a passphrase without an end',
    args: () => ['withdraw', shippedDigest(), '--reason', 'x', '--yes', '--passphrase-file', '/dev/zero'],
    code: 12,
    kind: 'file-unusable',
    says: /\/dev\/zero cannot be used: it is too long/,
  },
  {
    title: 'a file of verdicts that is not there',
    args: () => ['review', '--from', join(rig.folder, 'nowhere.json'), '--yes', ...key()],
    code: 12,
    kind: 'file-unusable',
    says: /nowhere\.json/,
  },
  {
    title: 'a withdrawal without a reason',
    args: () => ['withdraw', 'props/statue-founder', '--yes', ...key()],
    code: 2,
    kind: 'needs-terminal',
    says: /--reason/,
  },
  {
    title: 'a withdrawal that nobody confirmed',
    args: () => ['withdraw', 'props/statue-founder', '--reason', 'x', ...key()],
    code: 2,
    kind: 'needs-terminal',
    says: /--yes/,
  },
  {
    title: 'a withdrawal of what is not approved',
    args: () => ['withdraw', hostile, '--reason', 'x', '--yes', ...key()],
    code: 3,
    kind: 'approval-not-found',
    says: /list-candidates/,
  },
  {
    title: 'an undo of what was not withdrawn',
    args: () => ['withdraw', '--undo', shippedDigest(), '--yes', ...key()],
    code: 5,
    kind: 'approval-stands',
    says: /nothing is withdrawn/,
  },
  {
    title: 'an undo without a terminal that names no picture',
    args: () => ['withdraw', '--undo', 'props/statue-founder', '--yes', ...key()],
    code: 2,
    kind: 'digest-too-short',
    says: /at least 12/,
  },
  {
    title: 'another frame for an asset that has none',
    args: () => ['promote', 'hero/skald', '--use', '0'],
    code: 3,
    kind: 'asset-not-promoted',
    says: /--as hero\/skald/,
  },
  {
    title: 'a frame that is not there',
    args: () => ['promote', 'props/statue-founder', '--use', hostile],
    code: 3,
    kind: 'candidate-not-found',
    says: /Near it: 000/,
  },
  {
    title: 'a promotion of a job at the concept gate',
    args: () => ['promote', concept.job, '--as', 'hero/skald'],
    code: 9,
    kind: 'job-at-concept-gate',
    says: /art review run_/,
  },
  {
    title: 'a cancelled final job',
    args: () => ['cancel', `${second}/1`],
    code: 5,
    kind: 'job-final',
    says: /was approved already[^]*art withdraw/,
  },
  {
    title: 'a retry of an approved and of a waiting job',
    args: () => ['retry', `${second}/1`, concept.job],
    code: 5,
    kind: 'job-not-retryable',
    says: /is Approved[^]*is AwaitingConceptApproval/,
  },
  {
    title: 'closing a run without jobs',
    alter: () => runWithoutJobs(),
    args: () => ['run', 'close', 'run_0555_aaaa', '--yes', ...key()],
    code: 5,
    kind: 'run-without-jobs',
    says: /art db rebuild/,
  },
  {
    title: 'closing a run that is not there',
    args: () => ['run', 'close', '777', '--yes', ...key()],
    code: 3,
    kind: 'run-not-found',
    says: /art runs/,
  },
  {
    title: 'a pack that is not there',
    args: () => ['ship', '--rollback', '77'],
    code: 3,
    kind: 'pack-not-found',
    says: /There are: 1/,
  },
];

describe('a change of mind that cannot be is refused, and nothing written', () => {
  refuses(rows);
});
