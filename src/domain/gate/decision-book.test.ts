import { expect, test } from 'vitest';
import { decide, failureOf, ringOf, threeReviewers, trustAll } from '../../../test/rig/gate.ts';
import { requireWhole, type DecisionBook } from './decision-book.ts';
import type { DecisionFaultCode } from './faults.ts';

const book = (...codes: DecisionFaultCode[]): DecisionBook => ({
  ring: ringOf(threeReviewers),
  trusted: trustAll([decide('Bryn')]),
  faults: codes.map((code) => ({ file: 'content/decisions/x.json', code, at: null })),
});

test('decisions of which none is missing are given, with the names of who made them', () => {
  expect(requireWhole(book())).toMatchObject({ ok: true, value: [{ reviewerName: 'Bryn' }] });
});

test.each<DecisionFaultCode>(['id-mismatch', 'bad-signature', 'not-json', 'newer-version', 'unreadable'])(
  'a file with the fault %s could have been a rejection, so nothing passes beside it',
  (code) => {
    expect(failureOf(requireWhole(book('revoked', code)))).toBe('decision-invalid');
  },
);

test.each<DecisionFaultCode>(['revoked', 'unknown-key', 'other-project'])(
  'a sound file that does not count (%s) stops nobody',
  (code) => {
    expect(requireWhole(book(code)).ok).toBe(true);
  },
);
