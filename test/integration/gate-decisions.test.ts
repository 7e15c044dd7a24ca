import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decisionFiles } from '../../src/adapters/files/decision-file.ts';
import { projectFiles } from '../../src/adapters/files/project-files.ts';
import { reviewerFiles } from '../../src/adapters/files/reviewers-file.ts';
import { readApprovals } from '../../src/app/read-approvals.ts';
import { readDecisions } from '../../src/app/read-decisions.ts';
import { requireWhole } from '../../src/domain/gate/decision-book.ts';
import { decisionPath, renderDecision, type DecisionFile } from '../../src/domain/gate/decision.ts';
import { renderReviewers } from '../../src/domain/gate/reviewers.ts';
import { subjectOf, verdictOn } from '../../src/domain/gate/standing.ts';
import {
  add,
  context,
  decide,
  entry,
  failureOf,
  keyIdFor,
  reviewersFile,
  revocation,
  signerOf,
  threeReviewers,
  valueOf,
} from '../rig/gate.ts';

let root = '';
const stores = () => {
  const files = projectFiles(root);
  return { decisions: decisionFiles(files), reviewers: reviewerFiles(files) };
};
const at = (decision: DecisionFile) => join(root, decisionPath(decision.payload.id));
const read = (pinnedRoot = context.pinnedRoot as ReturnType<typeof keyIdFor> | null) =>
  readDecisions({ ...context, ...stores(), pinnedRoot });
const faults = async () =>
  valueOf(await read()).faults.map(({ file, code }) => `${file.slice(18, 26)}: ${code}`);
const put = (path: string, text: string) => writeFileSync(join(root, path), text);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'art-gate-'));
  mkdirSync(join(root, 'content/decisions'), { recursive: true });
  put('content/reviewers.json', renderReviewers(threeReviewers));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('a decision file', () => {
  test('is written once: the same again is a success that touches nothing', async () => {
    const decision = decide('Asa', { reason: 'clean' });
    const { decisions } = stores();
    expect(valueOf(await decisions.write(decision))).toBe(decisionPath(decision.payload.id));
    const bytes = readFileSync(at(decision));
    expect(
      (await Promise.all([decisions.write(decision), decisions.write(decision)])).every(({ ok }) => ok),
    ).toBe(true);
    expect(readFileSync(at(decision))).toEqual(bytes);
    expect(readdirSync(join(root, 'content/decisions'))).toHaveLength(1);
    expect(valueOf(await decisions.readOne(decision.payload.id))).toEqual(decision);
  });

  test('is never overwritten', async () => {
    const decision = decide('Asa');
    writeFileSync(at(decision), 'something else');
    expect(failureOf(await stores().decisions.write(decision))).toBe('file-differs');
    expect(readFileSync(at(decision), 'utf8')).toBe('something else');
  });

  test('that could not be read back is not written', async () => {
    const { payload, signature } = decide('Asa');
    const broken = { payload: { ...payload, kind: 'A B' }, signature };
    await expect(stores().decisions.write(broken)).rejects.toThrow(TypeError);
    expect(readdirSync(join(root, 'content/decisions'))).toEqual([]);
  });

  test('that is not there is null', async () => {
    expect(valueOf(await stores().decisions.readOne(decide('Asa').payload.id))).toBeNull();
  });
});

