import { describe, expect, test } from 'vitest';
import {
  add,
  context,
  decide,
  draft,
  entry,
  failureOf,
  keyIdFor,
  memoryReviewers,
  reviewersFile,
  revocation,
  ringOf,
  signerOf,
  someTime,
  threeReviewers,
  valueOf,
} from '../../test/rig/gate.ts';
import { trustDecision } from '../domain/gate/trust.ts';
import { addReviewer } from './add-reviewer.ts';
import { readReviewers } from './read-decisions.ts';
import { revokeReviewer } from './revoke-reviewer.ts';
import { signDecision } from './sign-decision.ts';

describe('adding a reviewer', () => {
  test('the first one is the root and signs itself', async () => {
    const reviewers = memoryReviewers();
    const root = valueOf(await add(reviewers, 'Asa', signerOf('Asa')));
    expect(root).toMatchObject({ name: 'Asa', addedBy: null, isAdmitted: true });
    expect(reviewers.current()).toEqual(reviewersFile([entry('Asa', null)]));
  });

  test('nobody can be made the root by another key', async () => {
    const reviewers = memoryReviewers();
    expect(failureOf(await add(reviewers, 'Asa', signerOf('Bryn')))).toBe('no-reviewers');
    expect(reviewers.current()).toBeNull();
  });

  test('a later one is signed by the reviewer who adds it', async () => {
    const reviewers = memoryReviewers();
    await add(reviewers, 'Asa', signerOf('Asa'));
    await add(reviewers, 'Bryn', signerOf('Asa'));
    expect(valueOf(await add(reviewers, 'Calla', signerOf('Bryn')))).toMatchObject({
      addedBy: keyIdFor('Bryn'),
    });
    expect(reviewers.current()).toEqual(threeReviewers);
  });

  test('the same key again changes nothing', async () => {
    const reviewers = memoryReviewers(threeReviewers);
    expect(valueOf(await add(reviewers, 'Bryn', signerOf('Asa'))).addedBy).toBe(keyIdFor('Asa'));
    expect(reviewers.current()).toBe(threeReviewers);
  });

  test('a stranger, a revoked reviewer and a name that is taken are refused', async () => {
    const revoked = reviewersFile(threeReviewers.reviewers, [revocation('Bryn', 'Asa')]);
    const reviewers = memoryReviewers(revoked);
    expect(failureOf(await add(reviewers, 'Dag', signerOf('Mallory')))).toBe('reviewer-unknown');
    expect(failureOf(await add(reviewers, 'Dag', signerOf('Bryn')))).toBe('key-revoked');
    expect(failureOf(await add(reviewers, 'Bryn', signerOf('Asa')))).toBe('key-revoked');
    expect(failureOf(await add(reviewers, '\u202e', signerOf('Asa')))).toBe('reviewer-name-invalid');
    const { publicKey } = signerOf('Dag');
    const asAsa = {
      ...context,
      reviewers,
      publicKey,
      name: ' Asa ',
      signer: signerOf('Asa'),
      addedAt: someTime,
    };
    expect(failureOf(await addReviewer(asAsa))).toBe('reviewer-exists');
    expect(reviewers.current()).toBe(revoked);
  });

  test('nothing is added to a file that cannot be trusted', async () => {
    const reviewers = memoryReviewers(reviewersFile([entry('Asa', null), entry('Calla', 'Bryn')]));
    expect(failureOf(await add(reviewers, 'Dag', signerOf('Asa')))).toBe('reviewers-invalid');
    expect(failureOf(await readReviewers({ ...context, reviewers }))).toBe('reviewers-invalid');
  });
});

describe('revoking a reviewer', () => {
  const revoke = (reviewers: ReturnType<typeof memoryReviewers>, name: string, by: string) =>
    revokeReviewer({
      ...context,
      reviewers,
      keyId: keyIdFor(name),
      signer: signerOf(by),
      revokedAt: someTime,
      validDecisions: [decide('Bryn').payload.id],
      validReviewers: [keyIdFor('Calla')],
    });

  test('keeps what is listed and takes the rest', async () => {
    const reviewers = memoryReviewers(threeReviewers);
    expect(valueOf(await revoke(reviewers, 'Bryn', 'Asa'))).toMatchObject({ name: 'Bryn' });
    const ring = valueOf(await readReviewers({ ...context, reviewers }));
    const isTrusted = (file: ReturnType<typeof decide>) =>
      trustDecision(file, { ...context, ring }).isTrusted;
    expect(isTrusted(decide('Bryn'))).toBe(true);
    expect(isTrusted(decide('Bryn', { reason: 'later' }))).toBe(false);
    expect(isTrusted(decide('Calla'))).toBe(true);
  });

  test('is not for oneself, for strangers or by the revoked', async () => {
    const reviewers = memoryReviewers(threeReviewers);
    expect(failureOf(await revoke(reviewers, 'Asa', 'Asa'))).toBe('usage');
    expect(failureOf(await revoke(reviewers, 'Mallory', 'Asa'))).toBe('reviewer-unknown');
    expect(failureOf(await revoke(reviewers, 'Asa', 'Mallory'))).toBe('reviewer-unknown');
    expect(reviewers.current()).toBe(threeReviewers);
    await revoke(reviewers, 'Bryn', 'Asa');
    expect(failureOf(await revoke(reviewers, 'Asa', 'Bryn'))).toBe('key-revoked');
  });
});

describe('signing a decision', () => {
  const ring = ringOf(threeReviewers);
  const sign = (by: string) => {
    const { key_id: _, project_id: __, ...what } = draft(by);
    return signDecision({ ...context, ring, signer: signerOf(by), draft: what });
  };

  test('gives one that counts', async () => {
    expect(valueOf(await sign('Calla'))).toEqual({ ...decide('Calla'), reviewerName: 'Calla' });
  });

  test('is refused to a key that is no reviewer', async () => {
    expect(failureOf(await sign('Mallory'))).toBe('reviewer-unknown');
  });
});
