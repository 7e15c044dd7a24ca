import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  context,
  decide,
  entry,
  keyIdFor,
  otherProjectId,
  reviewersFile,
  revocation,
  ringOf,
  signerOf,
  threeReviewers,
} from '../../../test/rig/gate.ts';
import { checkReviewers, mayDecide, requireReviewer } from './reviewer-ring.ts';
import type { ReviewersFile } from './reviewers.ts';
import { trustDecision } from './trust.ts';

const codes = (file: ReviewersFile) =>
  checkReviewers(file, context).faults.map(({ code, at }) => `${at}: ${code}`);
const names = (file: ReviewersFile) =>
  [...checkReviewers(file, context).ring.values()].map(({ name }) => name);
const { reviewers } = threeReviewers;

/** Why a decision by `name` does not count under this file; `null` where it does. */
function whyNot(file: ReviewersFile, name: string, decision = decide(name)): string | null {
  const verdict = trustDecision(decision, { ...context, ring: checkReviewers(file, context).ring });
  return verdict.isTrusted ? null : verdict.reason;
}

describe('the chain', () => {
  test('counts every key from the root on', () => {
    expect(codes(threeReviewers)).toEqual([]);
    expect(names(threeReviewers)).toEqual(['Asa', 'Bryn', 'Calla']);
  });

  test('ends where a signature is not that of the adding key, and so does what hangs on it', () => {
    const forged = { ...entry('Bryn', 'Mallory'), added_by: keyIdFor('Asa') };
    const file = reviewersFile([entry('Asa', null), forged, entry('Calla', 'Bryn')]);
    expect(codes(file)).toEqual(['reviewers.1: bad-signature', 'reviewers.2: adder-unknown']);
    expect(names(file)).toEqual(['Asa']);
    expect(whyNot(file, 'Calla')).toBe('unknown-key');
  });

  test('is broken by an edit of any signed field', () => {
    for (const change of [{ name: 'Asa' }, { added_at: '2025-02-01T00:00:00.000Z' }]) {
      const file = reviewersFile([entry('Asa', null), { ...entry('Bryn', 'Asa'), ...change }]);
      expect(codes(file)).toEqual(['reviewers.1: bad-signature']);
    }
  });

  test('does not run backwards', () => {
    const file = reviewersFile([entry('Asa', null), entry('Calla', 'Bryn'), entry('Bryn', 'Asa')]);
    expect(codes(file)).toEqual(['reviewers.1: adder-unknown']);
  });

  test('has one root, the first', () => {
    const two = reviewersFile([entry('Asa', null), entry('Mallory', null)]);
    expect(codes(two)).toEqual(['reviewers.1: root-misplaced']);
    expect(codes(reviewersFile([entry('Bryn', 'Asa')]))).toEqual(['reviewers.0: root-misplaced']);
  });

  test('takes no root that did not sign itself', () => {
    const file = reviewersFile([{ ...entry('Asa', null), signature: entry('Mallory', null).signature }]);
    expect(codes(file)).toEqual(['reviewers.0: bad-signature']);
  });

  test('takes no key twice and no key under the id of another', () => {
    expect(codes(reviewersFile([...reviewers, entry('Bryn', 'Asa')]))).toEqual([
      'reviewers.3: duplicate-key',
    ]);
    const borrowed = entry('Mallory', 'Asa', { key_id: keyIdFor('Bryn') });
    expect(codes(reviewersFile([entry('Asa', null), borrowed]))).toEqual(['reviewers.1: key-mismatch']);
  });

  test('takes no entry that the same reviewer signed in another project', () => {
    const copied = entry('Mallory', 'Asa', { project_id: otherProjectId });
    expect(codes(reviewersFile([entry('Asa', null), copied]))).toEqual(['reviewers.1: other-project']);
  });

  test('counts nobody when the root is not the pinned one', () => {
    const pinned = (name: string) =>
      checkReviewers(threeReviewers, { ...context, pinnedRoot: keyIdFor(name) });
    expect(pinned('Asa').ring.size).toBe(3);
    expect(pinned('Bryn')).toEqual({
      ring: new Map(),
      faults: [{ code: 'root-not-pinned', at: 'reviewers.0' }],
    });
  });
});

