/** Decisions, references, databases and ports that are refused. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { levers, sha256, skald, statue, statueLevers } from './rig.ts';
import {
  altered,
  approvedFile,
  concept,
  draft,
  hostile,
  key,
  listening,
  onlyFile,
  project,
  refuses,
  rig,
  second,
  setUp,
  type Row,
} from './bad-input.ts';

beforeAll(setUp);
afterAll(() => rig.remove());

const rows: readonly Row[] = [
  {
    title: 'hostile words on the command line',
    args: () => ['generate', statue, ...statueLevers, `--${hostile}`],
    code: 2,
    kind: 'unknown-lever',
    says: /\\u001b/,
  },
  { title: 'a hostile command', args: () => [hostile], code: 2, kind: 'usage', says: /\\u001b/ },
  {
    title: 'a hostile option',
    args: () => ['ship', `--${hostile}`],
    code: 2,
    kind: 'usage',
    says: /\\u001b/,
  },
  {
    title: 'a reviewer whose name cannot be read',
    args: () => ['reviewer', 'add', '\u001b\u202e', ...key()],
    code: 2,
    kind: 'reviewer-name-invalid',
    says: /name/,
  },
  {
    title: 'a wrong passphrase',
    alter: () => altered('../wrong', () => 'not this one\n'),
    args: () => [
      ...['review', '--approve', concept.job, '--digest', concept.concept?.digest ?? ''],
      ...['--passphrase-file', join(rig.folder, 'wrong')],
    ],
    code: 4,
    kind: 'wrong-passphrase',
    says: /Try again/,
  },
  {
    title: 'a passphrase file that is not there',
    args: () => [
      ...['review', '--approve', concept.job, '--digest', concept.concept?.digest ?? ''],
      ...['--passphrase-file', join(rig.folder, 'nowhere')],
    ],
    code: 12,
    kind: 'file-unusable',
    says: /nowhere/,
  },
  {
    title: 'a reviewer who is not there',
    args: () => [
      ...['review', '--approve', concept.job, '--digest', concept.concept?.digest ?? ''],
      ...['--as', 'Bob', ...key()],
    ],
    code: 4,
    kind: 'key-not-found',
    says: /reviewer list/,
  },
  {
    title: 'a decision about other bytes',
    args: () => ['review', '--approve', concept.job, '--digest', sha256('another picture'), ...key()],
    code: 5,
    kind: 'decision-moved',
    says: /another picture/,
  },
  {
    title: 'a digest that is too short',
    args: () => [
      ...['review', '--approve', concept.job, '--digest', concept.concept?.digest.slice(0, 11) ?? ''],
      ...key(),
    ],
    code: 2,
    kind: 'digest-too-short',
    says: /at least 12/,
  },
  {
    title: 'an approval of a draft at the review gate',
    args: () => ['review', '--approve', draft.job, '--digest', draft.candidates[0]?.digest ?? '', ...key()],
    code: 5,
    kind: 'draft-not-approvable',
    says: /drafts are never approved[^]*art recipe lock iron\.object\.sketch\.v1/,
  },
  {
    title: 'an edited decision file',
    alter: () =>
      altered(onlyFile('content/decisions', '.json'), (text) => text.replace('"approve"', '"reject"')),
    args: () => ['promote', `${second}/1`, '--as', 'props/statue-founder'],
    code: 10,
    kind: 'decision-invalid',
    says: /edited after it was signed[^]*git checkout/,
  },
  {
    title: 'an edited decision file, at ship',
    alter: () =>
      altered(onlyFile('content/decisions', '.json'), (text) => text.replace('"approve"', '"reject"')),
    args: () => ['ship'],
    code: 10,
    kind: 'decision-invalid',
    says: /git checkout/,
  },
  {
    title: 'an edited side record of a candidate',
    alter: () =>
      altered(approvedFile('json'), (text) => text.replace('"duration_ms": null', '"duration_ms": 100')),
    args: () => ['ship'],
    code: 10,
    kind: 'side-record-differs',
    says: /art verify/,
  },
  {
    title: 'a frozen picture with other bytes',
    alter: () => {
      const path = join(project, approvedFile('png'));
      const before = readFileSync(path);
      writeFileSync(path, Buffer.concat([before, Buffer.from('x')]));
      return () => writeFileSync(path, before);
    },
    args: () => ['ship'],
    code: 10,
    kind: 'frozen-differs',
    says: /git/,
  },
  {
    title: 'a reviewers file with a stranger in it',
    alter: () => altered('content/reviewers.json', (text) => text.replace('"Ada"', '"Eve"')),
    args: () => ['review', '--approve', concept.job, '--digest', concept.concept?.digest ?? '', ...key()],
    code: 10,
    kind: 'reviewers-invalid',
    says: /git/,
  },
  {
    title: 'a run that is not there',
    args: () => ['run', 'show', '99'],
    code: 3,
    kind: 'run-not-found',
    says: /art runs/,
  },
  {
    title: 'a job that is not there',
    args: () => ['cancel', '99/1'],
    code: 3,
    kind: 'job-not-found',
    says: /art jobs/,
  },
  {
    title: 'a number that two runs have',
    args: () => ['run', 'show', '1'],
    code: 2,
    kind: 'run-ambiguous',
    says: /run_0001_\w{4} or run_0001_\w{4}/,
  },
  {
    title: 'a job number that two runs have',
    args: () => ['cancel', '1/1'],
    code: 2,
    kind: 'run-ambiguous',
    says: /run_0001_\w{4} or run_0001_\w{4}/,
  },
  {
    title: 'a project that is there already',
    args: () => ['init', project],
    code: 5,
    kind: 'project-exists',
    says: /art up/,
  },
  {
    title: 'a port that another program has',
    alter: async () => {
      const server = createServer((socket) => socket.resume().end('HTTP/1.1 418 I am a teapot\r\n\r\n'));
      const port = await listening(server);
      const back = altered('art.config.json', (text) => text.replace('"name"', `"port": ${port}, "name"`));
      return async () => {
        back();
        await new Promise((closed) => server.close(closed));
      };
    },
    args: () => ['up'],
    code: 12,
    kind: 'port-taken',
    says: /"port"/,
  },
  {
    title: 'a database that is too new',
    alter: async () => {
      await rig.query(
        project,
        `insert into art.art_schema (version, name, checksum) values (999, 'later', 'x')`,
      );
      return async () => void (await rig.query(project, `delete from art.art_schema where version = 999`));
    },
    args: () => ['generate', skald, ...levers],
    code: 11,
    kind: 'database-too-new',
    says: /999/,
  },
  {
    title: 'migrating a database that is too new',
    alter: async () => {
      await rig.query(
        project,
        `insert into art.art_schema (version, name, checksum) values (999, 'later', 'x')`,
      );
      return async () => void (await rig.query(project, `delete from art.art_schema where version = 999`));
    },
    args: () => ['db', 'migrate'],
    code: 11,
    kind: 'database-too-new',
    says: /999/,
  },
];

describe('a bad request is refused, and nothing written', () => {
  refuses(rows);
});