describe('reading them all', () => {
  test('gives an empty book where there is no folder and no reviewer', async () => {
    rmSync(join(root, 'content'), { recursive: true });
    expect(valueOf(await read())).toEqual({ ring: new Map(), trusted: [], faults: [] });
  });

  test('counts the good ones and names every bad one, with its reason', async () => {
    const good = [decide('Asa'), decide('Bryn', { verdict: 'reject' })];
    for (const decision of good) await stores().decisions.write(decision);
    const edited = decide('Calla', { reason: 'fine' });
    writeFileSync(at(edited), renderDecision(edited).replace('fine', 'fein'));
    const strange = decide('Mallory');
    writeFileSync(at(strange), renderDecision(strange));
    put('content/decisions/aaaaaaaa.json', renderDecision(decide('Asa')));
    put('content/decisions/bbbbbbbb.json', '<<<<<<< HEAD');
    writeFileSync(join(root, 'content/decisions/cccccccc.json'), Buffer.from([0xff, 0xfe]));
    mkdirSync(join(root, 'content/decisions/dddddddd.json'));
    symlinkSync('/etc/hostname', join(root, 'content/decisions/eeeeeeee.json'));
    put('content/decisions/README.md', 'notes');
    put('content/decisions/.hidden.json', 'notes');

    const ids = (file: DecisionFile) => file.payload.id.slice(0, 8);
    expect((await faults()).sort()).toEqual(
      [
        'aaaaaaaa: name-mismatch',
        'bbbbbbbb: not-json',
        'cccccccc: unreadable',
        'dddddddd: unreadable',
        'eeeeeeee: unreadable',
        `${ids(edited)}: id-mismatch`,
        `${ids(strange)}: unknown-key`,
      ].sort(),
    );
    const { trusted } = valueOf(await read());
    expect(trusted.map(({ payload }) => payload.id)).toEqual(good.map(({ payload }) => payload.id).sort());
  });

  test('an edited approval opens nothing, and an edited rejection neither', async () => {
    const approval = decide('Asa');
    const subject = subjectOf(approval.payload);
    await stores().decisions.write(approval);
    expect(verdictOn(valueOf(requireWhole(valueOf(await read()))), subject)?.verdict).toBe('approve');
    const rejection = decide('Bryn', { verdict: 'reject' });
    writeFileSync(at(rejection), renderDecision(rejection).replace('"reject"', '"approve"'));
    expect(failureOf(requireWhole(valueOf(await read())))).toBe('decision-invalid');

    const { binding_hash, backend, child_index, sprites, ...rest } = approval.payload;
    if (binding_hash === null || backend === null || child_index === null || sprites === null)
      throw new Error('a review decision has all four');
    const asked = { ...rest, binding_hash, backend, child_index, sprites };
    const input = { ...context, ...stores(), pinnedRoot: null };
    const strict = readApprovals(input);
    expect(failureOf(await strict.standingOf(asked, null))).toBe('decision-invalid');
    expect(failureOf(await strict.approved())).toBe('decision-invalid');
    const telling = readApprovals(input, { despiteFaults: true });
    expect(valueOf(await telling.standingOf(asked, null)).verdict).toBe('approved');
  });

  test('a revoked key opens nothing but what the revocation lists', async () => {
    const [kept, lost] = [
      decide('Bryn'),
      decide('Bryn', { child_index: 1, bytes: decide('Asa').payload.pixels }),
    ];
    for (const decision of [kept, lost]) await stores().decisions.write(decision);
    const revoked = revocation('Bryn', 'Asa', { decisions: [kept.payload.id] });
    put('content/reviewers.json', renderReviewers(reviewersFile(threeReviewers.reviewers, [revoked])));
    const trusted = valueOf(requireWhole(valueOf(await read())));
    expect(verdictOn(trusted, subjectOf(kept.payload))?.verdict).toBe('approve');
    expect(verdictOn(trusted, subjectOf(lost.payload))).toBeNull();
  });

  test('with a broken chain, an unreadable list of reviewers or another root counts nothing', async () => {
    await stores().decisions.write(decide('Asa'));
    expect(failureOf(await read(keyIdFor('Bryn')))).toBe('reviewers-invalid');
    expect((await read(keyIdFor('Asa'))).ok).toBe(true);
    put(
      'content/reviewers.json',
      renderReviewers(reviewersFile([entry('Asa', null), entry('Calla', 'Bryn')])),
    );
    expect(failureOf(await read())).toBe('reviewers-invalid');
    put('content/reviewers.json', '{}');
    expect(failureOf(await read())).toBe('reviewers-invalid');
    rmSync(join(root, 'content/reviewers.json'));
    expect(failureOf(await read(keyIdFor('Asa')))).toBe('no-reviewers');
  });
});

describe('the reviewers file', () => {
  beforeEach(() => rmSync(join(root, 'content/reviewers.json')));

  test('of two first reviewers that come at once one is the root, the other is told', async () => {
    const results = await Promise.all(
      ['Asa', 'Bryn'].map((name) => add(reviewerFiles(projectFiles(root)), name, signerOf(name))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.flatMap((result) => (result.ok ? [] : result.failure.kind))).toEqual([
      'reviewers-changed',
    ]);
    expect(valueOf(await stores().reviewers.read())?.reviewers).toHaveLength(1);
  });

  test('of two that are added at once in one process none is lost', async () => {
    const { reviewers } = stores();
    await add(reviewers, 'Asa', signerOf('Asa'));
    const results = await Promise.all(['Bryn', 'Calla'].map((name) => add(reviewers, name, signerOf('Asa'))));
    const done = results.filter(({ ok }) => ok).length;
    expect(valueOf(await reviewers.read())?.reviewers).toHaveLength(1 + done);
    expect(results.flatMap((result) => (result.ok ? [] : result.failure.kind))).toEqual([
      'reviewers-changed',
    ]);
  });

  test('loses no entry, whatever is asked', async () => {
    const { reviewers } = stores();
    await reviewers.append(null, threeReviewers);
    const fewer = reviewersFile(threeReviewers.reviewers.slice(0, 2));
    await expect(reviewers.append(threeReviewers, fewer)).rejects.toThrow(TypeError);
    expect(valueOf(await reviewers.read())).toEqual(threeReviewers);
  });

  test('that changed since it was read is not written over', async () => {
    const { reviewers } = stores();
    const before = reviewersFile([entry('Asa', null)]);
    await reviewers.append(null, threeReviewers);
    const after = reviewersFile([entry('Asa', null), entry('Dag', 'Asa')]);
    expect(failureOf(await reviewers.append(before, after))).toBe('reviewers-changed');
    expect(failureOf(await reviewers.append(null, after))).toBe('reviewers-changed');
    expect(valueOf(await reviewers.read())).toEqual(threeReviewers);
  });
});
