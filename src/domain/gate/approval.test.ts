import { expect, test } from 'vitest';
import { decide, digestOf, failureOf, ringOf, threeReviewers, trustAll } from '../../../test/rig/gate.ts';
import { tell } from '../failure.ts';
import { requireApproval, type DecisionBook } from './approval.ts';
import type { DecisionFaultCode } from './faults.ts';
import { subjectOf } from './standing.ts';

const approval = decide('Bryn');
const subject = subjectOf(approval.payload);
const book = (files: Parameters<typeof trustAll>[0], ...codes: DecisionFaultCode[]): DecisionBook => ({
  ring: ringOf(threeReviewers),
  trusted: trustAll(files),
  faults: codes.map((code) => ({ file: 'content/decisions/x.json', code, at: null })),
});

test('an approval of exactly this candidate is given, with the name of who gave it', () => {
  const found = requireApproval(book([approval]), subject);
  expect(found).toMatchObject({ ok: true, value: { reviewerName: 'Bryn' } });
});

test('a rejection is told with its reason and who gave it', () => {
  const found = requireApproval(
    book([approval, decide('Asa', { verdict: 'reject', reason: 'blurred' })]),
    subject,
  );
  if (found.ok) throw new Error('approved');
  expect(found.failure.kind).toBe('decision-against');
  expect(tell(found.failure).message).toContain('Asa rejected this picture');
  expect(tell(found.failure).message).toContain('blurred');
});

test('an approval for another sprite table is none, and it is said in what it differs', () => {
  const found = requireApproval(book([decide('Asa', { sprites: digestOf('others') })]), subject);
  if (found.ok) throw new Error('approved');
  expect(found.failure).toMatchObject({ kind: 'decision-missing', differs: ['sprite table'] });
});

test('an approval of other bytes is none', () => {
  const found = requireApproval(book([decide('Asa', { bytes: digestOf('others') })]), subject);
  expect(found).toMatchObject({ failure: { kind: 'decision-missing', differs: [] } });
});

test.each<DecisionFaultCode>(['id-mismatch', 'bad-signature', 'not-json', 'newer-version', 'unreadable'])(
  'a file with the fault %s could have been a rejection, so nothing passes beside it',
  (code) => {
    expect(failureOf(requireApproval(book([approval], code), subject))).toBe('decision-invalid');
  },
);

test.each<DecisionFaultCode>(['revoked', 'unknown-key', 'other-project'])(
  'a sound file that does not count (%s) stops nobody',
  (code) => {
    expect(requireApproval(book([approval], code), subject).ok).toBe(true);
  },
);