describe('a revocation', () => {
  test('takes back all decisions of the key but those that it lists', () => {
    const [kept, lost] = [decide('Bryn'), decide('Bryn', { verdict: 'reject' })];
    const file = reviewersFile(reviewers, [
      revocation('Bryn', 'Asa', { decisions: [kept.payload.id], reviewers: ['Calla'] }),
    ]);
    expect(codes(file)).toEqual([]);
    expect(whyNot(file, 'Bryn', kept)).toBeNull();
    expect(whyNot(file, 'Bryn', lost)).toBe('revoked');
    expect(whyNot(file, 'Calla')).toBeNull();
  });

  test('takes back the keys that the key added, and theirs, save those that it lists', () => {
    const withDag = [...reviewers, entry('Dag', 'Calla')];
    const file = reviewersFile(withDag, [revocation('Bryn', 'Asa')]);
    expect(whyNot(file, 'Calla')).toBe('revoked');
    expect(whyNot(file, 'Dag')).toBe('revoked');
    const kept = reviewersFile(withDag, [revocation('Bryn', 'Asa', { reviewers: ['Calla'] })]);
    expect(whyNot(kept, 'Dag')).toBeNull();
  });

  test('keeps a stolen key from bringing in a new one', () => {
    const late = [...reviewers, entry('Mallory', 'Bryn')];
    const file = reviewersFile(late, [revocation('Bryn', 'Asa', { reviewers: ['Calla'] })]);
    expect(whyNot(file, 'Mallory')).toBe('revoked');
  });

  test('is not undone when the revoked key revokes its revoker, before it or after', () => {
    const byAsa = revocation('Bryn', 'Asa');
    const byBryn = revocation('Asa', 'Bryn');
    for (const revocations of [
      [byAsa, byBryn],
      [byBryn, byAsa],
    ]) {
      expect(whyNot(reviewersFile(reviewers, revocations), 'Bryn')).toBe('revoked');
    }
  });

  test('that comes second can only narrow what the first let stand', () => {
    const [a, b] = [decide('Bryn', { reason: 'a' }), decide('Bryn', { reason: 'b' })];
    const file = reviewersFile(reviewers, [
      revocation('Bryn', 'Asa', { decisions: [a.payload.id] }),
      revocation('Bryn', 'Calla', { decisions: [a.payload.id, b.payload.id] }),
    ]);
    expect(whyNot(file, 'Bryn', a)).toBeNull();
    expect(whyNot(file, 'Bryn', b)).toBe('revoked');
  });

  test('that is forged, self-made or about strangers is a fault', () => {
    const forged = { ...revocation('Bryn', 'Mallory'), by: keyIdFor('Asa') };
    const elsewhere = { ...revocation('Bryn', 'Asa'), project_id: otherProjectId };
    const widened = { ...revocation('Bryn', 'Asa'), valid_decisions: [decide('Bryn').payload.id] };
    const file = reviewersFile(reviewers, [
      forged,
      revocation('Bryn', 'Bryn'),
      revocation('Mallory', 'Asa'),
      revocation('Bryn', 'Mallory'),
      elsewhere,
      widened,
    ]);
    expect(codes(file)).toEqual([
      'revocations.0: bad-signature',
      'revocations.1: revokes-itself',
      'revocations.2: revoked-unknown',
      'revocations.3: revoker-unknown',
      'revocations.4: other-project',
      'revocations.5: bad-signature',
    ]);
    expect(whyNot(file, 'Bryn')).toBeNull();
  });

  test('says `revoked` only of what the key truly signed', () => {
    const file = reviewersFile(reviewers, [revocation('Bryn', 'Asa')]);
    const forged = { ...decide('Bryn'), signature: decide('Asa').signature };
    expect(whyNot(file, 'Bryn', forged)).toBe('bad-signature');
  });

  test('never makes anybody trusted who was not without it', () => {
    const people = ['Asa', 'Bryn', 'Calla'];
    const decisions = people.map((name) => decide(name));
    const person = fc.constantFrom(...people);
    const some = fc
      .record({
        of: person,
        by: person,
        decisions: fc.subarray(decisions.map(({ payload }) => payload.id)),
        reviewers: fc.subarray(people),
      })
      .filter(({ of, by }) => of !== by)
      .map(({ of, by, ...kept }) => revocation(of, by, kept));
    fc.assert(
      fc.property(fc.array(some, { maxLength: 3 }), some, (before, more) => {
        for (const decision of decisions) {
          const count = (revocations: ReviewersFile['revocations']) =>
            whyNot(reviewersFile(reviewers, revocations), decision.payload.key_id, decision) === null;
          const isTrusted = count([...before, more]);
          expect(count([more, ...before])).toBe(isTrusted);
          if (isTrusted) expect(count(before)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });
});

test('who may decide is a reviewer whose key and whose adder stand', () => {
  const ring = ringOf(reviewersFile(reviewers, [revocation('Bryn', 'Asa')]));
  expect([...ring.values()].map(mayDecide)).toEqual([true, false, false]);
  expect(requireReviewer(ring, signerOf('Asa'))).toMatchObject({ ok: true, value: { name: 'Asa' } });
  expect(requireReviewer(ring, signerOf('Calla'))).toMatchObject({ failure: { kind: 'key-revoked' } });
  expect(requireReviewer(ring, signerOf('Mallory'))).toMatchObject({ failure: { kind: 'reviewer-unknown' } });
});
