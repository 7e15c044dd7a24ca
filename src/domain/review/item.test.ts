import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDraft, type Draft } from './item.ts';

const approve: Draft = {
  gate: 'concept',
  jobId: 'run_0001_abcd/1',
  digest: 'a'.repeat(64),
  verdict: 'approve',
};
const reject = { ...approve, verdict: 'reject' };

test('a draft that was kept is taken up again', () => {
  expect(isDraft(approve)).toBe(true);
  expect(isDraft({ ...reject, reason: null })).toBe(true);
  expect(isDraft({ ...reject, reason: { kind: 'text', text: 'blurred' } })).toBe(true);
  expect(isDraft({ ...reject, reason: { kind: 'code', code: 'off-brief' } })).toBe(true);
});

test('anything else is none, and nothing throws', () => {
  expect(isDraft({ ...approve, verdict: 'withdraw' })).toBe(false);
  expect(isDraft({ ...reject, reason: { kind: 'code', code: 'constructor' } })).toBe(false);
  expect(isDraft(reject)).toBe(false);
  fc.assert(fc.property(fc.jsonValue(), (value) => !isDraft(value)));
});
